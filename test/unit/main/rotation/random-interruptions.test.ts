import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PracticeLag } from '#main/practice/practice-account.ts';
import type { Rotations } from '#main/rotation/rotations.ts';
import type { RotationOutcome } from '#shared/contract/rotation.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { beginLife, IDENTITY, type Life } from '#test/fixtures/rotation/life.ts';
import { Killed, type Mishap, type Moment } from '#test/fixtures/rotation/watch.ts';

type Wish = 'start' | 'start now' | 'resume' | 'roll back' | 'finish' | 'delete orphan';

interface Episode {
  readonly wish: Wish;
  /** At the how manieth moment it happens; beyond the last one it goes well. */
  readonly moment: number;
  readonly kind: 'kill' | 'network' | 'keychain' | 'one call';
  readonly pauseMs: number;
}

const episode: fc.Arbitrary<Episode> = fc.record({
  wish: fc.constantFrom<Wish>(
    'start',
    'start now',
    'resume',
    'resume',
    'roll back',
    'finish',
    'delete orphan',
  ),
  moment: fc.integer({ min: 0, max: 140 }),
  kind: fc.constantFrom('kill', 'network', 'keychain', 'one call'),
  pauseMs: fc.constantFrom(0, SECOND_MS, 7 * SECOND_MS, 40 * SECOND_MS, 10 * MINUTE_MS),
});

const seconds = fc.integer({ min: 0, max: 30 }).map((count) => count * SECOND_MS);
const lag: fc.Arbitrary<PracticeLag> = fc.record({
  createdMs: seconds,
  activatedMs: seconds,
  deactivatedMs: seconds,
  deletedMs: seconds,
});

describe('rotations that are begun, stopped, rolled back and finished at random', () => {
  it('leave a key that works and is kept at every moment, and no key unnoticed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ sts: lag, iam: lag, lists: lag }),
        fc.constantFrom([1], [1, 0.5], [0.3, 1, 0.7]),
        fc.array(episode, { minLength: 1, maxLength: 6 }),
        async (lags, servers, episodes) => {
          const life = await beginLife();
          life.world.setConsistency({ ...lags, servers });
          for (const each of episodes) {
            await live(life, each);
            life.pass(each.pauseMs);
          }
          await settle(life);
          await life.close();
        },
      ),
      { numRuns: 500 },
    );
  });
});

async function live(life: Life, { wish, moment, kind }: Episode): Promise<void> {
  const rotations = life.start(guarded(life, mishapAt(moment, kind)));
  await ask(rotations, wish).catch((error: unknown) => {
    if (!(error instanceof Killed) && !isAppError(error)) throw error;
  });
}

/** Asked before and after whatever the process does to the world. */
function guarded(life: Life, mishap: Mishap): Mishap {
  return (moment) => {
    if (life.working().length === 0) expect.fail(`no key works ${moment.when} ${moment.what}`);
    if (!life.isSignedIn()) expect.fail(`nobody can sign in ${moment.when} ${moment.what}`);
    return mishap(moment);
  };
}

function mishapAt(number: number, kind: Episode['kind']): Mishap {
  let count = 0;
  return (moment) => {
    count += 1;
    if (count <= number) return null;
    switch (kind) {
      case 'kill':
        return 'kill';
      case 'network':
        return moment.of === 'aws' ? failureAt(moment) : null;
      case 'keychain':
        return moment.of === 'keychain' ? failureAt(moment) : null;
      case 'one call':
        return count === number + 1 ? failureAt(moment) : null;
    }
  };
}

function failureAt({ of, what, when }: Moment): AppError {
  if (of === 'keychain')
    return new AppError('vault/not-answering', { backend: 'keychain', seconds: 10 });
  if (of !== 'aws') return new AppError('state/unusable', { path: 'sealed', reason: 'ENOSPC' });
  if (when === 'after' && /^(?:Create|Update|Delete)/.test(what))
    return new AppError('aws/outcome-unknown', { action: `iam:${what}` });
  return new AppError('aws/unreachable', { url: '', reason: 'reset', sent: when === 'after' });
}

async function ask(rotations: Rotations, wish: Wish): Promise<RotationOutcome> {
  switch (wish) {
    case 'start':
      return rotations.start(IDENTITY, {});
    case 'start now':
      return rotations.start(IDENTITY, { graceSeconds: 0, deletesItself: true });
    case 'resume':
      return rotations.resume(IDENTITY, {});
    case 'roll back':
      return rotations.rollBack(IDENTITY, { deletesNewKey: true });
    case 'finish':
      return rotations.finish(IDENTITY, {});
    case 'delete orphan': {
      const [known] = rotations.list();
      const accessKeyId = known?.orphan?.accessKeyId ?? 'AKIANONE000000000000';
      return rotations.deleteOrphan(IDENTITY, { accessKeyId });
    }
  }
}

/** Undisturbed, it comes to its end: by what it says itself that it waits for. */
async function settle(life: Life): Promise<void> {
  for (let tries = 0; tries < 8; tries += 1) {
    life.pass(2 * MINUTE_MS);
    const rotations = life.start(guarded(life, () => null));
    const outcome = await ask(rotations, 'resume').catch((error: unknown) => {
      if (isAppError(error, 'rotation/nothing-to-do')) return null;
      if (isAppError(error)) return undefined;
      throw error;
    });
    const record = life.keysOnRecord();
    const unnoticed = life.world
      .keys()
      .map(({ accessKeyId }) => accessKeyId)
      .filter((id) => id !== life.ownKeyId() && !record.includes(id));
    expect(unnoticed).toEqual([]);
    if (outcome === null) {
      expect(life.world.keys()).toEqual([{ accessKeyId: life.ownKeyId(), status: 'Active' }]);
      return;
    }
    if (outcome?.kind !== 'rotation') continue;
    const { orphan, waitsFor } = outcome.rotation;
    if (orphan !== null)
      await rotations.deleteOrphan(IDENTITY, { accessKeyId: orphan.accessKeyId });
    else if (waitsFor === 'grace' || waitsFor === 'person') await ask(rotations, 'finish');
  }
  expect.fail('it does not come to its end');
}
