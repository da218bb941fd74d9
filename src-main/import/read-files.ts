import { failureOf, isAppError, type Failure } from '#shared/errors.ts';
import { parse, type AwsFile, type Document } from '../aws-files/document.ts';
import { readAwsFile } from '../aws-files/read-file.ts';
import { readProfiles } from '../aws-files/read-profiles.ts';
import { checkFile, resolveTarget } from '../aws-files/resolve-target.ts';
import type { OwnedSection } from '../delivery/delivery.ts';
import type { FileProfile } from './file-profile.ts';
import type { Documents } from './take-out.ts';

export interface FilesRead {
  readonly documents: Documents;
  /** Those that get credentials and were not written by Latchkey. */
  readonly profiles: readonly FileProfile[];
  readonly everyName: ReadonlySet<string>;
  readonly unreadable: readonly string[];
  readonly failures: readonly Failure[];
}

export interface AwsFilePaths {
  readonly credentialsFile: string;
  readonly configFile: string;
}

/** Both AWS files as they are now. One that cannot be used is among the failures, and its document is empty. */
export async function readFiles(
  paths: AwsFilePaths,
  owned: readonly OwnedSection[],
): Promise<FilesRead> {
  const failures: Failure[] = [];
  const unreadable: string[] = [];
  const readOrNote = async (file: AwsFile): Promise<Document> => {
    try {
      return await readDocument(file);
    } catch (error) {
      if (!isAppError(error)) throw error;
      failures.push(failureOf(error));
      unreadable.push(file.path);
      return parse(new Uint8Array(), file);
    }
  };
  const documents = {
    credentials: await readOrNote({ path: paths.credentialsFile, kind: 'credentials' }),
    config: await readOrNote({ path: paths.configFile, kind: 'config' }),
  };
  // With the schemas of what a profile may hold, which nothing else at rest needs (G8).
  const { fileProfileOf } = await import('./file-profile.ts');
  const all = readProfiles(documents.credentials, documents.config);
  const ours = new Set(
    owned.filter(({ path }) => path === paths.credentialsFile).map(({ section }) => section),
  );
  const profiles = all.flatMap((profile) => {
    const found = fileProfileOf(profile);
    const isOurs = found?.left?.code === 'short-lived' && ours.has(profile.name);
    return found === null || isOurs ? [] : [found];
  });
  return {
    documents,
    profiles,
    everyName: new Set(all.map(({ name }) => name)),
    unreadable,
    failures,
  };
}

async function readDocument(file: AwsFile): Promise<Document> {
  const content = await readAwsFile(await resolveTarget(file.path));
  if (content !== null) checkFile(file.path, content.stats);
  return parse(content?.bytes ?? new Uint8Array(), file);
}
