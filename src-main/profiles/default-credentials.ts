import { isAppError } from '#shared/errors.ts';
import { readProfiles, settingOf } from '../aws-files/read-profiles.ts';
import { awsFilesAt, createFileReader } from './read-aws-files.ts';

/**
 * The file in which the profile `default` has credentials of its own: every AWS SDK takes those before the ones
 * of a container (contracts.md §1.1). Null where it has none, or where the files cannot be read.
 */
export async function defaultCredentialsFile(places: {
  readonly credentialsFile: string;
  readonly configFile: string;
}): Promise<string | null> {
  const files = awsFilesAt(places);
  const readFile = createFileReader();
  try {
    const [credentials, config] = await Promise.all([
      readFile(files.credentials),
      readFile(files.config),
    ]);
    const profiles = readProfiles(credentials.document, config.document);
    const profile = profiles.find(({ name }) => name === 'default');
    if (profile === undefined) return null;
    const found = SOURCES.map((key) => settingOf(profile, key)).find((setting) => setting !== null);
    return found?.path ?? null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** Each of them alone makes a profile one with credentials. */
const SOURCES = [
  'aws_access_key_id',
  'role_arn',
  'credential_process',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
  'login_session',
] as const;
