import { afterAll, describe, expect, it } from 'vitest';
import type { Enrolled } from '#main/mfa/enrolments.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import {
  anEnrolmentWorld,
  type Effect,
  type Meddle,
  openEnrolmentWorld,
} from './enrolment-world.ts';

/**
 * Security.md F12: an enrolment is stopped before and after each of its calls to AWS and each of its writes, by
 * each kind of mishap; then another process goes on. What a user finds meanwhile and in the end is printed as a
 * table: what AWS has, what the user was told, and what finished it.
 */
type Mishap = 'killed' | 'network' | 'keychain';
type When = 'before' | 'after';

interface Stop {
  readonly at: number;
  readonly when: When;
  readonly mishap: Mishap;
}

const MISHAPS: readonly Mishap[] = ['killed', 'network', 'keychain'];
const table: Record<string, Record<string, string>> = {};

describe('an enrolment that is stopped', async () => {
  const effects = await effectsOfAnEnrolment();

  afterAll(() => console.table(table));

  const stops = effects.flatMap((effect, at) =>
    MISHAPS.flatMap((mishap) =>
      (['before', 'after'] as const)
        .filter(() => leavesSomething(effect) && happens(mishap, effect))
        .map((when) => [`${at + 1} ${effect.name}`, when, mishap, { at, when, mishap }] as const),
    ),
  );

  it.each<readonly [string, When, Mishap, Stop]>(stops)(
    'at %s, %s it by %s: keeps the seed, hides no device, and is finished by a second run',
    async (name, when, mishap, stop) => {
      const world = await anEnrolmentWorld();
      const stopped = await runUntil(world, stop);

      const { assigned, unassigned } = await world.inAws();
      const noticed = world.start();
      await noticed.enrolments.refresh();
      const shown = noticed.enrolments.list().map(({ serial }) => serial);
      const known = JSON.stringify(world.vault.sealedContent() ?? {});
      const hasSeed = (serial: string) =>
        world.vault.store.items.has(`mfa-seed/${serial}`) || known.includes('"seed"');
      expect(assigned.every(hasSeed)).toBe(true);
      const isUsed = (serial: string) => serial === world.identity().mfaSerial;
      expect([...assigned, ...unassigned].every((s) => shown.includes(s) || isUsed(s))).toBe(true);

      const second = world.start();
      await second.enrolments.finishAtStart();
      const atStart = world.identity().hasSeed;
      expect(atStart || assigned.length === 0).toBe(true);
      const outcome = atStart ? null : await second.enrolments.enrol('kim');
      expect(outcome?.kind ?? 'enrolled').toBe('enrolled');
      expect(await second.sessions.obtain('kim', {})).toMatchObject({ kind: 'session' });
      expect(await world.inAws()).toEqual({
        assigned: [world.identity().mfaSerial],
        unassigned: [],
      });
      expect(second.enrolments.list()).toEqual([]);
      expect(new Set(world.codes).size).toBe(world.codes.length);

      const device = assigned.length > 0 ? 'assigned' : unassigned.length > 0 ? 'made' : 'none';
      (table[name] ??= {})[`${mishap} ${when}`] =
        `${device}; ${stopped}; ${atStart ? 'finished at start' : 'finished by second run'}`;
    },
  );
});

/** What an undisturbed one does, in order. */
async function effectsOfAnEnrolment(): Promise<Effect[]> {
  const world = await openEnrolmentWorld();
  const effects: Effect[] = [];
  const { enrolments } = world.start((effect, run) => {
    effects.push(effect);
    return run();
  });
  await enrolments.enrol('kim');
  await world.close();
  return effects;
}

/** Between two of these nothing that outlasts the process is another. */
function leavesSomething({ of, name }: Effect): boolean {
  return of !== 'vault' || /^(?:update|put|delete)/.test(name);
}

function happens(mishap: Mishap, { of }: Effect): boolean {
  if (mishap === 'network') return of === 'aws';
  return mishap === 'killed' || of === 'vault';
}

/** Gives what the user is told, or that nobody is there any more to tell it. */
async function runUntil(
  world: Awaited<ReturnType<typeof anEnrolmentWorld>>,
  stop: Stop,
): Promise<string> {
  let count = -1;
  let isStopped = false;
  let die = () => {};
  const dead = new Promise<'killed'>((resolve) => {
    die = () => resolve('killed');
  });
  let mend = () => {};
  const breakNetwork = () => {
    const type = stop.when === 'before' ? 'drop-request' : 'drop-reply';
    mend = world.account.addFault({ kind: { type } });
  };
  const meddle: Meddle = async (effect, run) => {
    if (!isStopped) count += 1;
    const isHere = !isStopped && count === stop.at;
    isStopped ||= isHere;
    if (!isStopped) return run();
    if (stop.mishap === 'network') {
      if (isHere) breakNetwork();
      return run();
    }
    if (stop.mishap === 'killed') {
      if (isHere && stop.when === 'after') await run();
      die();
      return new Promise<never>(() => {});
    }
    if (effect.of !== 'vault') return run();
    if (isHere && stop.when === 'after') await run();
    throw new AppError('vault/not-answering', { backend: 'keychain', seconds: 30 });
  };
  const told = world
    .start(meddle)
    .enrolments.enrol('kim')
    .then(
      (outcome: Enrolled) => outcome.kind,
      (error: unknown) => {
        if (isAppError(error)) return error.code;
        throw error;
      },
    );
  const outcome = await Promise.race([told, dead]);
  mend();
  return outcome;
}
