import { coreEnd, textOf, type AwsFile, type Document } from '../aws-files/document.ts';
import { removeSection } from '../aws-files/edit-section.ts';
import { editFile, type Replacement } from '../aws-files/writer.ts';
import type { OwnedSection, OwnershipStore } from './delivery.ts';
import { changedBy, hashOf, ownedOf, standingOf } from './owned-section.ts';
import type { OwnedWriterDeps } from './write-owned-section.ts';

/**
 * Takes our section away with what came along with it: the line ends before it, and the file when it was
 * made for it and is empty again. Throws `files/changed-elsewhere` unless `replaceChanged`.
 */
export async function removeOwnedSection(
  file: AwsFile,
  { profile, replaceChanged }: { readonly profile: string; readonly replaceChanged: boolean },
  deps: OwnedWriterDeps,
): Promise<void> {
  const { ownership } = deps;
  const owned = ownedOf(ownership, file, profile);
  if (owned === undefined) return;
  let heir: OwnedSection | null = null;
  const edit = (document: Document): Uint8Array | null => {
    const decided = decideRemoval(document, { profile, replaceChanged }, ownership);
    heir = decided.heir;
    return decided.bytes;
  };
  const beforeReplace = async (replacement: Replacement) => {
    if (heir !== null) await ownership.put(heir);
    await deps.beforeReplace(replacement);
  };
  await editFile(file, edit, { ...deps, beforeReplace });
  await ownership.remove(owned.path, owned.section);
}

interface Removal {
  /** Null where the file goes too. */
  readonly bytes: Uint8Array | null;
  readonly heir: OwnedSection | null;
}

/** What the file becomes without our section of the profile, or why it may not. */
export function decideRemoval(
  document: Document,
  { profile, replaceChanged }: { readonly profile: string; readonly replaceChanged: boolean },
  ownership: Pick<OwnershipStore, 'list'>,
): Removal {
  const owned = ownedOf(ownership, document.file, profile);
  const standing = standingOf(document, profile, owned);
  if (owned === undefined || standing.kind === 'absent' || standing.kind === 'foreign')
    return { bytes: document.bytes, heir: null };
  if (standing.kind === 'changed') {
    if (!replaceChanged) throw changedBy(document, profile, standing.section);
    return { bytes: removeSection(document, standing.section, ''), heir: null };
  }
  const { lead, createdFile } = standing.surroundings;
  const bytes = removeSection(document, standing.section, lead);
  if (!createdFile) return { bytes, heir: null };
  if (bytes.length === 0) return { bytes: null, heir: null };
  const others = ownership.list().filter(({ path }) => path === document.file.path);
  return {
    bytes,
    heir: heirOf(
      document,
      others.filter((other) => other !== owned),
    ),
  };
}

/** The file was made for a section that goes; another one of ours remembers that from now on. */
function heirOf(document: Document, others: readonly OwnedSection[]): OwnedSection | null {
  for (const other of others) {
    const standing = standingOf(document, other.section.replace(/^profile /, ''), other);
    if (standing.kind !== 'ours') continue;
    const core = textOf(document, standing.section.start, coreEnd(standing.section));
    return { ...other, hash: hashOf(core, { ...standing.surroundings, createdFile: true }) };
  }
  return null;
}
