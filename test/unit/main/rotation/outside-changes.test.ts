import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '#main/aws/aws.ts';
import { secretOf } from '#shared/secret.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/time.ts';
import type { RotationOutcome } from '#shared/contract/rotation.ts';
import type { Rotation } from '#shared/contract/things.ts';
import { beginLife, IDENTITY, type Life } from '#test/fixtures/rotation/life.ts';
import { anEndpoint } from '../aws/local-aws.ts';

let life: Life;
beforeEach(async () => {
  life = await beginLife();
});
afterEach(() => life.close());

const rotationIn = (outcome: RotationOutcome): Rotation => {
  if (outcome.kind !== 'rotation') throw new Error('it needs a code');
  return outcome.rotation;
};
const DAILY = { graceSeconds: DAY_MS / 1000, deletesItself: true };
const WORLD = anEndpoint('http://world');
const oldKeyId = () => life.world.first.accessKeyId;
const statuses = () => life.world.keys().map(({ status }) => status);
/** The key that is in use, as an administrator or another tool may have it. */
const inUse = (accessKeyId = life.ownKeyId()): Credentials => ({
  accessKeyId,
  secretAccessKey: secretOf(life.secrets.get(`access-key/${accessKeyId}`) ?? ''),
  sessionToken: null,
});

describe('what happens around a rotation', () => {
  it('does not delete the old key before its time because the clock was set ahead', async () => {
    const rotations = life.start();
    await rotations.start(IDENTITY, DAILY);
    life.pass(HOUR_MS);
    life.setAhead(8 * DAY_MS);
    await rotations.goOn(rotations.list()[0]!.id);
    expect(statuses()).toEqual(['Inactive', 'Active']);
    // Nor after a restart, when AWS has not told the time yet.
    const next = life.start();
    await next.resume(IDENTITY, {});
    expect(statuses()).toEqual(['Inactive', 'Active']);
    life.pass(DAY_MS);
    await next.resume(IDENTITY, {});
    expect(statuses()).toEqual(['Active']);
  });

  it('deletes no key while the one in use does not work', async () => {
    await life.close();
    life = await beginLife({ withDevice: true });
    await life.start().start(IDENTITY, { graceSeconds: 3600, deletesItself: true });
    // It outlives the key that it is made of.
    await life.sessions().obtain(IDENTITY, {});
    const request = { userName: IDENTITY, accessKeyId: life.ownKeyId() };
    await life.world.aws.updateAccessKey(WORLD, inUse(), { ...request, status: 'Inactive' });
    life.pass(2 * HOUR_MS);
    const rotation = rotationIn(await life.start().resume(IDENTITY, {}));
    expect(rotation.failure?.code).toBe('rotation/not-proven');
    expect(statuses()).toEqual(['Inactive', 'Inactive']);
  });

  it('does not deactivate the old key when the new one stopped working while it waited', async () => {
    await life.close();
    life = await beginLife({ withDevice: true });
    const oldKey = inUse();
    const rotations = life.start(({ what, when }) => {
      if (what !== 'renewed' || when === 'before') return null;
      life.pass(2 * MINUTE_MS);
      void life.world.aws.getCallerIdentity(WORLD, oldKey);
      return null;
    });
    expect(rotationIn(await rotations.start(IDENTITY, {})).waitsFor).toBe('person');
    await life.sessions().obtain(IDENTITY, {});
    const request = { userName: IDENTITY, accessKeyId: life.ownKeyId() };
    await life.world.aws.updateAccessKey(WORLD, oldKey, { ...request, status: 'Inactive' });
    life.pass(HOUR_MS);
    await life.start().resume(IDENTITY, { insist: true });
    expect(statuses()).toEqual(['Active', 'Inactive']);
  });

  it('does not delete a key that was activated again, because somebody insisted a week ago on something else', async () => {
    await life.start().start(IDENTITY, { ...DAILY, insist: true });
    await life.world.aws.updateAccessKey(WORLD, inUse(), {
      userName: IDENTITY,
      accessKeyId: oldKeyId(),
      status: 'Active',
    });
    life.pass(DAY_MS + HOUR_MS);
    const rotation = rotationIn(await life.start().resume(IDENTITY, {}));
    expect(rotation.failure?.code).toBe('rotation/old-key-active');
    expect(statuses()).toEqual(['Active', 'Active']);
  });
});
