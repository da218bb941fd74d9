import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { SessionCredentials } from '../aws/aws.ts';
import { coreEnd, textOf, type AwsFile, type Document } from '../aws-files/document.ts';
import { addSection, removeSection, replaceSection, type Settings } from '../aws-files/edit-section.ts';
import { createParseMemory } from '../aws-files/parse-memory.ts';
import { headerOf } from '../aws-files/profile-names.ts';
import { readAwsFile } from '../aws-files/read-file.ts';
import { checkFile as checkReadable } from '../aws-files/refuse.ts';
import { checkFile, resolveTarget } from '../aws-files/resolve-target.ts';
import { profileProblem } from '../aws-files/writable-text.ts';
import { editFile } from '../aws-files/writer.ts';
import type { Clock } from '../platform/clock.ts';
import { checkDefaultSection, decidesCredentials } from './deciding-settings.ts';
import type { FileDelivery, OwnedSection, OwnershipStore } from './delivery.ts';
import { hashOf, standingOf, type Standing } from './owned-section.ts';

export interface FileDeliveryDeps {
  readonly credentialsFile: string;
  readonly configFile: string;
  readonly lockFolder: string;
  readonly ownership: OwnershipStore;
  readonly clock: Clock;
}

export function createFileDelivery(deps: FileDeliveryDeps): FileDelivery {
  const { ownership } = deps;
  const config: AwsFile = { path: deps.configFile, kind: 'config' };
  const credentials: AwsFile = { path: deps.credentialsFile, kind: 'credentials' };
  const parse = createParseMemory();
  const ownedIn = (file: AwsFile, profile: string) => findOwned(ownership, file, profile);

  const readDocument = async (file: AwsFile): Promise<Document> => {
    const content = await readAwsFile(await resolveTarget(file.path));
    if (content !== null) checkFile(file.path, content.stats);
    return parse(content?.bytes ?? new Uint8Array(), file);
  };

  /** Writes our section where `decide` allows it. The record comes first: a crash in between must not leave a section that nobody owns. */
  const writeSection = async (file: AwsFile, request: WriteRequest) => {
    const { profile, settings, replaceChanged } = request;
    let record: OwnedSection | null = null;
    let wasAbsent = false;
    const edit = (document: Document, exists: boolean): Uint8Array => {
      record = null;
      checkDefaultSection(document);
      const standing = standingOf(document, profile, ownedIn(file, profile));
      wasAbsent = standing.kind === 'absent';
      const section = headerOf(profile, file.kind);
      if (standing.kind === 'absent') {
        const { bytes, core, lead } = addSection(document, profile, settings);
        record = { path: file.path, section, hash: hashOf(core, { lead, createdFile: !exists }) };
        return bytes;
      }
      if (standing.kind === 'foreign') {
        if (request.mayLeaveForeign && isHarmless(document, standing)) return document.bytes;
        throw takenBy(document, profile, standing);
      }
      if (standing.kind === 'changed' && !replaceChanged) throw changedBy(document, profile, standing);
      const surroundings = standing.kind === 'ours' ? standing.surroundings : { lead: '', createdFile: false };
      const { bytes, core } = replaceSection(document, standing.section, settings);
      // Until the file is written it still holds the old section, and that is ours too.
      const old = standing.kind === 'ours' ? standing.hash : hashOf(textOf(document, standing.section.start, coreEnd(standing.section)), surroundings);
      record = { path: file.path, section, hash: `${hashOf(core, surroundings)} ${old}` };
      return bytes;
    };
    const beforeReplace = async () => {
      if (record !== null) await ownership.put(record);
    };
    try {
      await editFile(file, edit, { ...deps, parse, beforeReplace });
    } catch (error) {
      if (wasAbsent) await ownership.remove(file.path, headerOf(profile, file.kind));
      throw error;
    }
  };

  const removeOwned = async (file: AwsFile, profile: string, replaceChanged: boolean) => {
    const owned = ownedIn(file, profile);
    if (owned === undefined) return;
    let heir: OwnedSection | null = null;
    const edit = (document: Document): Uint8Array | null => {
      heir = null;
      const standing = standingOf(document, profile, owned);
      if (standing.kind === 'absent' || standing.kind === 'foreign') return document.bytes;
      if (standing.kind === 'changed') {
        if (!replaceChanged) throw changedBy(document, profile, standing);
        return removeSection(document, standing.section, '');
      }
      const { lead, createdFile } = standing.surroundings;
      const bytes = removeSection(document, standing.section, lead);
      if (!createdFile) return bytes;
      if (bytes.length === 0) return null;
      heir = heirOf(document, ownership.list().filter((other) => other.path === file.path && other !== owned));
      return bytes;
    };
    const beforeReplace = async () => {
      if (heir !== null) await ownership.put(heir);
    };
    await editFile(file, edit, { ...deps, parse, beforeReplace });
    await ownership.remove(owned.path, owned.section);
  };

  return {
    async check(profile) {
      checkProfile(profile);
      const documents = [await readDocument(config), await readDocument(credentials)];
      for (const document of documents) {
        checkDefaultSection(document);
        const standing = standingOf(document, profile, ownedIn(document.file, profile));
        if (standing.kind === 'foreign') {
          if (document.file === config && isHarmless(document, standing)) continue;
          throw takenBy(document, profile, standing);
        }
        checkReadable(document);
        await checkWritable(document.file);
      }
    },

    async deliver({ profile, credentials: keys, region, endpointUrl, replaceChanged }) {
      checkProfile(profile);
      const settings: [string, string][] = [['region', region]];
      if (endpointUrl !== null) settings.push(['endpoint_url', endpointUrl]);
      // A profile that is not free in the second file must not be half delivered into the first.
      const document = await readDocument(credentials);
      const standing = standingOf(document, profile, ownedIn(credentials, profile));
      if (standing.kind === 'foreign') throw takenBy(document, profile, standing);
      if (standing.kind === 'changed' && !replaceChanged) throw changedBy(document, profile, standing);
      // Config first: after a crash in between there is a Region without keys, which fails at once. Keys
      // without their endpoint_url would work, against an AWS that they were not meant for.
      await writeSection(config, { profile, settings, replaceChanged, mayLeaveForeign: endpointUrl === null });
      await writeSection(credentials, { profile, settings: keySettings(keys), replaceChanged, mayLeaveForeign: false });
      return { path: credentials.path };
    },

    async withdraw(profile, replaceChanged) {
      // The keys first: should the config file be in the way, they are gone all the same.
      await removeOwned(credentials, profile, replaceChanged);
      await removeOwned(config, profile, replaceChanged);
    },
  };
}

interface WriteRequest {
  readonly profile: string;
  readonly settings: Settings;
  readonly replaceChanged: boolean;
  /** Whether a foreign section may stand for ours when it decides nothing about credentials. */
  readonly mayLeaveForeign: boolean;
}

function keySettings({ accessKeyId, secretAccessKey, sessionToken }: SessionCredentials): Settings {
  return [
    ['aws_access_key_id', accessKeyId],
    ['aws_secret_access_key', secretAccessKey.reveal()],
    ['aws_session_token', sessionToken.reveal()],
  ];
}

function findOwned(ownership: OwnershipStore, file: AwsFile, profile: string): OwnedSection | undefined {
  const header = headerOf(profile, file.kind);
  return ownership.list().find((owned) => owned.path === file.path && owned.section === header);
}

/** The file was made for a section that goes; another one of ours remembers that from now on. */
function heirOf(document: Document, others: readonly OwnedSection[]): OwnedSection | null {
  for (const other of others) {
    const profile = other.section.replace(/^profile /, '');
    const standing = standingOf(document, profile, other);
    if (standing.kind !== 'ours') continue;
    const core = textOf(document, standing.section.start, coreEnd(standing.section));
    return { ...other, hash: hashOf(core, { ...standing.surroundings, createdFile: true }) };
  }
  return null;
}

type Occupied = Exclude<Standing, { kind: 'absent' }>;

function isHarmless(document: Document, { section }: Occupied): boolean {
  return section.blockedBy === null && !decidesCredentials(document, section);
}

function takenBy({ file }: Document, profile: string, { section }: Occupied) {
  return new AppError('files/profile-taken', { path: file.path, profile, line: section.line });
}

function changedBy({ file }: Document, profile: string, { section }: Occupied) {
  return new AppError('files/changed-elsewhere', { path: file.path, profile, line: section.line });
}

function checkProfile(profile: string): void {
  const problem = profileProblem(profile);
  if (problem !== null) throw new AppError('input/invalid', { field: 'profile', problem });
}

/** Whether the file itself may be written, or a new one in its folder; what only the attempt shows is left to it. */
async function checkWritable(file: AwsFile): Promise<void> {
  const target = await resolveTarget(file.path);
  const content = await readAwsFile(target);
  if (content === null) return;
  const isLocked = (content.stats.mode & 0o200) === 0;
  const mayWrite = await access(target, constants.W_OK).then(() => true, () => false);
  if (isLocked || !mayWrite) throw new AppError('files/read-only', { path: path.resolve(file.path) });
}
