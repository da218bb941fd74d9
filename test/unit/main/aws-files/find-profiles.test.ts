import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProfileFinder, type ProfileFinder } from '#main/aws-files/find-profiles.ts';
import { isAppError } from '#shared/errors.ts';

let home: string;
let credentialsFile: string;
let configFile: string;
let finder: ProfileFinder;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-find-'));
  credentialsFile = path.join(home, 'credentials');
  configFile = path.join(home, 'config');
  finder = createProfileFinder({ credentialsFile, configFile });
});
afterEach(() => rm(home, { recursive: true, force: true }));

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const keyLines = `aws_access_key_id = ${KEY}\naws_secret_access_key = ${SECRET}\n`;

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) =>
      isAppError(error, 'files/refused')
        ? [error.facts.rule, error.facts.path, error.facts.line]
        : isAppError(error)
          ? error.code
          : String(error),
  );

describe('finding', () => {
  it('nothing where there are no files', async () => {
    await expect(finder.findProfiles()).resolves.toEqual({ findings: [], failures: [] });
  });

  it('a long-term key, masked, with what the config file says about its profile', async () => {
    await writeFile(credentialsFile, `# keys\n[work]\n${keyLines}`);
    await writeFile(
      configFile,
      '[profile work]\nregion = eu-west-1\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\n',
    );
    const { findings } = await finder.findProfiles();
    expect(findings).toEqual([
      {
        kind: 'access-key',
        profile: 'work',
        path: credentialsFile,
        line: 3,
        accessKeyId: 'AKIA…MPLE',
        mfaSerial: 'arn:aws:iam::123456789012:mfa/ann',
        region: 'eu-west-1',
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain(SECRET.slice(0, 10));
  });

  it('a role with all that its profile says', async () => {
    await writeFile(
      configFile,
      '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = work\nmfa_serial = GAHT12345678\nexternal_id = x-1\nduration_seconds = 3600\nrole_session_name = ann\nregion = us-east-1\n',
    );
    expect((await finder.findProfiles()).findings).toEqual([
      {
        kind: 'role',
        profile: 'admin',
        path: configFile,
        line: 2,
        roleArn: 'arn:aws:iam::123456789012:role/Admin',
        sourceProfile: 'work',
        mfaSerial: 'GAHT12345678',
        externalId: 'x-1',
        durationSeconds: 3600,
        sessionName: 'ann',
        region: 'us-east-1',
      },
    ]);
  });

  it('keys in the config file too, as AWS’s tools do', async () => {
    await writeFile(configFile, `[default]\n${keyLines}`);
    expect((await finder.findProfiles()).findings).toMatchObject([
      { kind: 'access-key', profile: 'default', path: configFile, line: 2 },
    ]);
  });

  it('no short-lived keys, no keys without a secret, no sections that are no profiles', async () => {
    await writeFile(
      credentialsFile,
      `[a]\n${keyLines.replace('AKIA', 'ASIA')}aws_session_token = t\n[b]\naws_access_key_id = ${KEY}\n`,
    );
    await writeFile(configFile, `[c]\n${keyLines}[sso-session d]\n${keyLines}`);
    expect((await finder.findProfiles()).findings).toEqual([]);
  });

  it('the good file’s profiles when the other cannot be read', async () => {
    await writeFile(credentialsFile, `[a]\n${keyLines}`);
    await writeFile(configFile, Buffer.from([0x5b, 0xff, 0xfe]));
    const { findings, failures } = await finder.findProfiles();
    expect(findings).toHaveLength(1);
    expect(failures).toMatchObject([
      { code: 'files/refused', facts: { path: configFile, rule: 'not-utf-8' } },
    ]);
  });
});

describe('taking a key', () => {
  it('gives the whole key, with the secret wrapped', async () => {
    await writeFile(credentialsFile, `[work]\n${keyLines}`);
    await writeFile(configFile, '[profile work]\nregion = eu-west-1\n');
    const found = await finder.readAccessKey('work');
    expect(found).toMatchObject({ accessKeyId: KEY, region: 'eu-west-1', mfaSerial: undefined });
    expect(found.secretAccessKey.reveal()).toBe(SECRET);
    expect(inspect(found) + JSON.stringify(found)).not.toContain(SECRET);
  });

  it('takes each setting from the credentials file first', async () => {
    await writeFile(credentialsFile, `[work]\n${keyLines}`);
    await writeFile(configFile, `[profile work]\n${keyLines.replaceAll('EXAMPLE', 'OTHEROT')}`);
    expect((await finder.readAccessKey('work')).accessKeyId).toBe(KEY);
  });

  it.each([
    [
      'truncated by the JavaScript SDK',
      `aws_access_key_id = ${KEY}\naws_secret_access_key = abc ;def\n`,
      'readers-differ',
      3,
    ],
    [
      'in capital letters, which only the AWS CLI reads',
      `AWS_ACCESS_KEY_ID = ${KEY}\nAWS_SECRET_ACCESS_KEY = x\n`,
      'readers-differ',
      2,
    ],
    ['continued on a second line', `${keyLines}  more = x\n`, 'readers-differ', 3],
    ['written twice', `${keyLines}aws_secret_access_key = y\n`, 'readers-differ', 3],
    [
      'written with a colon',
      `aws_access_key_id = ${KEY}\naws_secret_access_key: x\n`,
      'readers-differ',
      3,
    ],
    ['without a secret', `aws_access_key_id = ${KEY}\n`, 'no-access-key', 1],
  ])('refuses a key that is %s', async (_, lines, rule, line) => {
    await writeFile(credentialsFile, `[work]\n${lines}`);
    expect(await refusalOf(finder.readAccessKey('work'))).toEqual([rule, credentialsFile, line]);
  });

  it('refuses a profile that stands in a file twice', async () => {
    await writeFile(configFile, `[profile work]\n${keyLines}[profile "work"]\nregion = x\n`);
    expect(await refusalOf(finder.readAccessKey('work'))).toEqual(['profile-twice', configFile, 4]);
  });

  it('says so when there is no such profile', async () => {
    expect(await refusalOf(finder.readAccessKey('work'))).toBe('input/unknown');
  });
});
