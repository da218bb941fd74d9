import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { anEndpoint, CALLER_REPLY, errorReply, startLocalAws } from './local-aws.ts';

const run = promisify(execFile);
const CHILD = path.join(import.meta.dirname, 'environment-child.ts');
const ALIAS_REPLY =
  '<ListAccountAliasesResponse><ListAccountAliasesResult><AccountAliases/></ListAccountAliasesResult></ListAccountAliasesResponse>';
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

let home: string;
const config = () => path.join(home, 'config');
const credentials = () => path.join(home, 'credentials');

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-environment-'));
  const settings = [
    'region = ap-southeast-2',
    'endpoint_url = http://127.0.0.1:9',
    'use_fips_endpoint = true',
    'use_dualstack_endpoint = true',
    'sts_regional_endpoints = legacy',
    'max_attempts = 9',
    'retry_mode = adaptive',
    'defaults_mode = auto',
    'sdk_ua_app_id = spy',
    'disable_clock_skew_correction = true',
    `credential_process = /usr/bin/touch ${home}/marker`,
  ].join('\n');
  await writeFile(config(), `[default]\n${settings}\n[profile trap]\n${settings}\n`);
  await writeFile(
    credentials(),
    '[trap]\naws_access_key_id = AKIATRAP\naws_secret_access_key = trap\n',
  );
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** All that the SDK, Node and the AWS tools look at. */
function hostileEnvironment(): Record<string, string> {
  return {
    AWS_PROFILE: 'trap',
    AWS_CONFIG_FILE: config(),
    AWS_SHARED_CREDENTIALS_FILE: credentials(),
    AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT00000',
    AWS_SECRET_ACCESS_KEY: 'environment',
    AWS_SESSION_TOKEN: 'environment',
    AWS_REGION: 'ap-southeast-2',
    AWS_DEFAULT_REGION: 'ap-southeast-2',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
    AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:9',
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
    AWS_STS_REGIONAL_ENDPOINTS: 'legacy',
    AWS_MAX_ATTEMPTS: '9',
    AWS_RETRY_MODE: 'adaptive',
    AWS_DEFAULTS_MODE: 'auto',
    AWS_AUTH_SCHEME_PREFERENCE: 'sigv4a',
    AWS_SIGV4A_SIGNING_REGION_SET: '*',
    AWS_SDK_UA_APP_ID: 'spy',
    AWS_EXECUTION_ENV: 'spy',
    AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'true',
    AWS_CA_BUNDLE: '/nowhere.pem',
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    ALL_PROXY: 'http://127.0.0.1:9',
    NODE_USE_ENV_PROXY: '1',
  };
}

describe('the user’s AWS settings', () => {
  it('change nothing of our calls and their attempts, and are not even read', async () => {
    for (const file of [config(), credentials()]) await utimes(file, LONG_AGO, LONG_AGO);
    const [plain, hostile] = await Promise.all([requestsIn({}), requestsIn(hostileEnvironment())]);

    expect(hostile).toEqual(plain);
    // Two that succeed, then two that are tried five times each.
    expect(hostile).toHaveLength(12);
    expect(hostile[0]).toMatchObject({ scope: 'AKIAIOSFODNN7EXAMPLE/eu-west-1/sts', daysOld: 2 });
    expect(hostile[1]).toMatchObject({ scope: 'AKIAIOSFODNN7EXAMPLE/us-east-1/iam', daysOld: 0 });

    for (const file of [config(), credentials()])
      expect((await stat(file)).atime).toEqual(LONG_AGO);
    expect(existsSync(path.join(home, 'marker'))).toBe(false);
  });
});

/** What a process asks for that has this environment and no other; it must keep silent, or says what is wrong. */
async function requestsIn(environment: Record<string, string>) {
  const server = await startLocalAws((number) => {
    if (number > 2) return errorReply('InternalFailure', 'sorry', 500);
    return { body: number === 1 ? CALLER_REPLY : ALIAS_REPLY };
  });
  const { PATH = '' } = process.env;
  const args = ['--import', 'tsx', CHILD, JSON.stringify(anEndpoint(server.url))];
  const { stdout, stderr } = await run(process.execPath, args, {
    env: { PATH, HOME: home, ...environment },
  });
  expect(stdout + stderr).toBe('');
  return server.requests.map(({ headers, body }) => ({
    scope: /Credential=([\w]+)\/\d+\/([\w/-]+)\/aws4_request/
      .exec(headers.authorization ?? '')
      ?.slice(1)
      .join('/'),
    headers: Object.keys(headers).toSorted(),
    agent: headers['user-agent'],
    token: headers['x-amz-security-token'],
    daysOld: daysSince(String(headers['x-amz-date'])),
    body,
  }));
}

/** From a signature's date, `20261124T090000Z`. */
function daysSince(date: string): number {
  const [, year, month, day, time] = /^(\d{4})(\d\d)(\d\d)T(\d{6})Z$/.exec(date) ?? [];
  const [hours, minutes] = [time?.slice(0, 2), time?.slice(2, 4)];
  return Math.round(
    (Date.now() - Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:00Z`)) / 86_400_000,
  );
}
