import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '#main/aws/aws.ts';
import { AWS_ENDPOINT_NAME } from '#main/state/state-document.ts';
import { AppError, type Failure } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/time.ts';
import type { RotationOutcome } from '#shared/contract/rotation.ts';
import type { Rotation } from '#shared/contract/things.ts';
import { wordsOf } from '#shared/words/errors.ts';
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
const removeIdentity = () => life.state.update((current) => ({ ...current, identities: [] }));

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

  it('shows its rotations after the endpoint is gone', async () => {
    const rotations = life.start();
    await rotations.start(IDENTITY, { graceSeconds: 0, deletesItself: true });
    await removeIdentity();
    await life.state.update((current) => ({
      ...current,
      endpoints: current.endpoints.filter(({ name }) => name !== AWS_ENDPOINT_NAME),
    }));
    expect(() => rotations.list()).not.toThrow();
  });

  it('can be begun anew by a user who was removed and added with another key', async () => {
    const before = life.state.current();
    await life.start().start(IDENTITY, {});
    const own = life.ownKeyId();
    const key = inUse();
    const request = { userName: IDENTITY, accessKeyId: oldKeyId() };
    await removeIdentity();
    await life.world.aws.deleteAccessKey(WORLD, key, request);
    const made = await life.world.aws.createAccessKey(WORLD, key, IDENTITY);
    await life.vault.secrets.put(`access-key/${made.accessKeyId}`, made.secretAccessKey);
    await life.world.aws.deleteAccessKey(WORLD, inUse(made.accessKeyId), {
      userName: IDENTITY,
      accessKeyId: own,
    });
    await life.state.update((current) => ({
      ...current,
      identities: before.identities.map((one) => ({ ...one, accessKeyId: made.accessKeyId })),
    }));
    life.pass(HOUR_MS);
    const rotation = rotationIn(await life.start().start(IDENTITY, {}));
    expect(rotation).toMatchObject({ oldKeyId: made.accessKeyId, waitsFor: 'grace' });
  });

  it('tells beforehand of an identity that signs in with the key at another endpoint, and keeps its secret', async () => {
    await life.state.update((current) => ({
      ...current,
      endpoints: [
        ...current.endpoints,
        {
          ...current.endpoints[0]!,
          name: 'fips',
          stsUrl: 'https://sts-fips.us-east-1.amazonaws.com',
        },
      ],
      identities: [
        ...current.identities,
        { ...current.identities[0]!, name: 'bea-fips', profile: 'bea-fips', endpoint: 'fips' },
      ],
    }));
    const { canStart, findings } = await life.start().check(IDENTITY);
    expect(canStart).toBe(true);
    expect(findings).toContainEqual({
      about: 'elsewhere',
      result: 'warn',
      failure: {
        code: 'rotation/old-key-elsewhere',
        facts: { accessKeyId: oldKeyId(), identities: ['bea-fips'] },
      },
    });
    const now = { graceSeconds: 0, deletesItself: true };
    const waiting = rotationIn(await life.start().start(IDENTITY, now));
    expect(waiting).toMatchObject({
      waitsFor: 'person',
      failure: { code: 'rotation/old-key-elsewhere', facts: { identities: ['bea-fips'] } },
    });
    expect(statuses()).toEqual(['Active', 'Active']);
    const done = rotationIn(await life.start().resume(IDENTITY, { insist: true }));
    expect(done.state).toBe('done');
    expect(life.secrets.has(`access-key/${oldKeyId()}`)).toBe(true);
  });

  it('leaves a rotation of a newer Latchkey alone, and says so', async () => {
    const rotations = life.start();
    await rotations.start(IDENTITY, DAILY);
    await life.vault.sealed.update((content) => {
      const { rotations: known } = content as { rotations: { facts: object[] }[] };
      return {
        rotations: known.map((one) => ({
          ...one,
          facts: [...one.facts, { fact: 'replicated', atMs: 1 }],
        })),
      };
    });
    const sealed = life.vault.sealedContent();
    const [before, keys] = [life.ownKeyId(), statuses()];
    life.pass(30 * DAY_MS);
    const next = life.start();
    const newer = { code: 'rotation/newer', facts: { userName: IDENTITY } };
    await expect(next.resume(IDENTITY, {})).rejects.toMatchObject(newer);
    await expect(next.start(IDENTITY, { insist: true })).rejects.toMatchObject(newer);
    await expect(next.rollBack(IDENTITY, {})).rejects.toMatchObject(newer);
    await expect(next.check(IDENTITY)).rejects.toMatchObject(newer);
    await next.goOn(rotations.list()[0]!.id);
    expect(next.list()).toMatchObject([
      {
        identities: [IDENTITY],
        oldKeyId: oldKeyId(),
        newKeyId: before,
        state: 'resting',
        waitsFor: 'update',
        failure: newer,
        canRollBack: false,
      },
    ]);
    expect([life.ownKeyId(), statuses()]).toEqual([before, keys]);
    expect(life.vault.sealedContent()).toEqual(sealed);
  });

  it('rests in the middle of the proof when a person stops it, with the old key in use, and goes on when asked', async () => {
    let calls = 0;
    const rotations = life.start(({ what, when }) => {
      if (what === 'GetCallerIdentity' && when === 'after' && (calls += 1) === 4)
        void rotations.pause(IDENTITY);
      return null;
    });
    const stopped = rotationIn(await rotations.start(IDENTITY, {}));
    expect(stopped).toMatchObject({ state: 'resting', waitsFor: 'again', canRollBack: true });
    expect(stopped.failure?.code).toBe('rotation/paused');
    expect(stopped.steps.map(({ at }) => at !== null)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect([life.ownKeyId(), statuses()]).toEqual([oldKeyId(), ['Active', 'Active']]);
    expect(rotationIn(await life.start().resume(IDENTITY, {}))).toMatchObject({
      waitsFor: 'grace',
      failure: null,
    });
    await expect(rotations.pause(IDENTITY)).rejects.toMatchObject({
      code: 'rotation/nothing-to-do',
    });
  });

  it('says that the vault was locked, where it was in the middle of the proof', async () => {
    let calls = 0;
    const rotations = life.start(({ what }) => {
      if (what === 'GetCallerIdentity' && (calls += 1) === 4) life.vault.lock();
      return null;
    });
    await expect(rotations.start(IDENTITY, {})).rejects.toMatchObject({ code: 'vault/locked' });
    await life.vault.unlock(null);
    expect(rotationIn(await life.start().resume(IDENTITY, {}))).toMatchObject({
      waitsFor: 'grace',
    });
  });

  it.each([
    ['before CreateAccessKey', 'creating', 'after'],
    ['in the middle of the proof', 'stored', 'after'],
    ['before the old key is deactivated', 'deactivating', 'after'],
    ['in the time of grace', 'deactivated', 'after'],
  ] as const)(
    'goes on by the new name where the user was renamed %s, and takes no key for deleted',
    async (_, fact, at) => {
      const rotations = life.start(({ of, what, when }) => {
        if (of === 'journal' && what === fact && when === at) life.world.rename('beatrice');
        return null;
      });
      const first = rotationIn(await rotations.start(IDENTITY, DAILY));
      expect(first).toMatchObject({ waitsFor: 'grace', failure: null });
      expect(statuses()).toEqual(['Inactive', 'Active']);
      life.pass(DAY_MS + HOUR_MS);
      const done = rotationIn(await life.start().resume(IDENTITY, {}));
      expect(done).toMatchObject({ state: 'done', userName: 'beatrice', failure: null });
      expect(statuses()).toEqual(['Active']);
      expect(life.state.current().identities[0]).toMatchObject({
        userName: 'beatrice',
        arn: expect.stringMatching(/\/beatrice$/) as string,
      });
      expect(life.isSignedIn()).toBe(true);
    },
  );

  it('takes no key for deactivated because AWS knows no user of the name', async () => {
    const missing = { action: 'iam:UpdateAccessKey', thing: 'user', name: IDENTITY } as const;
    const unknownUser = new AppError('aws/no-such-thing', missing);
    const rotations = life.start(({ what, when }) =>
      what === 'UpdateAccessKey Inactive' && when === 'before' ? unknownUser : null,
    );
    const stopped = rotationIn(await rotations.start(IDENTITY, DAILY));
    expect(stopped.failure?.code).toBe('aws/no-such-thing');
    expect(wordsOf(stopped.failure as Failure).explanation).toContain('was renamed or deleted');
    expect(stopped.steps.find(({ step }) => step === 'deactivate')?.at).toBeNull();
    // As AWS answers those who may ask of any user.
    let times = 0;
    const next = life.start(({ what, when }) => {
      if (what !== 'UpdateAccessKey Inactive' || when !== 'before' || (times += 1) > 1) return null;
      life.world.rename('beatrice');
      return unknownUser;
    });
    const rotation = rotationIn(await next.resume(IDENTITY, {}));
    expect(rotation).toMatchObject({ waitsFor: 'grace', userName: 'beatrice' });
    expect(statuses()).toEqual(['Inactive', 'Active']);
  });

  it('goes back by the new name of a user who was renamed', async () => {
    const rotations = life.start();
    await rotations.start(IDENTITY, {});
    life.world.rename('beatrice');
    const back = rotationIn(await rotations.rollBack(IDENTITY, { deletesNewKey: true }));
    expect(back).toMatchObject({ state: 'rolled-back', userName: 'beatrice' });
    expect(life.ownKeyId()).toBe(oldKeyId());
    expect(life.isSignedIn()).toBe(true);
  });

  it('keeps the secret of a key that AWS made while the vault was being locked', async () => {
    const rotations = life.start(({ what, when }) => {
      if (what === 'CreateAccessKey' && when === 'before') life.vault.lock();
      return null;
    });
    await expect(rotations.start(IDENTITY, {})).rejects.toMatchObject({ code: 'vault/locked' });
    expect(life.world.keys()).toHaveLength(2);
    // Nothing of it is in memory while it is locked.
    expect(rotations.list()).toEqual([]);
    await life.vault.unlock(null);
    const rotation = rotationIn(await life.start().resume(IDENTITY, {}));
    expect(rotation).toMatchObject({ orphan: null, waitsFor: 'grace' });
    expect(life.isSignedIn()).toBe(true);
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

  it('ends where the old key was deleted on the way back', async () => {
    let isMet = false;
    const rotations = life.start(({ what, when }) => {
      if (what === 'old-activated' && when === 'after' && !isMet) {
        isMet = true;
        void life.world.aws.deleteAccessKey(WORLD, inUse(), {
          userName: IDENTITY,
          accessKeyId: oldKeyId(),
        });
      }
      return null;
    });
    await rotations.start(IDENTITY, {});
    await expect(rotations.rollBack(IDENTITY, {})).rejects.toMatchObject({
      code: 'rotation/old-key-gone',
    });
    expect(life.isSignedIn()).toBe(true);
    life.pass(MINUTE_MS);
    expect(rotationIn(await life.start().start(IDENTITY, {})).waitsFor).toBe('grace');
  });

  it('takes a wish of now for one that is under way', async () => {
    await life.start().start(IDENTITY, {});
    const rotation = rotationIn(
      await life.start().start(IDENTITY, { graceSeconds: 0, deletesItself: true }),
    );
    expect(rotation.state).toBe('done');
  });
});
