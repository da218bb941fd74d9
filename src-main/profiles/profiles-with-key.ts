import { readProfiles, settingOf } from '../aws-files/read-profiles.ts';
import type { AwsFiles, ReadFile } from './read-aws-files.ts';
import type { AwsFile } from '../aws-files/document.ts';

/** The profiles of the AWS files in which a key stands in plain text. Throws `files/*`. */
export function createProfilesWithKey(
  files: AwsFiles,
  readFile: (file: AwsFile) => Promise<ReadFile>,
): (accessKeyId: string) => Promise<readonly string[]> {
  return async (accessKeyId) => {
    const credentials = await readFile(files.credentials);
    const config = await readFile(files.config);
    return readProfiles(credentials.document, config.document)
      .filter((profile) => {
        const setting = settingOf(profile, 'aws_access_key_id');
        return setting?.botocore === accessKeyId || setting?.smithy === accessKeyId;
      })
      .map(({ name }) => name);
  };
}
