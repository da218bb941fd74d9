import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import { DERIVE_AT_ONCE, deriveInTurn } from '#main/secrets/derive-in-turn.ts';
import { AppError } from '#shared/errors.ts';

const clock = createSystemClock();
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-derive-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});
const lockPath = () => path.join(folder, 'vault');

const turns = Array.from({ length: DERIVE_AT_ONCE }, (_, turn) => turn);
const lockOf = (turn: number) => `${lockPath()}-key-${turn}`;

/** As other processes of ours would, which still run. */
async function holdAll(): Promise<void> {
  const holder = JSON.stringify({ pid: process.ppid, startedAt: null });
  for (const turn of turns) await writeFile(lockOf(turn), holder);
}
async function letGo(): Promise<void> {
  for (const turn of turns) await rm(lockOf(turn));
}

/** Whoever waits finds that long has passed. */
function hurriedClock() {
  let nowMs = 0;
  return { ...clock, monotonic: () => (nowMs += 60_000) };
}

it('lets a few derive at a time, however many come, and each has its turn', async () => {
  let atOnce = 0;
  let most = 0;
  const derive = async (number: number) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    for (let looks = 0; looks < 20; looks += 1) await nextTurn();
    atOnce -= 1;
    return number;
  };
  const fifty = Array.from({ length: 50 }, (_, number) => number);
  const done = await Promise.all(
    fifty.map((number) => deriveInTurn(lockPath(), clock, () => derive(number))),
  );
  expect(done).toEqual(fifty);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(DERIVE_AT_ONCE);
  expect(await readdir(folder)).toEqual([]);
});

it('waits for another process that derives', async () => {
  await holdAll();
  let isDone = false;
  const derived = deriveInTurn(lockPath(), clock, async () => (isDone = true));
  for (let looks = 0; looks < 20; looks += 1) await nextTurn();
  expect(isDone).toBe(false);
  await letGo();
  await derived;
  expect(isDone).toBe(true);
});

it('waits no longer than tools do', async () => {
  await holdAll();
  expect(await deriveInTurn(lockPath(), hurriedClock(), async () => 'a key')).toBe('a key');
});

it('derives where no lock can be taken at all', async () => {
  await writeFile(lockPath(), '');
  const inFile = path.join(lockPath(), 'no-folder');
  expect(await deriveInTurn(inFile, clock, async () => 'a key')).toBe('a key');
});

it('tries a derivation that failed no second time', async () => {
  let tries = 0;
  const failing = async () => {
    tries += 1;
    throw new AppError('state/busy', { path: 'another', seconds: 1 });
  };
  await expect(deriveInTurn(lockPath(), clock, failing)).rejects.toMatchObject({
    code: 'state/busy',
  });
  expect(tries).toBe(1);
});
