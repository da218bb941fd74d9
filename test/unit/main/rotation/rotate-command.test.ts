import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readProfiles, settingOf } from '#main/aws-files/read-profiles.ts';
import { parse } from '#main/aws-files/document.ts';
import { readFile } from 'node:fs/promises';
import type { UserSeed } from '#main/practice/world-seed.ts';
import type { Rotation } from '#shared/contract/things.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { type Desk, openDesk } from '#test/fixtures/rotation/desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const MAY_ALL_KEYS = { effect: 'Allow', actions: ['iam:*'], resources: ['*'] } as const;

/** Somebody with one key who may do all with it but the one thing. */
function whoMayNot(action: string): UserSeed {
  return {
    accountId: '111122223333',
    userName: 'ivo',
    about: `May not ${action}.`,
    createdDaysAgo: 200,
    hasMfaDevice: false,
    permissions: [MAY_ALL_KEYS, { effect: 'Deny', actions: [action], resources: ['*'] }],
    keys: [{ status: 'Active', createdDaysAgo: 100, lastUsed: null }],
  };
}

const shown = (name: string) => maskAccessKeyId(desk.user(name).accessKeyId);

async function rotationOf(words: string): Promise<Rotation> {
  const { out } = await desk.run(`${words} --json`);
  return JSON.parse(out) as Rotation;
}

/** The access key id that tools find under a profile. */
async function deliveredKey(profile: string): Promise<string | null> {
  const file = { path: desk.places.credentialsFile, kind: 'credentials' } as const;
  const document = parse(await readFile(file.path), file);
  const config = parse(new Uint8Array(), { path: desk.places.configFile, kind: 'config' });
  const found = readProfiles(document, config).find(({ name }) => name === profile);
  return found === undefined ? null : (settingOf(found, 'aws_access_key_id')?.botocore ?? null);
}

describe('latchkey key rotate', () => {
  it('replaces the key, tells its steps, and keeps the old one inactive for seven days', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    const { code, out, err } = await desk.run('key rotate bea');
    expect(code).toBe(0);
    const own = await desk.ownKeyId('bea');
    expect(own).not.toBe(desk.user('bea').accessKeyId);
    expect(err.split('\n')).toEqual([
      `✓ AWS made the new key ${maskAccessKeyId(own)}`,
      '✓ Its secret is in the vault, and was read back',
      '✓ AWS knows it everywhere we asked',
      `✓ Latchkey uses it in the place of ${shown('bea')}`,
      `✓ The old key ${shown('bea')} is inactive`,
    ]);
    expect(out).toMatch(
      new RegExp(
        `^bea signs in with ${maskAccessKeyId(own)}. ${shown('bea')} is inactive and kept until \\d{4}-\\d\\d-\\d\\dT[\\d:]+Z; until then one can go back.$`,
      ),
    );
    expect((await desk.run('switch bea')).code).toBe(0);
  });

  it('rests where it is at Ctrl+C, says how to go on, and goes on by the same command', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    const { clock } = desk;
    const { sleep } = clock;
    clock.sleep = async (ms, signal) => {
      process.emit('SIGINT');
      await sleep(ms, signal);
    };
    const { code, err } = await desk.run('key rotate bea');
    clock.sleep = sleep;
    expect(code).toBe(130);
    expect(err).toContain('Somebody stopped the rotation before its end');
    expect(err).toContain('latchkey key rotate bea');
    expect(err).not.toContain('AWS knows it everywhere');
    expect(await desk.ownKeyId('bea')).toBe(desk.user('bea').accessKeyId);
    expect(await rotationOf('key rotate bea')).toMatchObject({ waitsFor: 'grace' });
    expect(desk.callsOf('CreateAccessKey')).toBe(1);
  });

  it('deletes the old key by itself after the time that was said, and not before', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    await desk.well('key rotate bea --grace 24h');
    desk.clock.pass(23 * HOUR_MS);
    expect(await rotationOf('key rotate bea')).toMatchObject({ waitsFor: 'grace' });
    expect(desk.callsOf('DeleteAccessKey')).toBe(0);
    desk.clock.pass(HOUR_MS);
    expect(await desk.well('key rotate bea')).toBe(
      `Done: bea signs in with ${maskAccessKeyId(await desk.ownKeyId('bea'))}, and ${shown('bea')} is deleted.`,
    );
  });

  it('asks before it deletes where nobody has said when, and --finish does it', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    await desk.well('key rotate bea');
    desk.clock.pass(8 * DAY_MS);
    expect(await desk.well('key rotate bea')).toContain('is inactive, and waits to be deleted.');
    expect(desk.callsOf('DeleteAccessKey')).toBe(0);
    expect(await desk.well('key rotate bea --finish')).toMatch(/^Done: /);
  });

  it('goes back to the old key while it is kept, and --finish then deletes the new one', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    const lag = { createdMs: 9000, activatedMs: 9000, deactivatedMs: 20_000, deletedMs: 5000 };
    desk.account.setConsistency({ sts: lag, iam: lag, lists: lag, servers: [1, 0.5] });
    await desk.well('key rotate bea');
    const madeId = await desk.ownKeyId('bea');
    expect(await desk.well('key rotate bea --roll-back')).toBe(
      `bea signs in with ${shown('bea')} again. ${maskAccessKeyId(madeId)} is inactive, and waits to be deleted.`,
    );
    expect(await desk.ownKeyId('bea')).toBe(desk.user('bea').accessKeyId);
    expect((await desk.run('switch bea')).code).toBe(0);
    expect(await desk.well('key rotate bea --finish')).toContain('Rolled back: ');
    // There is room for another one again.
    expect(await desk.well('key rotate bea --now')).toMatch(/^Done: /);
  });

  it('says that there is no way back from a key that is deleted', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    await desk.well('key rotate bea --now');
    const { code, err } = await desk.run('key rotate bea --roll-back');
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('There is no rotation of bea for that'),
    ]);
  });

  it('only looks with --check: what stands against it, what shows only later, and both keys', async () => {
    desk = await openDesk();
    await desk.sitDown('eli');
    const out = await desk.well('key rotate eli --check');
    expect(out).toContain('stop     eli already has two access keys.');
    expect(out).toContain('unknown  Some permissions show only at their step.');
    expect(out).toMatch(/Active, 50 days old, last used \S+ for sts/);
    expect(out).toMatch(/Active, 95 days old, last used \S+ for s3/);
    expect(out).toContain('cannot be rotated now.');
    expect(desk.callsOf('CreateAccessKey')).toBe(0);
  });

  it.each([
    ['--grace 24h --now', 'either --grace or --now'],
    ['--finish --roll-back', 'exclude each other'],
    ['--grace soon', 'a time like 24h or 7d'],
  ])('takes no %s', async (options, problem) => {
    desk = await openDesk();
    await desk.sitDown('bea');
    const { code, err } = await desk.run(`key rotate bea ${options}`);
    expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
  });
});

describe('what stands against a rotation or holds it up (field.md §6)', () => {
  it('two keys: both are named with their age, and nothing is made', async () => {
    desk = await openDesk();
    await desk.sitDown('eli');
    const { code, err } = await desk.run('key rotate eli');
    expect(code).toBe(1);
    expect(err).toMatch(
      /^latchkey: eli already has two access keys\. AWS allows two, so there is no place for a new one\. The other one, AKIA…\w{4}, is active, was made on \d{4}-\d\d-\d\d and was last used on \d{4}-\d\d-\d\d\. Nothing was changed\. Delete it if nothing needs it: latchkey key delete AKIA\w+\. Then rotate again\.$/,
    );
    expect(desk.callsOf('CreateAccessKey')).toBe(0);
  });

  it('no right to make a key: nothing was changed, and that is said', async () => {
    desk = await openDesk();
    await desk.sitDown('hana', 'seed');
    const { code, err } = await desk.run('key rotate hana');
    expect([code, err]).toEqual([
      1,
      'latchkey: AWS does not allow hana to make an access key. iam:CreateAccessKey is denied. Nothing was changed; the key in use works as before. Ask an administrator to allow iam:CreateAccessKey for this user, or to do it for you; then go on with the rotation.',
    ]);
    expect(await desk.ownKeyId('hana')).toBe(desk.user('hana').accessKeyId);
  });

  it('not known everywhere yet: the old key stays in use, and the same command goes on later', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    desk.account.setConsistency({ iam: { createdMs: 3 * MINUTE_MS } });
    const { code, out, err } = await desk.run('key rotate bea --now');
    expect(code).toBe(1);
    const old = desk.user('bea').accessKeyId;
    expect(await desk.ownKeyId('bea')).toBe(old);
    expect(err).toContain('The access key does not answer everywhere yet.');
    desk.clock.pass(MINUTE_MS);
    expect(await desk.well('key rotate bea')).toMatch(/^Done: /);
    expect(out).toBe(
      `${maskAccessKeyId(old)} is in use as before; ${maskAccessKeyId(await desk.ownKeyId('bea'))} is stored and waits. The rotation goes on from there.`,
    );
    expect(desk.callsOf('CreateAccessKey')).toBe(1);
  });

  it('no right to deactivate: the new key is in use, the old one still active', async () => {
    desk = await openDesk([whoMayNot('iam:UpdateAccessKey')]);
    await desk.sitDown('ivo');
    const { code, out, err } = await desk.run('key rotate ivo');
    const own = maskAccessKeyId(await desk.ownKeyId('ivo'));
    expect([code, out]).toEqual([
      1,
      `${own} is in use; ${shown('ivo')} is still active. The rotation goes on from there.`,
    ]);
    expect(err).toContain(
      `latchkey: AWS does not allow ivo to activate or deactivate its access keys. iam:UpdateAccessKey is denied. The new key ${own} works. The other one is still active, which is unsafe.`,
    );
    expect(await desk.well('status')).toContain(
      'The rotation of the access key of ivo has stopped: AWS does not allow ivo to activate or deactivate its access keys. Ask an administrator to allow iam:UpdateAccessKey for this user',
    );
    expect(await desk.well('key list ivo')).toContain('rotation waits');
    // One can still go back: the old one was never inactive.
    expect(await rotationOf('key rotate ivo --roll-back')).toMatchObject({ direction: 'back' });
    expect(await desk.ownKeyId('ivo')).toBe(desk.user('ivo').accessKeyId);
  });

  it('no right to delete: the old key is inactive and still there', async () => {
    desk = await openDesk([whoMayNot('iam:DeleteAccessKey')]);
    await desk.sitDown('ivo');
    const { code, out, err } = await desk.run('key rotate ivo --now');
    const own = maskAccessKeyId(await desk.ownKeyId('ivo'));
    expect([code, out]).toEqual([
      1,
      `${own} is in use; ${shown('ivo')} is inactive. The rotation goes on from there.`,
    ]);
    expect(err).toContain(
      `AWS does not allow ivo to delete its access keys. iam:DeleteAccessKey is denied. The new key ${own} works. The other one is still there and takes one of two places.`,
    );
  });

  it('a code used in this window already: with the seed it waits for the next, else it asks for it', async () => {
    desk = await openDesk();
    await desk.sitDown('ari', 'seed');
    await desk.well('switch ari');
    await desk.well('stop ari');
    expect((await desk.run('key rotate ari --now')).code).toBe(0);
    await desk.close();

    desk = await openDesk();
    await desk.sitDown('ari', 'device');
    const code = desk.codeOf('ari');
    await desk.well('switch ari --mfa-code-stdin', code);
    await desk.well('stop ari');
    const refused = await desk.run('key rotate ari --now --mfa-code-stdin', { input: code });
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('code');
    expect(desk.callsOf('CreateAccessKey')).toBe(0);
    desk.clock.pass(MINUTE_MS);
    const next = await desk.run('key rotate ari --now --mfa-code-stdin', {
      input: desk.codeOf('ari'),
    });
    expect(next.out).toMatch(/^Done: /);
  });

  it('a device whose code nobody types: it needs a person, and has changed nothing', async () => {
    desk = await openDesk();
    await desk.sitDown('ari', 'device');
    const { code, err } = await desk.run('key rotate ari');
    expect([code, err]).toEqual([3, expect.stringContaining('ari')]);
    expect(desk.callsOf('CreateAccessKey')).toBe(0);
    const answers = [desk.codeOf('ari')];
    const asked = await desk.run('key rotate ari', { answers });
    expect(asked.code).toBe(0);
  });

  it('sessions made from the old key: what was delivered is delivered anew', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    await desk.well('switch bea');
    const before = await deliveredKey('bea');
    await desk.well('key rotate bea');
    const after = await deliveredKey('bea');
    expect([before, after]).toEqual([
      expect.stringMatching(/^ASIA/),
      expect.stringMatching(/^ASIA/),
    ]);
    expect(after).not.toBe(before);
  });

  it('sessions made from the old key that take a code: they go on to their end, and that is said', async () => {
    desk = await openDesk();
    await desk.sitDown('ari', 'device');
    await desk.well('switch ari --mfa-code-stdin', desk.codeOf('ari'));
    const before = await deliveredKey('ari');
    const { code, out } = await desk.run('key rotate ari');
    expect(code).toBe(0);
    expect(out).toContain('ari goes on with keys made from the old one until they end');
    expect(await deliveredKey('ari')).toBe(before);
  });

  it('the old key in a file: it is not deactivated before somebody says so', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    const { accessKeyId, secretAccessKey } = desk.user('bea');
    await writeFile(
      desk.places.credentialsFile,
      `[legacy]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
      { mode: 0o600 },
    );
    const { code, err } = await desk.run('key rotate bea');
    expect([code, err]).toEqual([
      3,
      expect.stringContaining('The old access key stands in your AWS files.'),
    ]);
    expect(err).toContain('the profile legacy');
    expect(desk.callsOf('UpdateAccessKey')).toBe(0);
    expect((await desk.run('key rotate bea --insist')).code).toBe(0);
    expect(desk.callsOf('UpdateAccessKey')).toBe(1);
  });

  it('the identity is removed: the consequences are said first, and it takes a yes', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    const first = await desk.ownKeyId('bea');
    await desk.well('key rotate bea');
    const second = await desk.ownKeyId('bea');
    const refused = await desk.run('identity remove bea');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`${second} is active and ${first} is inactive, kept until`);
    const unsure = await desk.run('identity remove bea', { answers: ['no'] });
    expect([unsure.code, unsure.out]).toEqual([1, '']);
    const { code, out, err } = await desk.run('identity remove bea', { answers: ['yes'] });
    expect([code, out]).toEqual([
      0,
      `Removed bea. The access keys ${second} (active) and ${first} (inactive) stay in AWS.`,
    ]);
    expect(err).toContain('Latchkey forgets the secrets of both and no longer deletes either');
    expect(desk.callsOf('DeleteAccessKey')).toBe(0);
  });

  it('another process at the same rotation: the second one says so and touches nothing', async () => {
    desk = await openDesk();
    await desk.sitDown('bea');
    await desk.well('key rotate bea');
    const { id } = await rotationOf('key rotate bea');
    // As a process writes it that lives, and is not this one.
    const lock = path.join(desk.places.lockFolder, `rotation-${id}.lock`);
    await writeFile(lock, JSON.stringify({ pid: process.ppid, startedAt: null }));
    const { code, err } = await desk.run('key rotate bea --finish');
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('The access key of bea is being rotated already.'),
    ]);
    expect(desk.callsOf('DeleteAccessKey')).toBe(0);
  });
});

describe.each([{ type: 'drop-reply' }, { type: 'server-error-after', status: 500 }] as const)(
  'a reply to CreateAccessKey that is lost ($type)',
  (kind) => {
    it('leaves a key that is named and offered for deletion, and then there is exactly one new one', async () => {
      desk = await openDesk();
      await desk.sitDown('bea');
      desk.account.setConsistency({ lists: { createdMs: 20 * SECOND_MS } });
      desk.account.addFault({ action: 'CreateAccessKey', times: 1, kind });
      const { code, out, err } = await desk.run('key rotate bea --now');
      const orphan = /AKIA\w{12,}/.exec(out)?.[0] ?? '';
      expect(code).toBe(3);
      expect(err).toContain('AWS made a key whose secret was lost on its way.');
      expect(err).toContain(orphan);
      expect(desk.callsOf('CreateAccessKey')).toBe(1);
      // Nothing is made, however often it is tried, before that is settled.
      expect((await desk.run('key rotate bea --now')).code).toBe(3);
      expect(desk.callsOf('CreateAccessKey')).toBe(1);
      expect(await desk.well(`key rotate bea --delete-orphan ${orphan}`)).toMatch(/^Done: /);
      expect(desk.callsOf('CreateAccessKey')).toBe(2);
      desk.clock.pass(MINUTE_MS);
      const check = JSON.parse(await desk.well('key rotate bea --check --json')) as {
        keys: { accessKeyId: string }[];
      };
      expect(check.keys.map(({ accessKeyId }) => accessKeyId)).toEqual([
        await desk.ownKeyId('bea'),
      ]);
    });
  },
);
