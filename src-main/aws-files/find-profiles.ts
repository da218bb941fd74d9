import type { Finding } from '#shared/contract/contract.ts';
import type { Target } from '#shared/contract/things.ts';
import { failureOf, isAppError } from '#shared/errors.ts';
import { parse, type AwsFile, type Document } from './document.ts';
import { findFindings, readAccessKey, type FoundAccessKey } from './find-findings.ts';
import { readAwsFile } from './read-file.ts';
import { checkFile } from './refuse.ts';

type ShownFailure = NonNullable<Target['failure']>;

/** Looks into both AWS files for what can be taken over. Reads only, and each time anew. */
export interface ProfileFinder {
  /** One file that cannot be read does not hide the other: it is among the failures. */
  findProfiles(): Promise<{ findings: Finding[]; failures: ShownFailure[] }>;
  /** Throws `input/unknown`, `files/refused`, `files/unreadable`, `files/not-regular`. */
  readAccessKey(profile: string): Promise<FoundAccessKey>;
}

export function createProfileFinder(places: {
  readonly credentialsFile: string;
  readonly configFile: string;
}): ProfileFinder {
  const credentials: AwsFile = { path: places.credentialsFile, kind: 'credentials' };
  const config: AwsFile = { path: places.configFile, kind: 'config' };
  return {
    async findProfiles() {
      const failures: ShownFailure[] = [];
      const readOrNote = (file: AwsFile) =>
        readDocument(file).catch((error: unknown) => {
          if (!isAppError(error)) throw error;
          failures.push(failureOf(error) as ShownFailure);
          return parse(new Uint8Array(), file);
        });
      const findings = findFindings(await readOrNote(credentials), await readOrNote(config));
      return { findings, failures };
    },
    async readAccessKey(profile) {
      return readAccessKey(await readDocument(credentials), await readDocument(config), profile);
    },
  };
}

async function readDocument(file: AwsFile): Promise<Document> {
  const content = await readAwsFile(file.path);
  const document = parse(content?.bytes ?? new Uint8Array(), file);
  checkFile(document, ['bytes']);
  return document;
}
