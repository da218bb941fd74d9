import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import type { SessionCredentials } from '#main/aws/aws.ts';
import type { FileDelivery, OwnershipStore } from '#main/delivery/delivery.ts';
import { createFileDelivery } from '#main/delivery/file-delivery.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { createMemoryOwnership } from '#test/fakes/memory-ownership.ts';

let home: string;
let credentialsFile: string;
let configFile: string;
let ownership: OwnershipStore;
let delivery: FileDelivery;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-delivery-'));
  credentialsFile = path.join(home, '.aws', 'credentials');
  configFile = path.join(home, '.aws', 'config');
  ownership = createMemoryOwnership();
  delivery = createDelivery();
});
afterEach(() => rm(home, { recursive: true, force: true }));

function createDelivery(): FileDelivery {
  return createFileDelivery({
    credentialsFile,
    configFile,
    ownership,
    lockFolder: path.join(home, 'locks'),
    clock: createSystemClock(),
    startBackup: () => async () => {},
  });
}

function keys(suffix = '1'): SessionCredentials {
  return {
    accessKeyId: `ASIAEXAMPLE${suffix}`,
    secretAccessKey: secretOf(`secret/+=${suffix}`),
    sessionToken: secretOf(`token==${suffix}`),
    expiresAtMs: 0,
  };
}

function deliver(profile = 'dev', change: Partial<Parameters<FileDelivery['deliver']>[0]> = {}) {
  return delivery.deliver({
    profile,
    credentials: keys(),
    region: 'eu-west-1',
    endpointUrl: null,
    replaceChanged: false,
    ...change,
  });
}

async function give(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, text, { mode: 0o600 });
}

const read = (file: string) => readFile(file, 'utf8').catch(() => null);

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

describe('delivering into a home without AWS files', () => {
  it('makes a profile that the JavaScript SDK reads', async () => {
    await expect(deliver('dev', { endpointUrl: 'http://127.0.0.1:4566' })).resolves.toEqual({
      path: credentialsFile,
    });
    const read = await loadSharedConfigFiles({
      filepath: credentialsFile,
      configFilepath: configFile,
      ignoreCache: true,
    });
    expect(read).toEqual({
      configFile: { dev: { region: 'eu-west-1', endpoint_url: 'http://127.0.0.1:4566' } },
      credentialsFile: {
        dev: {
          aws_access_key_id: 'ASIAEXAMPLE1',
          aws_secret_access_key: 'secret/+=1',
          aws_session_token: 'token==1',
        },
      },
    });
  });

  it('lets only the user read the folder and the files', async () => {
    await deliver();
    const modes = await Promise.all(
      [path.dirname(configFile), configFile, credentialsFile].map((file) => stat(file)),
    );
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o600, 0o600]);
  });

  it('writes the default profile as [default] in both files', async () => {
    await deliver('default');
    expect(await read(configFile)).toBe('[default]\nregion = eu-west-1\n');
    expect(await read(credentialsFile)).toMatch(/^\[default\]\naws_access_key_id = ASIAEXAMPLE1\n/);
  });

  it('removes the files again that it made', async () => {
    await deliver('dev');
    await deliver('other');
    await delivery.withdraw('dev', false);
    expect(await read(configFile)).toContain('[profile other]');
    await delivery.withdraw('other', false);
    expect([await read(configFile), await read(credentialsFile), ownership.list()]).toEqual([
      null,
      null,
      [],
    ]);
  });
});

describe('delivering beside what is there', () => {
  const files = [
    ['plain', '[base]\naws_access_key_id = AKIABASE\n'],
    ['without a final line end', '# note\n[base]\naws_access_key_id=AKIABASE'],
    ['with CRLF', '[base]\r\naws_access_key_id = AKIABASE\r\n'],
    ['with CRLF and no final line end', '[base]\r\nx = 1\r\naws_access_key_id = AKIABASE'],
    ['with blank lines at its end', '[base]\nx = 1\n\n\n'],
    ['of comments only', '   \n\n# only comment'],
    ['empty', ''],
    ['of one blank line', '\n'],
  ] as const;

  it.each(files)('withdrawing restores a file %s, byte for byte', async (_, text) => {
    await give(credentialsFile, text);
    await give(configFile, text);
    await deliver();
    const added = await read(credentialsFile);
    expect(added?.startsWith(text)).toBe(true);
    expect(added).toContain('[dev]');
    await deliver('dev', { credentials: keys('2') });
    await delivery.withdraw('dev', false);
    expect([await read(credentialsFile), await read(configFile)]).toEqual([text, text]);
  });

  it('leaves what was appended after its section', async () => {
    await give(credentialsFile, '[base]\nx = 1');
    await deliver();
    await writeFile(credentialsFile, '# mine\n[later]\ny = 1\n', { flag: 'a' });
    await deliver('dev', { credentials: keys('2') });
    await delivery.withdraw('dev', false);
    expect(await read(credentialsFile)).toBe('[base]\nx = 1\n# mine\n[later]\ny = 1\n');
  });

  it('uses the line end of the file', async () => {
    await give(credentialsFile, '[base]\r\nx = 1\r\n');
    await deliver();
    expect((await read(credentialsFile))?.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('replaces its own section in place', async () => {
    await deliver();
    await writeFile(credentialsFile, '\n[later]\ny = 1\n', { flag: 'a' });
    await deliver('dev', { credentials: keys('2') });
    expect(await read(credentialsFile)).toBe(
      '[dev]\naws_access_key_id = ASIAEXAMPLE2\naws_secret_access_key = secret/+=2\naws_session_token = token==2\n\n[later]\ny = 1\n',
    );
  });

  it('touches nothing when the same is delivered again', async () => {
    await deliver();
    const before = await stat(credentialsFile);
    await deliver();
    expect((await stat(credentialsFile)).ino).toBe(before.ino);
  });
});

describe('a profile of somebody else', () => {
  it('is never overwritten in the credentials file', async () => {
    const text = '# first\n[dev]\naws_access_key_id = AKIAOTHER\n';
    await give(credentialsFile, text);
    for (const work of [
      () => delivery.check('dev'),
      () => deliver(),
      () => deliver('dev', { replaceChanged: true }),
    ]) {
      await expect(work()).rejects.toMatchObject({
        code: 'files/profile-taken',
        facts: { path: credentialsFile, profile: 'dev', line: 2 },
      });
    }
    expect([await read(credentialsFile), await read(configFile)]).toEqual([text, null]);
  });

  it.each([
    'role_arn = arn:aws:iam::123456789012:role/x',
    'source_profile = base',
    'credential_process = /bin/x',
    'credential_source = Environment',
    'sso_session = my',
    'sso_account_id = 1',
    'login_session = x',
    'web_identity_token_file = /t',
    'aws_access_key_id = AKIAOTHER',
    'AWS_ACCESS_KEY_ID = AKIAOTHER',
    'endpoint_url = http://127.0.0.1:1',
    'services = s',
    'region = x\n  role_arn = arn:aws:iam::123456789012:role/x',
  ])('is taken when its config section says "%s"', async (line) => {
    await give(configFile, `[profile dev]\n${line}\n`);
    expect([await codeOf(delivery.check('dev')), await codeOf(deliver())]).toEqual([
      'files/profile-taken',
      'files/profile-taken',
    ]);
    expect(await read(credentialsFile)).toBeNull();
  });

  it('keeps its config section when that holds only harmless settings', async () => {
    const text = '[profile dev]\nregion = us-east-1\noutput = json\n';
    await give(configFile, text);
    await delivery.check('dev');
    await deliver();
    expect([await read(configFile), (await read(credentialsFile))?.split('\n')[0]]).toEqual([
      text,
      '[dev]',
    ]);
    await delivery.withdraw('dev', false);
    expect([await read(configFile), await read(credentialsFile)]).toEqual([text, null]);
  });

  it('is taken when our endpoint would have to go into its config section', async () => {
    await give(configFile, '[profile dev]\nregion = us-east-1\n');
    expect(await codeOf(deliver('dev', { endpointUrl: 'http://127.0.0.1:4566' }))).toBe(
      'files/profile-taken',
    );
    expect(await read(credentialsFile)).toBeNull();
  });

  it('is not withdrawn', async () => {
    await give(credentialsFile, '[dev]\nx = 1\n');
    await delivery.withdraw('dev', true);
    expect(await read(credentialsFile)).toBe('[dev]\nx = 1\n');
  });

  it('is refused when [DEFAULT] would make the AWS CLI assume a role with our keys', async () => {
    await give(configFile, '[DEFAULT]\nrole_arn = arn:aws:iam::123456789012:role/x\n');
    expect([await codeOf(delivery.check('dev')), await codeOf(deliver())]).toEqual([
      'files/refused',
      'files/refused',
    ]);
  });
});

describe('our section, changed by somebody else', () => {
  beforeEach(async () => {
    await deliver();
    await writeFile(
      credentialsFile,
      (await readFile(credentialsFile, 'utf8')).replace('token==1', 'theirs'),
    );
  });

  it('is not overwritten and not withdrawn', async () => {
    const text = await read(credentialsFile);
    expect([await codeOf(deliver()), await codeOf(delivery.withdraw('dev', false))]).toEqual([
      'files/changed-elsewhere',
      'files/changed-elsewhere',
    ]);
    expect(await read(credentialsFile)).toBe(text);
  });

  it('does not stop a switch before the user was asked', async () => {
    await expect(delivery.check('dev')).resolves.toBeUndefined();
  });

  it('is replaced when the user says so, and is ours again', async () => {
    await deliver('dev', { credentials: keys('2'), replaceChanged: true });
    await deliver('dev', { credentials: keys('3') });
    expect(await read(credentialsFile)).toContain('token==3');
  });

  it('is withdrawn when the user says so', async () => {
    await delivery.withdraw('dev', true);
    expect([await read(credentialsFile), await read(configFile), ownership.list()]).toEqual([
      '',
      null,
      [],
    ]);
  });

  it('is no error when it is gone', async () => {
    await rm(credentialsFile);
    await delivery.withdraw('dev', false);
    expect(ownership.list()).toEqual([]);
  });

  it('can be delivered anew when it is gone', async () => {
    await writeFile(credentialsFile, '');
    await deliver();
    expect(await read(credentialsFile)).toContain('token==1');
  });
});

describe('the record of what is ours', () => {
  it('outlasts a crash after the record and before the file', async () => {
    await deliver();
    const before = await readFile(credentialsFile, 'utf8');
    await deliver('dev', { credentials: keys('2') });
    await writeFile(credentialsFile, before); // as if the second write had never come
    await deliver('dev', { credentials: keys('3') });
    await delivery.withdraw('dev', false);
    expect(await read(credentialsFile)).toBeNull();
  });

  it('is known to the next process', async () => {
    await deliver();
    delivery = createDelivery();
    await deliver('dev', { credentials: keys('2') });
    expect(await read(credentialsFile)).toContain('token==2');
  });

  it('holds no secret', async () => {
    await deliver();
    expect(JSON.stringify(ownership.list())).not.toMatch(/secret\/|token==|ASIAEXAMPLE/);
  });

  it('does not claim a profile whose writing failed half way', async () => {
    // The file goes away in the last moment, five times: the record was there each time.
    const restless: OwnershipStore = {
      ...ownership,
      put: async (owned) => {
        await ownership.put(owned);
        await give(configFile, `# ${Math.random()}\n`);
      },
    };
    delivery = createFileDelivery({
      credentialsFile,
      configFile,
      ownership: restless,
      lockFolder: path.join(home, 'locks'),
      clock: createSystemClock(),
      startBackup: () => async () => {},
    });
    expect(await codeOf(deliver())).toBe('files/busy');
    expect([ownership.list(), await read(credentialsFile)]).toEqual([[], null]);
  });

  it('does not claim a profile that could not be written', async () => {
    await give(configFile, '[profile a]\nx = 1\n[profile a]\ny = 1\n');
    expect(await codeOf(deliver())).toBe('files/refused');
    expect(ownership.list()).toEqual([]);
  });
});

it.each([
  ['read-only', 0o400, 'files/read-only'],
  ['writable for everybody', 0o666, 'files/world-writable'],
])('says before any call to AWS that a file is %s', async (_, mode, code) => {
  await give(credentialsFile, '[base]\nx = 1\n');
  await chmod(credentialsFile, mode);
  expect([await codeOf(delivery.check('dev')), await codeOf(deliver())]).toEqual([code, code]);
  expect([await read(credentialsFile), await read(configFile)]).toEqual(['[base]\nx = 1\n', null]);
});

it('takes the config section back when the keys cannot be written after all', async () => {
  const restless: OwnershipStore = {
    ...ownership,
    put: async (owned) => {
      await ownership.put(owned);
      if (owned.path === credentialsFile) await give(credentialsFile, `# ${Math.random()}\n`);
    },
  };
  delivery = createFileDelivery({
    credentialsFile,
    configFile,
    ownership: restless,
    lockFolder: path.join(home, 'locks'),
    clock: createSystemClock(),
    startBackup: () => async () => {},
  });
  expect([await codeOf(deliver()), await read(configFile), ownership.list()]).toEqual([
    'files/busy',
    null,
    [],
  ]);
});

it('withdraws our section from a file that somebody has broken elsewhere', async () => {
  await deliver();
  await writeFile(credentialsFile, '[other]\nbroken\n', { flag: 'a' });
  expect(await codeOf(deliver('dev', { credentials: keys('2') }))).toBe('files/refused');
  await delivery.withdraw('dev', false);
  expect(await read(credentialsFile)).toBe('[other]\nbroken\n');
});

it.each(['', 'a b', 'a]', 'a\n[b]', '__proto__', 'DEFAULT', 'toString', '-x', 'x'.repeat(65)])(
  'refuses the profile name %j',
  async (profile) => {
    expect([await codeOf(delivery.check(profile)), await codeOf(deliver(profile))]).toEqual([
      'input/invalid',
      'input/invalid',
    ]);
    expect(await read(credentialsFile)).toBeNull();
  },
);

it.each([
  'eu-west-1\n[profile x]\ncredential_process = id',
  'eu-west-1 # x',
  '',
  ' eu',
  'a\u2028b',
])('refuses the Region %j whatever its caller checked', async (region) => {
  expect(await codeOf(deliver('dev', { region }))).toBe('files/refused');
  expect([await read(configFile), await read(credentialsFile)]).toEqual([null, null]);
});

it('delivers many profiles at once without losing one', async () => {
  const profiles = Array.from({ length: 12 }, (_, index) => `p${index}`);
  await Promise.all(profiles.map((profile) => deliver(profile)));
  const { credentialsFile: found } = await loadSharedConfigFiles({
    filepath: credentialsFile,
    configFilepath: configFile,
    ignoreCache: true,
  });
  expect(Object.keys(found).toSorted()).toEqual(profiles.toSorted());
});
