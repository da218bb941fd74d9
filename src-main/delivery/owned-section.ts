import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import {
  coreEnd,
  textOf,
  type AwsFile,
  type Document,
  type Section,
} from '../aws-files/document.ts';
import { headerOf, sectionsOfProfile } from '../aws-files/profile-names.ts';
import { decidesCredentials } from './deciding-settings.ts';
import type { OwnedSection, OwnershipStore } from './delivery.ts';

/** What our writing added besides the section itself; it goes away together with it. */
export interface Surroundings {
  /** The line ends written before the header. */
  readonly lead: string;
  /** Whether the file was made for it. */
  readonly createdFile: boolean;
}

/** Whose a profile's section is. */
export type Standing =
  | { readonly kind: 'absent' }
  | { readonly kind: 'ours'; readonly section: Section; readonly surroundings: Surroundings }
  /** It was ours, and somebody else has changed it since. */
  | { readonly kind: 'changed'; readonly section: Section }
  | { readonly kind: 'foreign'; readonly section: Section };

export function standingOf(
  document: Document,
  profile: string,
  owned: OwnedSection | undefined,
): Standing {
  const sections = sectionsOfProfile(document, profile);
  const first = sections[0];
  if (first === undefined) return { kind: 'absent' };
  if (owned === undefined) return { kind: 'foreign', section: first };
  for (const section of sections) {
    const surroundings = recognise(document, section, owned.hash);
    if (surroundings !== null) return { kind: 'ours', section, surroundings };
  }
  const header = headerOf(profile, document.file.kind);
  const changed = sections.find(({ botocoreName }) => botocoreName === header);
  return changed === undefined
    ? { kind: 'foreign', section: first }
    : { kind: 'changed', section: changed };
}

/**
 * The record of a section: a hash of its bytes and of what came with it, so that both can be told
 * from the file and the hash alone. Comments below the last setting are not a part of it.
 */
export function hashOf(core: string, { lead, createdFile }: Surroundings): string {
  return createHash('sha256')
    .update(JSON.stringify([core, lead, createdFile]))
    .digest('hex');
}

/** The usual ones first. */
const LEADS = ['\n', '\n\n', '', '\r\n', '\r\n\r\n'];
const ALL_SURROUNDINGS = [false, true].flatMap((createdFile) =>
  LEADS.map((lead) => ({ lead, createdFile })),
);

/** One write has the same sections looked at by several: hashing them would be most of its work. */
const recognised = new WeakMap<Section, { hashes: string; found: Surroundings | null }>();

function recognise(document: Document, section: Section, hashes: string): Surroundings | null {
  const last = recognised.get(section);
  if (last?.hashes === hashes) return last.found;
  const core = textOf(document, section.start, coreEnd(section));
  const known = hashes.split(' ');
  const found =
    ALL_SURROUNDINGS.find((surroundings) => known.includes(hashOf(core, surroundings))) ?? null;
  recognised.set(section, { hashes, found });
  return found;
}

export function ownedOf(
  ownership: Pick<OwnershipStore, 'list'>,
  file: AwsFile,
  profile: string,
): OwnedSection | undefined {
  const header = headerOf(profile, file.kind);
  return ownership.list().find((owned) => owned.path === file.path && owned.section === header);
}

/** Whether a foreign section of the config file can stand beside our keys. */
export function isHarmless(document: Document, section: Section): boolean {
  return section.blockedBy === null && !decidesCredentials(document, section);
}

export function takenBy({ file }: Document, profile: string, { line }: Section): AppError {
  return new AppError('files/profile-taken', { path: file.path, profile, line });
}

export function changedBy({ file }: Document, profile: string, { line }: Section): AppError {
  return new AppError('files/changed-elsewhere', { path: file.path, profile, line });
}
