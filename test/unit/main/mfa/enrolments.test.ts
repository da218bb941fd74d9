import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { MINUTE_MS } from '#shared/time.ts';
import { aKey, anInventory } from '../things.ts';
import { anEnrolmentWorld } from './enrolment-world.ts';

const KIMS = 'arn:aws:iam::111122223333:mfa/kim';

describe('enrolling', () => {
  it('gives the user a device whose codes AWS takes from then on', async () => {
    const world = await anEnrolmentWorld();
    const { enrolments, sessions } = world.start();
    expect(await enrolments.enrol('kim')).toMatchObject({
      kind: 'enrolled',
      identity: { mfaSerial: KIMS, hasSeed: true },
      mayBeOutOfStep: false,
    });
    expect(await sessions.obtain('kim', {})).toMatchObject({ kind: 'session' });
    expect(new Set(world.codes).size).toBe(3);
  });

  it('makes right codes although this computer’s clock is far off, which nobody knew before', async () => {
    const world = await anEnrolmentWorld();
    world.account.setClockOffset(2 * 3_600_000);
    const { enrolments, sessions } = world.start();
    expect(await enrolments.enrol('kim')).toMatchObject({ kind: 'enrolled' });
    expect(await sessions.obtain('kim', {})).toMatchObject({ kind: 'session' });
  });

  it('keeps no seed in what a window is shown', async () => {
    const world = await anEnrolmentWorld();
    world.account.addFault({ action: 'EnableMFADevice', kind: { type: 'drop-request' } });
    const { enrolments } = world.start();
    await expect(enrolments.enrol('kim')).rejects.toBeInstanceOf(AppError);
    const [, seed] = /"seed":"([A-Z2-7]+)"/.exec(JSON.stringify(world.vault.sealedContent())) ?? [];
    expect(seed).toHaveLength(64);
    expect(JSON.stringify(enrolments.list())).not.toContain(seed);
  });

  it('takes the next name when the user has a device of their own name already', async () => {
    const world = await anEnrolmentWorld();
    await world.start().enrolments.enrol('kim');
    await world.state.update((state) => ({
      ...state,
      identities: [{ ...world.identity(), mfaSerial: null, hasSeed: false }],
    }));
    expect(await world.start().enrolments.enrol('kim')).toMatchObject({
      identity: { mfaSerial: `${KIMS}-2` },
    });
  });

  it('leaves a device alone that an aborted set-up has left, until it is told to replace it', async () => {
    const world = await anEnrolmentWorld();
    const { aws, endpoint, key } = world;
    await aws.createVirtualMfaDevice(endpoint, key, { name: 'kim', path: '/' });
    const { enrolments } = world.start();
    await expect(enrolments.enrol('kim')).rejects.toMatchObject({
      code: 'mfa/name-taken',
      facts: { deviceName: 'kim', isLeftover: true },
    });
    expect((await world.inAws()).unassigned).toEqual([KIMS]);
    expect(enrolments.list()).toEqual([]);
    expect(await enrolments.enrol('kim', { replaceLeftover: true })).toMatchObject({
      kind: 'enrolled',
    });
  });

  it('never takes another user’s device of that name for its own', async () => {
    const world = await anEnrolmentWorld();
    const { enrolments } = world.start();
    await expect(enrolments.enrol('kim', { deviceName: 'dana' })).rejects.toMatchObject({
      code: 'mfa/name-taken',
      facts: { isLeftover: false },
    });
    expect(enrolments.list()).toEqual([]);
  });

  it('refuses where Latchkey makes the codes of a device already', async () => {
    const world = await anEnrolmentWorld();
    const { enrolments } = world.start();
    await enrolments.enrol('kim');
    await expect(enrolments.enrol('kim')).rejects.toMatchObject({ code: 'mfa/seed-here' });
  });

  it('refuses a ninth device before it makes one', async () => {
    const world = await anEnrolmentWorld();
    const { enrolments } = world.start(async (effect, run) => {
      const result = await run();
      if (effect.name !== 'listMfaDevices') return result;
      const eight = Array.from({ length: 8 }, (_, at) => ({ serial: `${KIMS}-${at}` }));
      return eight as typeof result;
    });
    await expect(enrolments.enrol('kim')).rejects.toMatchObject({ code: 'aws/limit-reached' });
    expect((await world.inAws()).unassigned).toEqual([]);
  });

  it('asks for a code of the device that the user has, where Latchkey does not hold its seed', async () => {
    const world = await anEnrolmentWorld('dana', {
      identity: { mfaSerial: 'arn:aws:iam::111122223333:mfa/dana' },
    });
    const { enrolments } = world.start();
    expect(await enrolments.enrol('dana')).toEqual({
      kind: 'mfa-needed',
      serial: 'arn:aws:iam::111122223333:mfa/dana',
    });
    expect(enrolments.list()).toEqual([]);
  });

  it.each([
    ['EntityTemporarilyUnmodifiable', 'aws/unmodifiable-yet'],
    ['LimitExceeded', 'aws/limit-reached'],
    ['InvalidAuthenticationCode', 'mfa/codes-refused'],
  ])('stops at %s with the seed kept, and goes on later', async (refusal, code) => {
    const world = await anEnrolmentWorld();
    const kind = { type: 'refuse', status: 409, code: refusal } as const;
    world.account.addFault({ action: 'EnableMFADevice', times: 1, kind });
    const { enrolments } = world.start();
    await expect(enrolments.enrol('kim')).rejects.toMatchObject({ code });
    expect(enrolments.list()).toMatchObject([{ step: 'enable', failure: { code } }]);
    expect(world.vault.store.items.has(`mfa-seed/${KIMS}`)).toBe(true);
    expect(await enrolments.enrol('kim')).toMatchObject({ kind: 'enrolled' });
    expect(new Set(world.codes).size).toBe(world.codes.length);
  });

  it('says that a resync may be needed when AWS answered late', async () => {
    const world = await anEnrolmentWorld();
    const kind = { type: 'delay', ms: 40_000 } as const;
    world.account.addFault({ action: 'EnableMFADevice', times: 1, kind });
    const { enrolments } = world.start();
    expect(await enrolments.enrol('kim')).toMatchObject({
      kind: 'enrolled',
      mayBeOutOfStep: true,
    });
  });

  it('finds out by a code where a policy lets nobody list without MFA from then on', async () => {
    const world = await anEnrolmentWorld();
    world.account.addFault({ action: 'EnableMFADevice', times: 1, kind: { type: 'drop-reply' } });
    await expect(world.start().enrolments.enrol('kim')).rejects.toMatchObject({
      code: 'aws/outcome-unknown',
    });
    const kind = { type: 'refuse', status: 403, code: 'AccessDenied' } as const;
    world.account.addFault({ action: 'ListMFADevices', kind });
    await world.start().enrolments.finishAtStart();
    expect(world.identity()).toMatchObject({ mfaSerial: KIMS, hasSeed: true });
  });
});

describe('an enrolment of a newer Latchkey', () => {
  it('is shown, and neither gone on with nor changed', async () => {
    const world = await stoppedAt('EnableMFADevice', 'drop-request');
    await world.vault.sealed.update((content) => {
      const { enrolments } = content as { enrolments: Record<string, { facts: object[] }> };
      const add = (one: { facts: object[] }) => ({
        ...one,
        facts: [...one.facts, { fact: 'attested' }],
      });
      return {
        enrolments: Object.fromEntries(
          Object.entries(enrolments).map(([key, one]) => [key, add(one)]),
        ),
      };
    });
    const stored = world.vault.sealedContent();
    const { enrolments } = world.start();
    await enrolments.finishAtStart();
    expect(enrolments.list()).toMatchObject([
      {
        identity: 'kim',
        serial: KIMS,
        step: 'update',
        isRunning: false,
        failure: { code: 'mfa/enrolment-newer', facts: { identity: 'kim' } },
      },
    ]);
    const newer = { code: 'mfa/enrolment-newer' };
    await expect(enrolments.enrol('kim')).rejects.toMatchObject(newer);
    await expect(enrolments.cancel('kim')).rejects.toMatchObject(newer);
    expect(world.vault.sealedContent()).toEqual(stored);
    expect((await world.inAws()).unassigned).toHaveLength(1);
  });
});

describe('an enrolment that stopped', () => {
  it('is cancelled without a trace before AWS has assigned the device', async () => {
    const world = await stoppedAt('EnableMFADevice', 'drop-request');
    const { enrolments } = world.start();
    expect(await enrolments.cancel('kim')).toEqual({ kind: 'cancelled' });
    expect(await world.inAws()).toEqual({ assigned: [], unassigned: [] });
    expect(world.vault.store.items.has(`mfa-seed/${KIMS}`)).toBe(false);
    expect(enrolments.list()).toEqual([]);
  });

  it('is finished instead of cancelled when AWS has assigned the device', async () => {
    const world = await stoppedAt('EnableMFADevice', 'drop-reply');
    expect(await world.start().enrolments.cancel('kim')).toMatchObject({ kind: 'enrolled' });
    expect(world.identity()).toMatchObject({ mfaSerial: KIMS, hasSeed: true });
  });

  it('is cancelled with the device whose seed was lost', async () => {
    const world = await stoppedAt('CreateVirtualMFADevice', 'drop-reply');
    expect((await world.inAws()).unassigned).toEqual([KIMS]);
    expect(await world.start().enrolments.cancel('kim')).toEqual({ kind: 'cancelled' });
    expect(await world.inAws()).toEqual({ assigned: [], unassigned: [] });
  });

  it('is cancelled within a minute although the clock was set back since', async () => {
    const world = await stoppedAt('CreateVirtualMFADevice', 'drop-request');
    world.clock.jump(-10 * MINUTE_MS);
    const beganAt = world.clock.monotonic();
    expect(await world.start().enrolments.cancel('kim')).toEqual({ kind: 'cancelled' });
    expect(world.clock.monotonic() - beganAt).toBeLessThan(MINUTE_MS);
  });

  it('is cancelled with a device that AWS shows late, although the clock is set ahead meanwhile', async () => {
    const world = await stoppedAt('CreateVirtualMFADevice', 'drop-request');
    let deletions = 0;
    const { enrolments } = world.start(async (effect, run) => {
      if (effect.name !== 'deleteVirtualMfaDevice') return run();
      deletions += 1;
      if (deletions === 1) world.clock.jump(10 * MINUTE_MS);
      if (deletions === 2)
        await world.aws.createVirtualMfaDevice(world.endpoint, world.key, {
          name: 'kim',
          path: '/',
        });
      return run();
    });
    expect(await enrolments.cancel('kim')).toEqual({ kind: 'cancelled' });
    expect(deletions).toBe(2);
    expect(await world.inAws()).toEqual({ assigned: [], unassigned: [] });
  });

  it('waits for a person at start where AWS has not assigned the device', async () => {
    const world = await stoppedAt('EnableMFADevice', 'drop-request');
    const { enrolments } = world.start();
    await enrolments.finishAtStart();
    expect(enrolments.list()).toMatchObject([{ step: 'enable', isRunning: false }]);
    expect(await world.inAws()).toEqual({ assigned: [], unassigned: [KIMS] });
  });

  it('is not begun anew under another name', async () => {
    const world = await stoppedAt('EnableMFADevice', 'drop-request');
    await expect(
      world.start().enrolments.enrol('kim', { deviceName: 'other' }),
    ).rejects.toMatchObject({ code: 'mfa/enrolment-unfinished', facts: { deviceName: 'kim' } });
  });
});

describe('the devices that AWS has', () => {
  it('are listed, with which one is used here', async () => {
    const world = await anEnrolmentWorld();
    const { enrolments, devices } = world.start();
    await enrolments.enrol('kim');
    expect(await devices.list('kim')).toEqual([
      {
        serial: KIMS,
        enabledAt: expect.stringMatching(/^2026-/) as string,
        isUsed: true,
        hasSeed: true,
      },
    ]);
  });

  it('come back in step by a resync', async () => {
    const world = await anEnrolmentWorld();
    const { enrolments, devices, sessions } = world.start();
    await enrolments.enrol('kim');
    await devices.resync('kim');
    expect(await sessions.obtain('kim', {})).toMatchObject({ kind: 'session' });
    expect(new Set(world.codes).size).toBe(5);
  });

  it('are removed in AWS and forgotten here', async () => {
    const world = await anEnrolmentWorld();
    const { enrolments, devices } = world.start();
    await enrolments.enrol('kim');
    expect(await devices.remove('kim', {})).toEqual({ kind: 'removed' });
    expect(await world.inAws()).toEqual({ assigned: [], unassigned: [] });
    expect(world.identity()).toMatchObject({ mfaSerial: null, hasSeed: false });
    expect(world.vault.store.items.has(`mfa-seed/${KIMS}`)).toBe(false);
  });

  it('are known at once when one is made or removed, without another reading', async () => {
    const world = await anEnrolmentWorld('kim', {
      identity: { keys: anInventory([aKey()], { mfaDevices: [] }) },
    });
    const { enrolments, devices } = world.start();
    const known = () => world.identity().keys?.mfaDevices;
    await enrolments.enrol('kim');
    expect(known()).toEqual([KIMS]);
    await devices.remove('kim', {});
    expect(known()).toEqual([]);
  });

  it('stay unknown where AWS lets nobody list them', async () => {
    const world = await anEnrolmentWorld('kim', {
      identity: { keys: anInventory([aKey()], { mfaDevices: null }) },
    });
    const { enrolments, devices } = world.start();
    await enrolments.enrol('kim');
    await devices.remove('kim', {});
    expect(world.identity().keys?.mfaDevices).toBeNull();
  });

  it.each(['DeactivateMFADevice', 'DeleteVirtualMFADevice'])(
    'are removed by a second try when the reply to %s was lost',
    async (action) => {
      const world = await anEnrolmentWorld();
      await world.start().enrolments.enrol('kim');
      const mend = world.account.addFault({ action, kind: { type: 'drop-reply' } });
      await expect(world.start().devices.remove('kim', {})).rejects.toMatchObject({
        code: 'aws/outcome-unknown',
      });
      expect(world.identity().hasSeed).toBe(true);
      mend();
      expect(await world.start().devices.remove('kim', {})).toEqual({ kind: 'removed' });
      expect(await world.inAws()).toEqual({ assigned: [], unassigned: [] });
      expect(world.identity().mfaSerial).toBe(null);
    },
  );

  it('keep their seed here when AWS does not let the user remove them', async () => {
    const world = await anEnrolmentWorld();
    const { enrolments, devices } = world.start();
    await enrolments.enrol('kim');
    const kind = { type: 'refuse', status: 403, code: 'AccessDenied' } as const;
    world.account.addFault({ action: 'DeactivateMFADevice', kind });
    await expect(devices.remove('kim', {})).rejects.toMatchObject({ code: 'aws/access-denied' });
    expect(world.vault.store.items.has(`mfa-seed/${KIMS}`)).toBe(true);
    expect(world.identity().hasSeed).toBe(true);
  });

  it('are the console’s for the root user', async () => {
    const world = await anEnrolmentWorld('kim', { identity: { userName: null } });
    await expect(world.start().enrolments.enrol('kim')).rejects.toMatchObject({
      code: 'mfa/root-user',
    });
  });
});

async function stoppedAt(action: string, type: 'drop-request' | 'drop-reply') {
  const world = await anEnrolmentWorld();
  const mend = world.account.addFault({ action, kind: { type } });
  await expect(world.start().enrolments.enrol('kim')).rejects.toBeInstanceOf(AppError);
  mend();
  return world;
}
