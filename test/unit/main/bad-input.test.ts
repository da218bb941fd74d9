import { createServer } from 'node:http';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { createOwnRouter, createWindowRouter } from '#main/api/routers.ts';
import { createLatchkey } from '#main/compose.ts';
import { findPlaces } from '#main/platform/home.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { failureOf, isAppError } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { createFakeClock, type FakeClock } from '#test/fakes/fake-clock.ts';
import { untilQuiet } from '#test/fixtures/day/until-quiet.ts';

/**
 * The table "Bad input, and what it gets" of the main job: a whole Latchkey with the real file vault
 * and the real AWS files, against the practice account. Each row is one sentence for the user, with
 * nothing lost and nothing half-written.
 */
let account: PracticeAccount;
let clock: FakeClock;

beforeAll(async () => {
  // SDK and server share a clock that only the tests move.
  clock = createFakeClock(Date.now());
  account = await startPracticeAccount({ clock });
});
afterAll(() => account.close());

async function openLatchkey() {
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bad-'));
  const environment = {
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'own'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'correct horse battery',
  };
  const places = findPlaces(environment);
  const latchkey = await createLatchkey({
    places,
    environment,
    clock,
    surface: 'command',
    version: '0.0.0',
    practice: false,
    clipboard: null,
    openPractice: async () => null,
    scryptCost: CHEAP_SCRYPT,
  });
  onTestFinished(async () => {
    await latchkey.close({ withdraw: false });
    await rm(home, { recursive: true });
  });
  const client = createInProcessClient(latchkey);
  await client.endpoints.add({ name: 'practice', stsUrl: account.url, iamUrl: account.url });
  return { client, places, latchkey };
}

function keyOf(userName: string) {
  const user = account.users.find((other) => other.userName === userName);
  if (user === undefined) throw new Error(`no user ${userName}`);
  const { accessKeyId, secretAccessKey } = user;
  return {
    name: userName,
    endpoint: 'practice',
    accessKeyId,
    secretAccessKey,
    mfaSerial: user.mfaSerial,
    mfaSeed: user.mfaSeed,
  };
}

async function withDana() {
  const opened = await openLatchkey();
  const { mfaSerial, mfaSeed, ...key } = keyOf('dana');
  await opened.client.identities.add({ ...key, ...(mfaSeed === null ? {} : { mfaSeed }) });
  expect(mfaSerial).not.toBeNull();
  return opened;
}

function roleOf(name: string) {
  const role = account.roles.find((other) => other.name === name);
  if (role === undefined) throw new Error(`no role ${name}`);
  return role;
}

/** The title that a person reads for a refused call, after the code. */
async function refusal(
  call: Promise<unknown>,
): Promise<{ code: string; title: string; facts: unknown }> {
  try {
    await call;
  } catch (error) {
    if (isAppError(error))
      return { code: error.code, title: wordsOf(failureOf(error)).title, facts: error.facts };
    throw error;
  }
  throw new Error('it was not refused');
}

describe('an access key that cannot be used', () => {
  const { secretAccessKey: _, ...any } = { secretAccessKey: '', name: 'x', endpoint: 'practice' };

  it('with a wrong secret is told apart from an unknown key', async () => {
    const { client } = await openLatchkey();
    const { accessKeyId, secretAccessKey } = keyOf('kim');
    const wrong = await refusal(
      client.identities.add({
        ...any,
        accessKeyId,
        secretAccessKey: `${secretAccessKey.slice(0, -1)}x`,
      }),
    );
    expect(wrong).toMatchObject({
      code: 'aws/secret-wrong',
      title: 'The secret does not belong to this access key',
    });
    const unknown = await refusal(
      client.identities.add({ ...any, accessKeyId: 'AKIAXXXXXXXXXXXXXXXX', secretAccessKey }),
    );
    expect(unknown).toMatchObject({
      code: 'aws/key-unknown',
      title: 'AWS does not accept this access key',
    });
    expect(await client.identities.list({})).toEqual([]);
  });

  it('that is inactive is refused', async () => {
    const { client } = await openLatchkey();
    const { accessKeyId, secretAccessKey } = keyOf('noor');
    expect(
      await refusal(client.identities.add({ ...any, accessKeyId, secretAccessKey })),
    ).toMatchObject({ code: 'aws/key-unknown' });
  });

  it('of the root user is refused with the reason, and taken from those who insist', async () => {
    const { client } = await openLatchkey();
    const root = account.users.find((user) => user.arn.endsWith(':root'));
    const { accessKeyId = '', secretAccessKey = '' } = root ?? {};
    const key = { ...any, accessKeyId, secretAccessKey };
    expect(await refusal(client.identities.add(key))).toMatchObject({
      code: 'identity/root-key',
      title: 'This is an access key of the root user',
    });
    expect(await client.identities.add({ ...key, allowRoot: true })).toMatchObject({
      userName: null,
    });
  });

  it('names the field and the problem of what is malformed', async () => {
    const { client } = await openLatchkey();
    const { accessKeyId, secretAccessKey } = keyOf('kim');
    expect(
      await refusal(client.identities.add({ ...any, accessKeyId: 'akia', secretAccessKey })),
    ).toMatchObject({
      code: 'input/invalid',
      title: 'The access key id cannot be used',
    });
    expect(
      await refusal(
        client.identities.add({ ...any, name: 'a]\n[b', accessKeyId, secretAccessKey }),
      ),
    ).toMatchObject({
      code: 'input/invalid',
      title: 'This name cannot be used',
    });
  });
});

describe('an MFA device that cannot be used', () => {
  it('because it is another user’s, is refused before anything is stored', async () => {
    const { client } = await openLatchkey();
    const { accessKeyId, secretAccessKey } = keyOf('kim');
    const { mfaSerial } = keyOf('dana');
    const key = {
      name: 'kim',
      endpoint: 'practice',
      accessKeyId,
      secretAccessKey,
      mfaSerial: mfaSerial ?? '',
    };
    expect(await refusal(client.identities.add(key))).toMatchObject({
      code: 'mfa/serial-of-other-user',
    });
    expect(await client.identities.list({})).toEqual([]);
  });

  it('because its seed is not base32, names the position', async () => {
    const { client } = await openLatchkey();
    const { accessKeyId, secretAccessKey } = keyOf('dana');
    const key = {
      name: 'dana',
      endpoint: 'practice',
      accessKeyId,
      secretAccessKey,
      mfaSeed: 'GEZDGNBVGY3TQOJ0',
    };
    expect(await refusal(client.identities.add(key))).toMatchObject({
      code: 'mfa/seed-invalid',
      facts: { position: 16, character: '0' },
    });
  });

  it('because the typed code is wrong, says so and takes the right one after', async () => {
    const { client } = await withDana();
    const refused = await refusal(client.targets.switch({ target: 'dana', mfaCode: '000000' }));
    expect(refused).toMatchObject({
      code: 'mfa/code-refused',
      title: 'AWS refused the MFA code',
      facts: { generated: false },
    });
    const retried = client.targets.switch({ target: 'dana' });
    await moveUntil(retried);
    expect(await retried).toMatchObject({ kind: 'started' });
  });
});

describe('a role that cannot be assumed', () => {
  it('because its ARN is malformed, says what is wrong with it', async () => {
    const { client } = await withDana();
    const bad = client.roles.add({
      name: 'x',
      roleArn: 'arn:aws:iam::1234:role/Admin',
      source: 'dana',
    });
    expect(await refusal(bad)).toMatchObject({
      code: 'input/invalid',
      title: 'The role ARN cannot be used',
      facts: { problem: 'its account id is not twelve digits' },
    });
  });

  it('because it does not trust the user, or its external id is missing', async () => {
    const { client } = await withDana();
    await client.roles.add({
      name: 'owner',
      roleArn: roleOf('partner-owner').roleArn,
      source: 'dana',
      mfa: 'none',
    });
    expect(await refusal(client.targets.switch({ target: 'owner' }))).toMatchObject({
      code: 'aws/role-refused',
      title: 'AWS refused to let you assume this role',
    });
    const { roleArn, externalId } = roleOf('partner-auditor');
    await client.roles.add({ name: 'auditor', roleArn, source: 'dana', mfa: 'none' });
    expect(await refusal(client.targets.switch({ target: 'auditor' }))).toMatchObject({
      code: 'aws/role-refused',
      facts: { externalId: false },
    });
    await client.roles.change({ name: 'auditor', externalId });
    expect(await client.targets.switch({ target: 'auditor' })).toMatchObject({ kind: 'started' });
  });

  it('for so long, offers the maximum', async () => {
    const { client } = await withDana();
    await client.roles.add({
      name: 'dev',
      roleArn: roleOf('acme-dev-developer').roleArn,
      source: 'dana',
    });
    expect(
      await refusal(client.targets.switch({ target: 'dev', durationSeconds: 7200 })),
    ).toMatchObject({
      code: 'aws/duration-too-long',
      facts: { maximumSeconds: 3600, because: 'role-chaining' },
    });
    await client.roles.add({
      name: 'hub',
      roleArn: roleOf('acme-data-hub').roleArn,
      source: 'dana',
      mfa: 'none',
    });
    expect(
      await refusal(client.targets.switch({ target: 'hub', durationSeconds: 43_200 })),
    ).toMatchObject({
      code: 'aws/duration-too-long',
      facts: { because: 'role-maximum' },
    });
  });
});

describe('an endpoint that cannot be used', () => {
  const add = async (stsUrl: string) => {
    const { client } = await openLatchkey();
    await client.endpoints.add({ name: 'broken', stsUrl, iamUrl: stsUrl });
    const { accessKeyId, secretAccessKey } = keyOf('kim');
    return refusal(
      client.identities.add({ name: 'kim', endpoint: 'broken', accessKeyId, secretAccessKey }),
    );
  };

  it('because nothing listens there', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await add(`http://127.0.0.1:${port}`)).toMatchObject({
      code: 'aws/unreachable',
      title: 'AWS could not be reached',
      facts: { reason: 'refused' },
    });
  });

  it('because it speaks no TLS', async () => {
    expect(await add(account.url.replace('http:', 'https:'))).toMatchObject({
      code: expect.stringMatching(/^aws\/(tls|not-aws)$/) as string,
    });
  });

  it('because a web page answers', async () => {
    const server = createServer((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html>Sign in to the Wi-Fi</html>'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    expect(await add(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).toMatchObject({
      code: 'aws/not-aws',
      title: 'Something answered that is not AWS',
      facts: { status: 200, contentType: 'text/html' },
    });
  });
});

describe('a clock that is wrong', () => {
  it('by twenty minutes is corrected by AWS’s own time, and shown', async () => {
    // An account of its own: codes of the past would be used ones in the shared one.
    const behind = await startPracticeAccount({ clock });
    onTestFinished(() => behind.close());
    behind.setClockOffset(-20 * 60_000);
    const { client } = await openLatchkey();
    await client.endpoints.add({ name: 'behind', stsUrl: behind.url, iamUrl: behind.url });
    const { mfaSerial: _, mfaSeed, ...key } = keyOf('dana');
    await client.identities.add({ ...key, endpoint: 'behind', mfaSeed: mfaSeed ?? '' });
    const switched = client.targets.switch({ target: 'dana' });
    await moveUntil(switched);
    expect(await switched).toMatchObject({ kind: 'started' });
    // AWS tells its time in whole seconds, and its reply takes a moment.
    const { clockSkewSeconds } = await client.snapshot({});
    expect(Math.abs(clockSkewSeconds! - 1200)).toBeLessThanOrEqual(5);
  });
});

describe('AWS files that cannot be used', () => {
  it('leave a profile that is not ours as it is, and let the user choose another name', async () => {
    const { client, places } = await withDana();
    await mkdir(path.dirname(places.credentialsFile), { recursive: true, mode: 0o700 });
    const theirs =
      '# mine\n[dana]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = keep\n';
    await writeFile(places.credentialsFile, theirs, { mode: 0o600 });
    expect(await refusal(client.targets.switch({ target: 'dana' }))).toMatchObject({
      code: 'files/profile-taken',
      title: 'The profile dana is not Latchkey’s',
      facts: { profile: 'dana', line: 2 },
    });
    expect(await readFile(places.credentialsFile, 'utf8')).toBe(theirs);
    await client.targets.setProfile({ target: 'dana', profile: 'dana-mfa' });
    const switched = client.targets.switch({ target: 'dana' });
    await moveUntil(switched);
    expect(await switched).toMatchObject({ kind: 'started' });
    expect((await readFile(places.credentialsFile, 'utf8')).startsWith(theirs)).toBe(true);
    await client.targets.stop({ target: 'dana' });
    expect(await readFile(places.credentialsFile, 'utf8')).toBe(theirs);
  });

  it.each([
    [
      'a directory is in the way',
      async (file: string) => {
        await mkdir(file, { recursive: true });
      },
      'files/not-regular',
    ],
    [
      'others may write to it',
      async (file: string) => {
        await writeFile(file, '');
        await chmod(file, 0o666);
      },
      'files/world-writable',
    ],
    [
      'only one parser can read it',
      (file: string) => writeFile(file, '[a]\nregion = x\nregion = y\n', { mode: 0o600 }),
      'files/refused',
    ],
    [
      'it is UTF-16',
      (file: string) => writeFile(file, Buffer.from('\ufeff[a]\n', 'utf16le'), { mode: 0o600 }),
      'files/refused',
    ],
  ])('refuse to be written when %s, before a code is spent', async (_, spoil, code) => {
    const { client, places } = await withDana();
    await mkdir(path.dirname(places.credentialsFile), { recursive: true, mode: 0o700 });
    await spoil(places.credentialsFile);
    const calls = account.calls.length;
    expect(await refusal(client.targets.switch({ target: 'dana' }))).toMatchObject({ code });
    expect(account.calls).toHaveLength(calls);
  });
});

describe('a vault that is locked', () => {
  it('says so for everything that needs a secret, and goes on after the passphrase', async () => {
    const { client, latchkey } = await withDana();
    latchkey.vault.lock();
    expect(await refusal(client.targets.switch({ target: 'dana' }))).toMatchObject({
      code: 'vault/locked',
      title: 'The vault is locked',
    });
    expect(await refusal(client.vault.unlock({ passphrase: 'wrong passphrase' }))).toMatchObject({
      code: 'vault/wrong-passphrase',
    });
    await moveUntil(client.vault.unlock({ passphrase: 'correct horse battery' }));
    expect(await client.mfa.code({ identity: 'dana' })).toMatchObject({
      code: expect.stringMatching(/^\d{6}$/) as string,
    });
  });

  it('lets whoever sits before a window do nothing but unlock it', async () => {
    const { latchkey } = await withDana();
    const window = createInProcessClient(latchkey, {
      ...createOwnRouter(latchkey.core),
      ...createWindowRouter(latchkey.core),
    });
    latchkey.vault.lock();
    expect((await window.snapshot({})).vault.state).toBe('locked');
    expect(await refusal(window.identities.remove({ name: 'dana' }))).toMatchObject({
      code: 'vault/locked',
    });
    expect(await refusal(window.targets.list({}))).toMatchObject({ code: 'vault/locked' });
    expect(await refusal(window.reminders.list({}))).toMatchObject({ code: 'vault/locked' });
    await window.vault.unlock({ passphrase: 'correct horse battery' });
    expect(await window.targets.list({})).toHaveLength(1);
  });
});

/** Moves the clock second by second until the call that waits for it is done. */
async function moveUntil(call: Promise<unknown>): Promise<void> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  call.then(done, done);
  while (!isDone) {
    await clock.advance(1000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await untilQuiet();
  }
  await call;
}
