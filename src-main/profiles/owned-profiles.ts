import type { OwnedProfile } from '#shared/contract/profile-files.ts';
import type { Document } from '../aws-files/document.ts';
import type { OwnedSection } from '../delivery/delivery.ts';
import { ownSections, profileIn } from '../delivery/own-part.ts';
import { standingOf } from '../delivery/owned-section.ts';

/** Everything of ours in a file, by the record, and how it stands there. */
export function ownedProfiles(
  document: Document,
  ownership: readonly OwnedSection[],
): OwnedProfile[] {
  const { path } = document.file;
  const found = new Map(
    ownSections(document, ownership).map(({ owned, section }) => [owned.section, section.line]),
  );
  return ownership
    .filter((owned) => owned.path === path)
    .map((owned): OwnedProfile => {
      const profile = profileIn(owned);
      const line = found.get(owned.section);
      if (line !== undefined) return { profile, path, standing: 'as-written', line };
      const standing = standingOf(document, profile, owned);
      if (standing.kind === 'absent') return { profile, path, standing: 'gone', line: null };
      return { profile, path, standing: 'changed', line: standing.section.line };
    });
}
