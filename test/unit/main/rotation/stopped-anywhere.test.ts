import { describe, expect, it } from 'vitest';
import type { PracticeConsistency, PracticeLag } from '#main/practice/practice-account.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { SECOND_MS } from '#shared/time.ts';
import { beginLife, IDENTITY, insistUntilDone, type Life } from '#test/fixtures/rotation/life.ts';
import { Killed, type Mishap, type Moment, nameOf } from '#test/fixtures/rotation/watch.ts';

/** Seconds until STS, IAM and ListAccessKeys know of a change (contracts.md §4.1 has 3 to 15, and no limit). */
const DELAYS: readonly (readonly [sts: number, iam: number, lists: number])[] = [
  [0, 0, 0],
  [3, 3, 3],
  [3, 8, 5],
  [8, 3, 15],
  [0, 15, 10],
  [15, 0, 30],
  [20, 10, 0],
  [10, 25, 20],
  [30, 5, 30],
  [30, 30, 30],
];

const MISHAPS = ['killed', 'network lost', 'keychain error'] as const;
type MishapKind = (typeof MISHAPS)[number];

const NOW = { graceSeconds: 0, deletesItself: true };

describe('a rotation that is stopped anywhere and started again (F11)', () => {
  it(
    'always leaves a key that works and is kept, no key unnoticed, and comes to its end',
    { timeout: 600_000 },
    async () => {
      const rows: string[] = [];
      let tried = 0;
      for (const arrow of await arrows()) {
        const cells: string[] = [];
        for (const kind of MISHAPS) {
          let good = 0;
          for (const delays of DELAYS) {
            await stopAndGoOn(arrow, kind, delays);
            good += 1;
          }
          tried += good;
          cells.push(`${good}/${DELAYS.length}`.padStart(MISHAPS[cells.length]!.length));
        }
        rows.push(`${labelOf(arrow).padEnd(WIDTH)}${cells.join('  ')}`);
      }
      const title = `${'stopped'.padEnd(WIDTH)}${MISHAPS.join('  ')}`;
      process.stdout.write(`${[title, ...rows].join('\n')}\n${tried} rotations\n`);
      expect(rows.length).toBeGreaterThanOrEqual(40);
    },
  );
});

const WIDTH = 40;

/** One place in a rotation: a moment, and the how manieth of its kind. */
interface Arrow {
  readonly moment: Moment;
  readonly time: number;
}

/** Every moment of a rotation that goes well; of the many alike of the proof, the first three. */
async function arrows(): Promise<readonly Arrow[]> {
  const life = await lifeWith([3, 8, 5]);
  const found: Arrow[] = [];
  const times = new Map<string, number>();
  const outcome = await life
    .start((moment) => {
      const key = JSON.stringify(moment);
      const time = (times.get(key) ?? 0) + 1;
      times.set(key, time);
      if (time <= 3) found.push({ moment, time });
      return null;
    })
    .start(IDENTITY, NOW);
  expect(outcome).toMatchObject({ kind: 'rotation', rotation: { state: 'done' } });
  await life.close();
  return found;
}

async function stopAndGoOn(
  arrow: Arrow,
  kind: MishapKind,
  delays: (typeof DELAYS)[number],
): Promise<void> {
  const life = await lifeWith(delays);
  const where = `${labelOf(arrow)}, ${kind}, delays ${delays.join('/')}`;
  const watchful =
    (mishap: Mishap): Mishap =>
    (moment) => {
      if (life.working().length === 0 || !life.isSignedIn())
        expect.fail(`${where}: no key works ${moment.when} ${moment.what}`);
      return mishap(moment);
    };
  const first = life.start(watchful(stopAt(arrow, kind)));
  await first.start(IDENTITY, NOW).catch((error: unknown) => {
    if (!(error instanceof Killed) && !isAppError(error)) throw error;
  });
  // Somebody comes back to it.
  life.pass(40 * SECOND_MS);
  const { outcome, runs } = await insistUntilDone(life, (rotations) =>
    rotations.start(IDENTITY, NOW),
  );
  expect({ where, outcome, runs }).toMatchObject({
    where,
    outcome: { kind: 'rotation', rotation: { state: 'done' } },
    runs: 1,
  });
  expect({ where, keys: life.world.keys() }).toEqual({
    where,
    keys: [{ accessKeyId: life.ownKeyId(), status: 'Active' }],
  });
  expect({ where, own: life.ownKeyId() === life.world.first.accessKeyId }).toEqual({
    where,
    own: false,
  });
  const kept = [...life.secrets.keys()].filter((id) => id.startsWith('access-key/'));
  expect({ where, kept }).toEqual({ where, kept: [`access-key/${life.ownKeyId()}`] });
  await life.close();
}

async function lifeWith([sts, iam, lists]: (typeof DELAYS)[number]): Promise<Life> {
  const life = await beginLife();
  const lag = (seconds: number): PracticeLag => ({
    createdMs: seconds * SECOND_MS,
    activatedMs: seconds * SECOND_MS,
    deactivatedMs: seconds * SECOND_MS,
    deletedMs: seconds * SECOND_MS,
  });
  const consistency: PracticeConsistency = { sts: lag(sts), iam: lag(iam), lists: lag(lists) };
  life.world.setConsistency(consistency);
  return life;
}

/** From the arrow on the process is dead, the network down or the keychain silent, until the next start. */
function stopAt({ moment: arrow, time }: Arrow, kind: MishapKind): Mishap {
  let seen = 0;
  let isOn = false;
  return (moment) => {
    const isArrow = JSON.stringify(moment) === JSON.stringify(arrow);
    if (isArrow) seen += 1;
    const starts = isArrow && seen === time;
    isOn ||= starts;
    if (!isOn) return null;
    switch (kind) {
      case 'killed':
        return 'kill';
      case 'network lost':
        return moment.of === 'aws' ? lost(moment) : null;
      case 'keychain error':
        return moment.of === 'keychain' ? SILENT : null;
    }
  };
}

const SILENT = new AppError('vault/not-answering', { backend: 'keychain', seconds: 10 });

function lost({ what, when }: Moment): AppError {
  const isChange = /^(?:Create|Update|Delete)/.test(what);
  if (when === 'after' && isChange)
    return new AppError('aws/outcome-unknown', { action: `iam:${what.split(' ')[0]}` });
  return new AppError('aws/unreachable', {
    url: 'http://world',
    reason: 'no-route',
    sent: when === 'after',
  });
}

function labelOf({ moment, time }: Arrow): string {
  return `${nameOf(moment)}${time === 1 ? '' : ` (${time})`}`;
}
