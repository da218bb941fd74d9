import { coreEnd, textOf, type AwsFile, type Document } from '../aws-files/document.ts';
import { addSection, replaceSection, type Settings } from '../aws-files/edit-section.ts';
import { headerOf } from '../aws-files/profile-names.ts';
import { editFile, type Replacement, type WriterDeps } from '../aws-files/writer.ts';
import { checkDefaultSection } from './deciding-settings.ts';
import type { OwnershipStore } from './delivery.ts';
import { changedBy, hashOf, isHarmless, ownedOf, standingOf, takenBy } from './owned-section.ts';

export interface OwnedWriterDeps extends WriterDeps {
  readonly ownership: OwnershipStore;
}

export interface WriteRequest {
  readonly profile: string;
  readonly settings: Settings;
  readonly replaceChanged: boolean;
  /** Whether a foreign section may stand for ours when it decides nothing about credentials. */
  readonly mayLeaveForeign: boolean;
}

/**
 * Writes a profile's section where it is free or ours. The record comes before the file, so that a
 * crash in between cannot leave a section that nobody owns. Throws `files/profile-taken`,
 * `files/changed-elsewhere`, `files/*`.
 */
export async function writeOwnedSection(
  file: AwsFile,
  request: WriteRequest,
  deps: OwnedWriterDeps,
): Promise<void> {
  const { ownership } = deps;
  const section = headerOf(request.profile, file.kind);
  const before = ownedOf(ownership, file, request.profile);
  let hash: string | null = null;
  const edit = (document: Document, exists: boolean): Uint8Array => {
    const decided = decideWrite(document, exists, request, ownership);
    hash = decided.hash;
    return decided.bytes;
  };
  let isRecorded = false;
  const beforeReplace = async (replacement: Replacement) => {
    if (hash !== null) {
      await ownership.put({ path: file.path, section, hash });
      isRecorded = true;
    }
    // After the record, so that the backup knows our section in both versions.
    await deps.beforeReplace(replacement);
  };
  let isWritten = false;
  try {
    await editFile(file, edit, { ...deps, beforeReplace });
    isWritten = true;
  } finally {
    if (!isWritten && isRecorded && before === undefined)
      await dropEmptyClaim(file, request.profile, deps);
  }
}

interface Decision {
  readonly bytes: Uint8Array;
  /** Of the section in `bytes`; null when it is not ours. */
  readonly hash: string | null;
}

/** What the file becomes, or why it may not. */
export function decideWrite(
  document: Document,
  exists: boolean,
  request: WriteRequest,
  ownership: Pick<OwnershipStore, 'list'>,
): Decision {
  const { profile, settings } = request;
  checkDefaultSection(document);
  const standing = standingOf(document, profile, ownedOf(ownership, document.file, profile));
  if (standing.kind === 'absent') {
    const { bytes, core, lead } = addSection(document, profile, settings);
    return { bytes, hash: hashOf(core, { lead, createdFile: !exists }) };
  }
  if (standing.kind === 'foreign') {
    if (request.mayLeaveForeign && isHarmless(document, standing.section))
      return { bytes: document.bytes, hash: null };
    throw takenBy(document, profile, standing.section);
  }
  if (standing.kind === 'changed' && !request.replaceChanged)
    throw changedBy(document, profile, standing.section);
  const surroundings =
    standing.kind === 'ours' ? standing.surroundings : { lead: '', createdFile: false };
  const { bytes, core } = replaceSection(document, standing.section, settings);
  // Until the file is written it still holds the old section, and that is ours too.
  const old = textOf(document, standing.section.start, coreEnd(standing.section));
  return { bytes, hash: `${hashOf(core, surroundings)} ${hashOf(old, surroundings)}` };
}

/** Looks whether the failed write has left a section all the same; what cannot be looked at stays recorded. */
async function dropEmptyClaim(
  file: AwsFile,
  profile: string,
  deps: OwnedWriterDeps,
): Promise<void> {
  let isAbsent = false;
  const look = (document: Document): Uint8Array => {
    isAbsent =
      standingOf(document, profile, ownedOf(deps.ownership, file, profile)).kind === 'absent';
    return document.bytes;
  };
  await editFile(file, look, { ...deps, beforeReplace: async () => {} }).catch(() => {});
  if (isAbsent) await deps.ownership.remove(file.path, headerOf(profile, file.kind));
}
