import type { OwnedSection, OwnershipStore } from '../delivery/delivery.ts';
import type { Clock } from '../platform/clock.ts';
import { isExactly, isText, listOf, recordOf } from '../platform/guards.ts';
import { newerThan, openDocumentStore, type ReadDocument } from './document-store.ts';

const VERSION = 1;
const isOwnedDocument = recordOf({
  version: isExactly(VERSION),
  sections: listOf(recordOf({ path: isText, section: isText, hash: isText })),
});

/** The record of what we wrote into the AWS files: a document of its own, since every switch writes it. */
export async function openOwnership(deps: {
  readonly ownedFile: string;
  readonly lockFolder: string;
  readonly clock: Clock;
}): Promise<OwnershipStore> {
  const document = await openDocumentStore<readonly OwnedSection[]>({
    ...deps,
    file: deps.ownedFile,
    empty: [],
    read: readOwned,
    print: (sections) => `${JSON.stringify({ version: VERSION, sections }, null, 1)}\n`,
  });
  return {
    list: document.current,
    refresh: document.refresh,
    async put(owned) {
      await document.update((sections) => [
        ...sections.filter((other) => !isSame(other, owned)),
        { ...owned },
      ]);
    },
    async remove(path, section) {
      await document.update((sections) =>
        sections.filter((other) => !isSame(other, { path, section })),
      );
    },
  };
}

function readOwned(text: string): ReadDocument<readonly OwnedSection[]> {
  try {
    const content: unknown = JSON.parse(text);
    const newer = newerThan(VERSION, content);
    if (newer !== null) return newer;
    return isOwnedDocument(content)
      ? { kind: 'content', content: content.sections }
      : { kind: 'damaged' };
  } catch {
    return { kind: 'damaged' };
  }
}

function isSame(
  one: Pick<OwnedSection, 'path' | 'section'>,
  other: Pick<OwnedSection, 'path' | 'section'>,
): boolean {
  return one.path === other.path && one.section === other.section;
}
