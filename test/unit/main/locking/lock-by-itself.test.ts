import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { createOwnRouter, createWindowRouter } from '#main/api/routers.ts';
import type { LatchkeyClient } from '#main/api/latchkey-client.ts';
import type { LockSettings } from '#shared/contract/settings.ts';
import { secretOf } from '#shared/secret.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { addIdentity, openPracticeDay, type PracticeDay } from '#test/fixtures/day/practice-day.ts';
import { eventually } from '#test/fixtures/eventually.ts';

const PASSPHRASE = 'correct horse battery';
const ROLE = { name: 'analyst', source: 'hub', mfa: 'none' } as const;

let day: PracticeDay;
let window: LatchkeyClient;

/** Dana's own session and a role of hers run for an hour each; another role of hers does not run. */
beforeEach(async () => {
  day = await openPracticeDay();
  onTestFinished(() => day.close());
  const { core } = day.latchkey;
  window = createInProcessClient(day.latchkey, {
    ...createOwnRouter(core),
    ...createWindowRouter(core),
  });
  await addIdentity(day, 'dana');
  const arnOf = (name: string) =>
    day.account.roles.find((role) => role.name === name)?.roleArn ?? '';
  await day.addRoles([
    { name: 'hub', roleArn: arnOf('acme-data-hub'), source: 'dana', mfa: 'none' },
    { ...ROLE, roleArn: arnOf('acme-data-analyst') },
  ]);
  await day.passUntil(day.client.targets.switch({ target: 'dana', durationSeconds: 3600 }));
  await day.passUntil(day.client.targets.switch({ target: 'hub' }));
});

it('what one has switched to is among what one uses', async () => {
  const used = async () => (await day.client.snapshot({})).habits.uses.map(({ item }) => item);
  await eventually(async () => expect(await used()).toEqual(['target:hub', 'target:dana']));
});

const set = (lock: Partial<LockSettings>) =>
  window.settings.change({
    lock: { withComputer: true, afterIdleMinutes: null, keepsSessions: true, ...lock },
  });
const vaultState = async () => (await window.snapshot({})).vault.state;
const keyOf = async (profile: string) => (await day.delivered()).get(profile);
const leftOf = async (profile: string) =>
  (day.given.get((await keyOf(profile)) ?? '')?.expiresAtMs ?? 0) - day.clock.trueNow();
const passMinutes = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute++) await day.pass(MINUTE_MS);
};
const locked = { code: 'vault/locked' };

describe('a computer whose screen is locked, with running sessions kept', () => {
  it('renews them meanwhile and serves them to tools', async () => {
    day.latchkey.computerLeft();
    const before = await keyOf('hub');
    await passMinutes(90);
    expect(await keyOf('hub')).not.toBe(before);
    expect(await leftOf('hub')).toBeGreaterThan(15 * MINUTE_MS);
    expect(await leftOf('dana')).toBeGreaterThan(15 * MINUTE_MS);
    expect(await day.ask('hub')).toBe(await keyOf('hub'));
    expect(await vaultState()).toBe('locked');
  });

  it('has them back within five seconds of waking up, and is locked', async () => {
    day.latchkey.computerLeft();
    day.clock.suspend(8 * HOUR_MS);
    day.latchkey.wakeUp();
    await day.pass(5 * SECOND_MS);
    expect(await leftOf('hub')).toBeGreaterThan(15 * MINUTE_MS);
    expect(await vaultState()).toBe('locked');
  });

  it('begins nothing new, for a tool, a window or the command', async () => {
    day.latchkey.computerLeft();
    const { credentialProcess, obtainForTool } = day.latchkey;
    await expect(obtainForTool('analyst', { whenPersonNeeded: 'raise' })).rejects.toThrow(
      expect.objectContaining(locked),
    );
    await expect(credentialProcess('analyst', { waits: false })).rejects.toThrow(
      expect.objectContaining(locked),
    );
    const longer = { durationSeconds: 7200, whenPersonNeeded: 'raise' } as const;
    await expect(obtainForTool('hub', longer)).rejects.toThrow(expect.objectContaining(locked));
    const { client } = day;
    const refused = [
      window.targets.switch({ target: 'hub' }),
      window.settings.change({}),
      client.targets.switch({ target: 'analyst' }),
      client.mfa.code({ identity: 'dana' }),
      client.roles.change({ name: 'hub', roleArn: 'arn:aws:iam::123456789012:role/Admin' }),
      client.identities.remove({ name: 'dana' }),
      client.settings.change({
        lock: { withComputer: false, afterIdleMinutes: null, keepsSessions: true },
      }),
      client.profiles.undo({}),
      client.setMfaProcess({ identity: 'dana', process: ['/usr/bin/true'] }),
    ];
    for (const asked of refused)
      await expect(asked).rejects.toThrow(expect.objectContaining(locked));
    expect((await client.targets.stopAll({})).stopped).toContain('hub');
    await expect(obtainForTool('hub', { whenPersonNeeded: 'raise' })).rejects.toThrow(
      expect.objectContaining(locked),
    );
  });

  it('asks for the passphrase, as if everything were locked', async () => {
    day.latchkey.computerLeft();
    await expect(day.passUntil(window.vault.unlock({ passphrase: 'wrong horse' }))).rejects.toThrow(
      expect.objectContaining({ code: 'vault/wrong-passphrase' }),
    );
    expect(await vaultState()).toBe('locked');
    await expect(window.targets.switch({ target: 'analyst' })).rejects.toThrow(
      expect.objectContaining(locked),
    );
    await day.passUntil(window.vault.unlock({ passphrase: PASSPHRASE }));
    expect(await vaultState()).toBe('unlocked');
    await day.passUntil(window.targets.switch({ target: 'analyst' }));
  });

  it('stays locked where it is locked again while somebody unlocks it', async () => {
    day.latchkey.computerLeft();
    const unlocking = day.latchkey.vault.unlock(secretOf(PASSPHRASE));
    day.latchkey.computerLeft();
    await expect(day.passUntil(unlocking)).rejects.toThrow(expect.objectContaining(locked));
    expect(await vaultState()).toBe('locked');
  });

  it('ends all of it where it is locked by hand', async () => {
    day.latchkey.computerLeft();
    await window.vault.lock({});
    const before = await keyOf('hub');
    await passMinutes(60);
    expect(await keyOf('hub')).toBe(before);
    await expect(day.latchkey.obtainForTool('hub', { whenPersonNeeded: 'raise' })).rejects.toThrow(
      expect.objectContaining(locked),
    );
  });

  it('takes its profiles back at the end of the app', async () => {
    day.latchkey.computerLeft();
    await day.latchkey.close({ withdraw: true });
    await expect(day.delivered()).rejects.toThrow('ENOENT');
  });
});

it('a computer whose screen is locked renews and serves nothing where everything is to be locked', async () => {
  await set({ keepsSessions: false });
  day.latchkey.computerLeft();
  const before = await keyOf('hub');
  await passMinutes(60);
  expect(await keyOf('hub')).toBe(before);
  expect(await vaultState()).toBe('locked');
  await expect(day.latchkey.obtainForTool('hub', { whenPersonNeeded: 'raise' })).rejects.toThrow(
    expect.objectContaining(locked),
  );
  await day.passUntil(window.vault.unlock({ passphrase: PASSPHRASE }));
  await day.pass(10 * SECOND_MS);
  expect(await leftOf('hub')).toBeGreaterThan(15 * MINUTE_MS);
});

it('a computer whose screen is locked leaves Latchkey open where it is to', async () => {
  await set({ withComputer: false });
  day.latchkey.computerLeft();
  await passMinutes(60);
  expect(await vaultState()).toBe('unlocked');
  expect(await leftOf('hub')).toBeGreaterThan(15 * MINUTE_MS);
});

describe('nobody there for as long as the settings say', () => {
  it('locks; what tools ask for and windows that are only open do not count, and a person does', async () => {
    await set({ afterIdleMinutes: 15 });
    await passMinutes(10);
    await window.targets.list({});
    await passMinutes(14);
    expect(await vaultState()).toBe('unlocked');
    expect(await day.ask('hub')).toBe(await keyOf('hub'));
    await passMinutes(2);
    expect(await vaultState()).toBe('locked');
    expect(await day.ask('hub')).toBe(await keyOf('hub'));
  });

  it('locks everything where sessions are not to be kept', async () => {
    await set({ afterIdleMinutes: 1, keepsSessions: false });
    await passMinutes(2);
    await expect(day.latchkey.obtainForTool('hub', { whenPersonNeeded: 'raise' })).rejects.toThrow(
      expect.objectContaining(locked),
    );
  });

  it('does nothing where there is no such limit', async () => {
    await set({ afterIdleMinutes: null });
    await passMinutes(120);
    expect(await vaultState()).toBe('unlocked');
  });
});

it('refuses settings that cannot be, and keeps what it has', async () => {
  const usual = { withComputer: true, afterIdleMinutes: null, keepsSessions: true };
  const hostile = [
    { ...usual, afterIdleMinutes: 0 },
    { ...usual, afterIdleMinutes: -5 },
    { ...usual, afterIdleMinutes: 1.5 },
    { ...usual, afterIdleMinutes: 1e9 },
    { ...usual, withComputer: 'no' },
    { withComputer: true, afterIdleMinutes: null },
    { ...usual, never: true },
  ];
  for (const lock of hostile)
    await expect(window.settings.change({ lock: lock as unknown as LockSettings })).rejects.toThrow(
      expect.objectContaining({ code: 'input/invalid' }),
    );
  expect((await window.settings.show({})).lock).toEqual(usual);
});
