import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, type Failure } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { RotationOutcome } from '#shared/contract/rotation.ts';
import type { Rotation } from '#shared/contract/things.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { standingOf } from '#shared/words/rotation.ts';
import { anEndpoint } from '../aws/local-aws.ts';
import { beginLife, IDENTITY, type Life } from '#test/fixtures/rotation/life.ts';

let life: Life;
beforeEach(async () => {
  life = await beginLife();
});
afterEach(() => life.close());

const rotationIn = (outcome: RotationOutcome): Rotation => {
  if (outcome.kind !== 'rotation') throw new Error('it needs a code');
  return outcome.rotation;
};

describe('a rotation', () => {
  it('goes on where the keychain did not take the new secret, and says where that is meanwhile', async () => {
    const refused = new AppError('vault/refused', { backend: 'keychain', reason: 'denied' });
    const rotations = life.start(({ what, when }) =>
      what === 'put access-key' && when === 'before' ? refused : null,
    );
    const rotation = rotationIn(await rotations.start(IDENTITY, {}));
    expect(wordsOf(rotation.failure as Failure).title).toBe('The keychain refused');
    expect(standingOf(rotation)).toMatch(
      /is in use as before; the secret of AKIA…\w{4} is kept in Latchkey’s encrypted file\. The rotation goes on from there\.$/,
    );
    const next = rotationIn(await life.start().resume(IDENTITY, {}));
    expect(next).toMatchObject({ newKeyId: rotation.newKeyId, waitsFor: 'grace' });
    expect(life.world.keys()).toHaveLength(2);
  });

  it('keeps the new secret in the vault where the journal cannot be written, and finds it there', async () => {
    const full = new AppError('state/unusable', { path: 'sealed', reason: 'ENOSPC' });
    let isFull = false;
    const rotations = life.start(({ what, of }) => {
      isFull ||= what === 'CreateAccessKey';
      return of === 'journal' && isFull ? full : null;
    });
    await expect(rotations.start(IDENTITY, {})).rejects.toThrow('state/unusable');
    const next = rotationIn(await life.start().resume(IDENTITY, {}));
    expect(next).toMatchObject({ orphan: null, waitsFor: 'grace' });
    expect(life.world.keys()).toHaveLength(2);
  });

  it('does not deactivate a key that somebody uses after the switch, unless somebody insists', async () => {
    const { accessKeyId, secretAccessKey } = life.world.first;
    const old = { accessKeyId, secretAccessKey: secretOf(secretAccessKey), sessionToken: null };
    const rotations = life.start(({ what, when }) => {
      if (what === 'renewed' && when === 'after') {
        // AWS tells uses to the minute.
        life.pass(2 * MINUTE_MS);
        void life.world.aws.getCallerIdentity(anEndpoint('http://world'), old);
      }
      return null;
    });
    const rotation = rotationIn(await rotations.start(IDENTITY, {}));
    expect(rotation.waitsFor).toBe('person');
    expect(wordsOf(rotation.failure as Failure).explanation).toMatch(
      /^AKIA…\w{4} was used for sts at 2026-11-24 09:\d\d UTC, after everything in Latchkey had been moved to the new key\./,
    );
    expect(life.world.keys().map(({ status }) => status)).toEqual(['Active', 'Active']);
    const insisted = rotationIn(await life.start().resume(IDENTITY, { insist: true }));
    expect(insisted.waitsFor).toBe('grace');
    expect(life.world.keys().map(({ status }) => status)).toEqual(['Inactive', 'Active']);
  });

  it('does not delete a key that somebody has activated again, unless somebody insists', async () => {
    await life.start().start(IDENTITY, { graceSeconds: 3600, deletesItself: true });
    const own = life.ownKeyId();
    const secretAccessKey = secretOf(life.secrets.get(`access-key/${own}`) ?? '');
    const credentials = { accessKeyId: own, secretAccessKey, sessionToken: null };
    const { accessKeyId } = life.world.first;
    const wish = { userName: IDENTITY, accessKeyId, status: 'Active' } as const;
    await life.world.aws.updateAccessKey(anEndpoint('http://world'), credentials, wish);
    life.pass(DAY_MS);
    const rotation = rotationIn(await life.start().resume(IDENTITY, {}));
    expect(rotation).toMatchObject({
      waitsFor: 'person',
      failure: { code: 'rotation/old-key-active' },
    });
    const done = rotationIn(await life.start().finish(IDENTITY, { insist: true }));
    expect(done.state).toBe('done');
  });

  it('goes back only when the old key is sure to stay active, however late AWS hears of both changes', async () => {
    const slow = { createdMs: 0, deactivatedMs: 20 * SECOND_MS, activatedMs: 30 * SECOND_MS };
    life.world.setConsistency({ sts: slow, iam: slow });
    const looked: boolean[] = [];
    const look = () => {
      looked.push(life.isSignedIn());
      return null;
    };
    await life.start(look).start(IDENTITY, {});
    const back = rotationIn(await life.start(look).rollBack(IDENTITY, {}));
    expect(back).toMatchObject({ direction: 'back', waitsFor: 'person', failure: null });
    for (let second = 0; second < 60; second += 1) {
      life.pass(SECOND_MS);
      look();
    }
    expect(looked).not.toContain(false);
    expect(life.ownKeyId()).toBe(life.world.first.accessKeyId);
  });

  it('finds out that the old key is gone before it goes back to it', async () => {
    await life.start().start(IDENTITY, {});
    const own = life.ownKeyId();
    const secretAccessKey = secretOf(life.secrets.get(`access-key/${own}`) ?? '');
    const { accessKeyId } = life.world.first;
    await life.world.aws.deleteAccessKey(
      anEndpoint('http://world'),
      { accessKeyId: own, secretAccessKey, sessionToken: null },
      { userName: IDENTITY, accessKeyId },
    );
    await expect(life.start().rollBack(IDENTITY, {})).rejects.toMatchObject({
      code: 'rotation/old-key-gone',
    });
    expect(life.ownKeyId()).toBe(own);
    expect(life.isSignedIn()).toBe(true);
  });

  it('shows both keys as AWS has taken it, before anybody has listed them again', async () => {
    const first = life.ownKeyId();
    await life.start().start(IDENTITY, {});
    const second = life.ownKeyId();
    expect(life.inventory()).toEqual([`${second} active`, `${first} inactive`]);
    await life.start().rollBack(IDENTITY, {});
    expect(life.inventory()).toEqual([`${second} inactive`, `${first} active`]);
    await life.start().finish(IDENTITY, {});
    expect(life.inventory()).toEqual([`${first} active`]);
  });

  it('goes on where what is shown of it cannot be noted, and tells how it went', async () => {
    const busy = new AppError('state/busy', { path: 'state', seconds: 1 });
    let isThrough = false;
    const rotations = life.start(({ what, of }) => {
      isThrough ||= what === 'deactivated';
      return of === 'state' && isThrough ? busy : null;
    });
    const rotation = rotationIn(await rotations.start(IDENTITY, {}));
    expect(rotation).toMatchObject({ waitsFor: 'grace', failure: null });
  });

  it('is not begun a second time while it is under way in the same process', async () => {
    const rotations = life.start();
    const first = rotations.start(IDENTITY, {});
    await expect(rotations.start(IDENTITY, {})).rejects.toMatchObject({ code: 'rotation/running' });
    expect(rotationIn(await first).waitsFor).toBe('grace');
    expect(life.world.keys()).toHaveLength(2);
  });

  it('finds a key that comes to light late, when AWS allows no other', async () => {
    life.world.setConsistency({ lists: { createdMs: 100 * SECOND_MS } });
    const lost = new AppError('aws/outcome-unknown', { action: 'iam:CreateAccessKey' });
    const rotations = life.start(({ what, when }) =>
      what === 'CreateAccessKey' && when === 'after' ? lost : null,
    );
    const first = rotationIn(await rotations.start(IDENTITY, {}));
    expect(first.failure?.code).toBe('aws/limit-reached');
    const next = rotationIn(await life.start().resume(IDENTITY, {}));
    expect(next.waitsFor).toBe('orphan');
    expect(life.world.keys()).toHaveLength(2);
  });
});
