import { coreEnd, textOf, type Document, type Section } from '../aws-files/document.ts';
import type { OwnPart } from '../aws-files/backups.ts';
import type { OwnedSection } from './delivery.ts';
import { standingOf } from './owned-section.ts';

/** Parts a file into our sections, as far as they are as we left them, and everything else. */
export function ownPartOf(document: Document, ownership: readonly OwnedSection[]): OwnPart {
  const found = ownSections(document, ownership);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { section, lead } of found) {
    const start = section.start - lead.length;
    const hasLead = start >= at && textOf(document, start, section.start) === lead;
    parts.push(document.bytes.subarray(at, hasLead ? start : section.start));
    at = coreEnd(section);
  }
  return {
    owned: found.map(({ owned }) => ({ section: owned.section, hash: owned.hash })),
    outside: Buffer.concat([...parts, document.bytes.subarray(at)]),
  };
}

export interface OwnSection {
  readonly owned: OwnedSection;
  readonly section: Section;
  readonly lead: string;
}

/** Our sections that are as we left them, in the order of the file; one pass, however many there are. */
export function ownSections(
  document: Document,
  ownership: readonly OwnedSection[],
): readonly OwnSection[] {
  const records = new Map(
    ownership
      .filter(({ path }) => path === document.file.path)
      .map((owned) => [owned.section, owned]),
  );
  return document.sections.flatMap((section) => {
    const owned = records.get(section.botocoreName ?? '');
    if (owned === undefined) return [];
    const standing = standingOf({ ...document, sections: [section] }, profileIn(owned), owned);
    if (standing.kind !== 'ours') return [];
    // A copy of it further down is somebody else's.
    records.delete(owned.section);
    return [{ owned, section, lead: standing.surroundings.lead }];
  });
}

export function profileIn({ section }: Pick<OwnedSection, 'section'>): string {
  return section.replace(/^profile /, '');
}
