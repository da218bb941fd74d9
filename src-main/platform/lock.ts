import { linkSync, unlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import type { Clock } from './clock.ts';
import { inFolder } from './durable-file.ts';
import { isProcessAlive } from './process-alive.ts';
import { passingName, sweepDead } from './sweep-dead.ts';

const WAIT_LIMIT_MS = 30_000;
const RETRY_MS = 15;
/** Fifty that wait for long would take a whole processor to look as often as that. */
const LONGEST_RETRY_MS = 150;

/**
 * Runs `work` while this process alone holds the lock file at `lockPath`. Holders name themselves by
 * pid and start time, so the lock of a process that died is taken over at once. In one process,
 * callers of the same lock queue up in order. Throws `state/busy` after `waitLimitMs`, `state/unusable`.
 */
export async function withLock<T>(
  lockPath: string,
  clock: Clock,
  work: () => Promise<T>,
  waitLimitMs = WAIT_LIMIT_MS,
): Promise<T> {
  const previous = queues.get(lockPath) ?? Promise.resolve();
  const turn = previous.then(async () => {
    await acquire(lockPath, clock, waitLimitMs);
    try {
      return await work();
    } finally {
      remove(lockPath);
    }
  });
  const settled = turn.then(
    () => {},
    () => {},
  );
  queues.set(lockPath, settled);
  void settled.then(() => {
    if (queues.get(lockPath) === settled) queues.delete(lockPath);
  });
  return turn;
}

const queues = new Map<string, Promise<void>>();

async function acquire(lockPath: string, clock: Clock, waitLimitMs: number): Promise<void> {
  const beganAt = clock.monotonic();
  const giveUpAt = beganAt + waitLimitMs;
  const self = JSON.stringify({
    pid: process.pid,
    startedAt: await (ownStartTime ??= startTimeOf(process.pid)),
  });
  const own = await writeOwn(lockPath, self).catch((error: unknown) => {
    throw unusable(lockPath, error);
  });
  try {
    for (;;) {
      try {
        linkSync(own, lockPath);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(lockPath, error);
      }
      if (clock.monotonic() >= giveUpAt) {
        throw new AppError('state/busy', {
          path: lockPath,
          seconds: Math.round(waitLimitMs / 1000),
        });
      }
      const holder = await holderOf(lockPath);
      if (holder !== null && (await isGone(holder, self))) {
        await breakLock(lockPath, holder, { clock, giveUpAt });
      } else {
        const waitedMs = clock.monotonic() - beganAt;
        await delay(Math.min(RETRY_MS + waitedMs / 10, LONGEST_RETRY_MS));
      }
    }
  } finally {
    remove(own);
  }
}

/**
 * Written aside, to be linked into place: a lock file is never seen half-written. Each of these calls is
 * over sooner than a thread would have taken it, and a switch makes dozens of them.
 */
async function writeOwn(lockPath: string, self: string): Promise<string> {
  const folder = path.dirname(lockPath);
  await sweepDead(folder);
  const own = passingName(lockPath, randomBytes(6).toString('hex'));
  try {
    await inFolder(folder, async () => writeFileSync(own, self, { flag: 'wx', mode: 0o600 }));
  } catch (error) {
    remove(own);
    throw error;
  }
  return own;
}

function remove(filePath: string): void {
  try {
    unlinkSync(filePath);
  } catch {
    // Gone already, or it stays: then its holder is known by pid and start time.
  }
}

/** What the lock says of its holder; null when it is gone. */
async function holderOf(lockPath: string): Promise<string | null> {
  return readFile(lockPath, 'utf8').catch(() => null);
}

/** In one process callers queue up, so who finds a lock of this process finds one that could not be removed. */
async function isGone(holder: string, self: string): Promise<boolean> {
  if (holder === self) return true;
  try {
    const { pid, startedAt } = JSON.parse(holder) as { pid: number; startedAt: string | null };
    if (!isProcessAlive(pid)) return true;
    return startedAt !== null && startedAt !== (await startTimeOf(pid));
  } catch {
    return true; // not one of ours: link() never leaves half a file
  }
}

/**
 * Removes the lock of a holder who is gone. Nobody but the holder of a lock on just that may do so, and
 * looks once more: else a second breaker would take away what somebody has got meanwhile.
 */
async function breakLock(
  lockPath: string,
  goneHolder: string,
  { clock, giveUpAt }: { readonly clock: Clock; readonly giveUpAt: number },
): Promise<void> {
  const claim = `${lockPath}.${createHash('sha256').update(goneHolder).digest('hex').slice(0, 16)}`;
  await acquire(claim, clock, giveUpAt - clock.monotonic());
  try {
    if ((await holderOf(lockPath)) === goneHolder) remove(lockPath);
  } finally {
    remove(claim);
  }
}

function unusable(lockPath: string, error: unknown): AppError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new AppError('state/unusable', { path: lockPath, reason }, error);
}

let ownStartTime: Promise<string | null> | null = null;

/** When a process started, as the kernel counts it (field 22 of /proc/PID/stat); null where there is no /proc. */
async function startTimeOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The second field is the command in brackets and may hold blanks: count from the last bracket.
  return stat === null ? null : (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null);
}
