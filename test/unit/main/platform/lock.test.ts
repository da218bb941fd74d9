import { spawn } from 'node:child_process';
import { link, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import { withLock } from '#main/platform/lock.ts';

let folder: string;
let lockPath: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-lock-'));
  lockPath = path.join(folder, 'locks', 'one.lock');
});
afterEach(() => rm(folder, { recursive: true }));

const clock = createSystemClock();

/** A process that ended: its pid stands for nobody. */
async function pidOfNobody(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

async function plant(holder: unknown): Promise<void> {
  await withLock(lockPath, clock, async () => {});
  await writeFile(lockPath, JSON.stringify(holder));
}

describe('a lock', () => {
  it('lets one in at a time, in the order they came, and leaves nothing behind', async () => {
    const order: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        withLock(lockPath, clock, async () => {
          order.push(`${name} in`);
          await new Promise((resolve) => setImmediate(resolve));
          order.push(`${name} out`);
        }),
      ),
    );
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    expect(await readdir(path.dirname(lockPath))).toEqual([]);
  });

  it('is free again after work that failed', async () => {
    await expect(withLock(lockPath, clock, () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
    expect(await withLock(lockPath, clock, async () => 'yes')).toBe('yes');
  });

  it('of a process that died is taken over at once', async () => {
    await plant({ pid: await pidOfNobody(), startedAt: '1' });
    expect(await withLock(lockPath, clock, async () => 'mine')).toBe('mine');
  });

  it.skipIf(process.platform !== 'linux')(
    'of a process whose number another has now is taken over',
    async () => {
      await plant({ pid: process.ppid, startedAt: '1' });
      expect(await withLock(lockPath, clock, async () => 'mine')).toBe('mine');
    },
  );

  it('of a living process is waited for, and then given up with its path', async () => {
    const stat = await readFile(`/proc/${process.ppid}/stat`, 'utf8').catch(() => null);
    const startedAt =
      stat === null ? null : (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null);
    await plant({ pid: process.ppid, startedAt });
    const waiting = withLock(lockPath, clock, async () => 'never', 100);
    await expect(waiting).rejects.toMatchObject({ code: 'state/busy', facts: { path: lockPath } });
    expect(await readFile(lockPath, 'utf8')).toContain(String(process.ppid));
  });

  it('lets one in at a time although holders die all the while', async () => {
    const inside = path.join(folder, 'inside');
    const dead = path.join(folder, 'dead');
    await plant({});
    await writeFile(dead, JSON.stringify({ pid: await pidOfNobody(), startedAt: '1' }));
    const contenders = runFour(`
      import { open, unlink } from 'node:fs/promises';
      for (let i = 0; i < 150; i += 1) {
        await withLock(${JSON.stringify(lockPath)}, createSystemClock(), async () => {
          const file = await open(${JSON.stringify(inside)}, 'wx');
          await new Promise((resolve) => setTimeout(resolve, 2));
          await file.close();
          await unlink(${JSON.stringify(inside)});
        });
      }`);
    let areDone = false;
    void contenders.then(() => (areDone = true));
    while (!areDone) {
      // As one that got the lock and died.
      await link(dead, lockPath).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(await contenders).toEqual([0, 0, 0, 0]);
  });

  it('keeps four processes from losing one of their counts', async () => {
    const counter = path.join(folder, 'counter');
    await writeFile(counter, '0');
    const codes = await runFour(`
      import { readFile, writeFile } from 'node:fs/promises';
      for (let i = 0; i < 25; i += 1) {
        await withLock(${JSON.stringify(lockPath)}, createSystemClock(), async () => {
          const count = Number(await readFile(${JSON.stringify(counter)}, 'utf8'));
          await writeFile(${JSON.stringify(counter)}, String(count + 1));
        });
      }`);
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(await readFile(counter, 'utf8')).toBe('100');
  });
});

/** The exit codes of four processes that run a script at once. */
function runFour(script: string): Promise<readonly (number | null)[]> {
  const whole = `
    import { withLock } from '#main/platform/lock.ts';
    import { createSystemClock } from '#main/platform/clock.ts';
    ${script}`;
  return Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', '--input-type=module', '-e', whole],
        { stdio: 'inherit' },
      );
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    }),
  );
}
