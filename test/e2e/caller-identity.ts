import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const project = path.resolve(import.meta.dirname, '../..');

/** Asks as a user's program would: the official SDK's default chain, in a process that is given only a profile. */
const SCRIPT = `
  import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
  try {
    const { Arn } = await new STSClient({ maxAttempts: 1 }).send(new GetCallerIdentityCommand({}));
    console.log(JSON.stringify({ arn: Arn }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.name }));
  }`;

/** Who the SDK says it is with a profile, or the name of its error. */
export async function callerIdentity(given: {
  readonly profile: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly region?: string;
}): Promise<{ readonly arn?: string; readonly error?: string }> {
  const { profile, environment, region } = given;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    cwd: project,
    env: {
      PATH: environment['PATH'] ?? '',
      HOME: environment['HOME'] ?? '',
      AWS_PROFILE: profile,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...(region === undefined ? {} : { AWS_REGION: region }),
    },
  });
  return JSON.parse(stdout) as { arn?: string; error?: string };
}
