import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deliver } from '#shared/contract/things.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts';
import { createFileDelivery } from '#main/delivery/file-delivery.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { FAKE_PROCESS_LINE } from '#test/fakes/fake-process-line.ts';
import { createMemoryOwnership } from '#test/fakes/memory-ownership.ts';
import { createParts } from '../parts.ts';
import { aRole, aState, anIdentity } from '../things.ts';

let home: string;
let credentialsFile: string;
let configFile: string;
/** What tools would find in the files before each replacement of one. */
let seen: string[];
let isHeld: boolean;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-set-delivery-'));
  credentialsFile = path.join(home, '.aws', 'credentials');
  configFile = path.join(home, '.aws', 'config');
  seen = [];
  isHeld = false;
  await mkdir(path.dirname(configFile), { mode: 0o700 });
});
afterEach(() => rm(home, { recursive: true, force: true }));

const read = (file: string) => readFile(file, 'utf8').catch(() => '');
/** As botocore and the SDKs take it: keys before the line. */
const found = async (profile = 'dev') => {
  const [config, credentials] = [await read(configFile), await read(credentialsFile)];
  if (credentials.includes(`[${profile}]\naws_access_key_id = ASIA`)) return 'keys';
  return config.includes(`[profile ${profile}]\ncredential_process = `) ? 'line' : 'nothing';
};
const both = async () => [await read(configFile), await read(credentialsFile)];

/** All as in the app, over files of its own. `deliver` is how the role dev begins. */
async function open(deliver: Deliver, processLine = FAKE_PROCESS_LINE, hasSeed = true) {
  const ownership = createMemoryOwnership();
  const delivery = createFileDelivery({
    credentialsFile,
    configFile,
    ownership,
    lockFolder: path.join(home, 'locks'),
    clock: createSystemClock(),
    startBackup: () => async () => {
      if (isHeld) throw new AppError('files/busy', { path: configFile });
      seen.push(await found());
    },
  });
  const state = aState({
    identities: [anIdentity({ hasSeed })],
    roles: [aRole({ deliver, mfa: hasSeed ? 'session' : 'direct' })],
  });
  return { ...(await createParts(state, {}, undefined, { delivery, processLine })), ownership };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

const LINE = '[profile dev]\ncredential_process = /latchkey/latchkey-credentials dev\n';

describe('changing how a profile is delivered', () => {
  it('gives tools keys or the line at every moment, there and back', async () => {
    const { sessions, setDelivery, state, aws } = await open('file');
    await sessions.switchTo('dev', {});
    const calls = aws.calls.length;
    seen = [];
    await setDelivery('dev', 'process');
    expect(await found()).toBe('line');
    expect(await read(credentialsFile)).not.toContain('dev');
    await setDelivery('dev', 'file');
    expect(await found()).toBe('keys');
    expect(await read(configFile)).not.toContain('credential_process');
    expect(seen).toEqual(['keys', 'keys', 'line', 'keys']);
    expect(state.current().roles[0]?.deliver).toBe('file');
    expect(aws.calls).toHaveLength(calls);
  });

  it('needs no code of a session that is about to end', async () => {
    const { sessions, setDelivery, clock } = await open('file', FAKE_PROCESS_LINE, false);
    await sessions.switchTo('dev', { mfaCode: '123456' });
    await clock.advance(HOUR_MS - 5 * MINUTE_MS);
    await setDelivery('dev', 'process');
    expect(await found()).toBe('line');
  });

  it('writes nothing where nothing is delivered', async () => {
    const { setDelivery, state } = await open('file');
    await setDelivery('dev', 'process');
    expect(await both()).toEqual(['', '']);
    expect(state.current().roles[0]?.deliver).toBe('process');
  });

  it('changes an identity in the same way', async () => {
    const { sessions, setDelivery, state } = await open('file');
    await sessions.switchTo('alice', {});
    await setDelivery('alice', 'process');
    expect(await found('alice')).toBe('line');
    expect(state.current().identities).toEqual([anIdentity({ deliver: 'process' })]);
  });

  it('is refused where keys of the profile are not ours, and changes nothing', async () => {
    const { setDelivery, state } = await open('file');
    const theirs = '[dev]\naws_access_key_id = AKIATHEIRS\n';
    await writeFile(credentialsFile, theirs, { mode: 0o600 });
    expect(await codeOf(setDelivery('dev', 'process'))).toBe('files/profile-taken');
    expect(await both()).toEqual(['', theirs]);
    expect(state.current().roles[0]?.deliver).toBe('file');
  });

  it('stays as it was where the files cannot be written', async () => {
    const { sessions, setDelivery, state } = await open('file');
    await sessions.switchTo('dev', {});
    const before = await both();
    isHeld = true;
    expect(await codeOf(setDelivery('dev', 'process'))).toBe('files/busy');
    expect(await both()).toEqual(before);
    expect(state.current().roles[0]?.deliver).toBe('file');
  });

  it('stays as it was where there is no Node for the line, so that quitting takes the keys', async () => {
    const install = () => Promise.reject(new AppError('process/no-node', {}));
    const { sessions, setDelivery } = await open('file', { ...FAKE_PROCESS_LINE, install });
    await sessions.switchTo('dev', {});
    expect(await codeOf(setDelivery('dev', 'process'))).toBe('process/no-node');
    expect(await found()).toBe('keys');
    await sessions.withdrawAll();
    expect(await both()).toEqual(['', '']);
  });

  it.each<[Deliver, Deliver]>([
    ['file', 'process'],
    ['process', 'file'],
  ])('takes away what stands as %s where the vault is locked meanwhile', async (from, to) => {
    const { sessions, setDelivery, book } = await open(from);
    await sessions.switchTo('dev', {});
    book.forget();
    await setDelivery('dev', to);
    expect(await both()).toEqual(['', '']);
  });
});

describe('a line that stands in the config file', () => {
  it('stays when the app quits, while the keys of others go', async () => {
    const { sessions, book } = await open('process');
    await sessions.switchTo('dev', {});
    await sessions.switchTo('alice', {});
    await sessions.withdrawAll();
    expect([await found('dev'), await found('alice')]).toEqual(['line', 'nothing']);
    expect(await read(configFile)).toContain(LINE);
    expect([...book.all().keys()]).toEqual(['alice', 'dev']);
  });

  it('goes with the session when it is stopped', async () => {
    const { sessions, book } = await open('process');
    await sessions.switchTo('dev', {});
    await sessions.stop('dev', false);
    expect(await both()).toEqual(['', '']);
    expect(book.get('dev')).toBeUndefined();
  });

  it('goes when the book knows of no session any more', async () => {
    const { sessions, book } = await open('process');
    await sessions.switchTo('dev', {});
    await book.remove('dev');
    await sessions.stop('dev', false);
    expect(await both()).toEqual(['', '']);
  });

  it('goes when everything is stopped, whether or not there is a session', async () => {
    const { sessions, book } = await open('process');
    await sessions.switchTo('dev', {});
    await book.remove('dev');
    expect(await sessions.stopAll()).toEqual(['alice', 'dev']);
    expect(await both()).toEqual(['', '']);
  });

  it('goes when its session is over', async () => {
    const { sessions, clock } = await open('process');
    await sessions.switchTo('dev', {});
    await clock.advance(2 * HOUR_MS);
    expect(sessions.stateOf('dev').state).toBe('expired');
    await sessions.stop('dev', false);
    expect(await both()).toEqual(['', '']);
  });

  it('goes with the role, also without a session', async () => {
    const { sessions, roles, book, state } = await open('process');
    await sessions.switchTo('dev', {});
    await book.remove('dev');
    await roles.remove('dev');
    expect(await both()).toEqual(['', '']);
    expect(state.current().roles).toEqual([]);
  });

  it('goes with the identity', async () => {
    const { sessions, roles, identities, setDelivery, book } = await open('process');
    await roles.remove('dev');
    await setDelivery('alice', 'process');
    await sessions.switchTo('alice', {});
    await book.remove('alice');
    await identities.remove('alice', false);
    expect(await both()).toEqual(['', '']);
  });

  it('moves with the profile’s name, also when its session is over', async () => {
    const { sessions, setProfile, clock } = await open('process');
    await sessions.switchTo('dev', {});
    await clock.advance(2 * HOUR_MS);
    await setProfile('dev', 'work');
    expect(await both()).toEqual([
      `${LINE.replace('profile dev', 'profile work')}region = us-east-1\n`,
      '',
    ]);
  });

  it('does not stay under the old name where the book knows of no session', async () => {
    const { sessions, setProfile, book } = await open('process');
    await sessions.switchTo('dev', {});
    await book.remove('dev');
    await setProfile('dev', 'work');
    expect(await both()).toEqual(['', '']);
  });

  it('is left to its user where somebody changed it, until they say otherwise', async () => {
    const { sessions, setDelivery, roles, state } = await open('process');
    await sessions.switchTo('dev', {});
    const changed = (await read(configFile)).replace('us-east-1', 'eu-west-1');
    await writeFile(configFile, changed);
    expect(await codeOf(sessions.stop('dev', false))).toBe('files/changed-elsewhere');
    expect(await codeOf(roles.remove('dev'))).toBe('files/changed-elsewhere');
    expect(await codeOf(setDelivery('dev', 'file'))).toBe('files/changed-elsewhere');
    expect(await read(configFile)).toBe(changed);
    expect(state.current().roles[0]?.deliver).toBe('process');
    await sessions.stop('dev', true);
    expect(await both()).toEqual(['', '']);
  });
});
