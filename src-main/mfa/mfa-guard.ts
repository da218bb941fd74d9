import path from 'node:path';
import { AppError, isAppError } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { withLock } from '../platform/lock.ts';
import type { MfaGuard } from './guard.ts';
import {
  digestOf,
  fileNameOf,
  type GuardRecord,
  readRecord,
  removeRecord,
  writeRecord,
} from './guard-file.ts';
import { believableStep, decideStep, stepAt, STEP_MS } from './next-step.ts';

export interface MfaGuardParts {
  readonly folder: string;
  readonly lockFolder: string;
  readonly clock: Clock;
  /** AWS's time (`ClockSkew.awsNow`). */
  readonly awsNow: () => number;
}

/** Twenty callers of one device, each of which waits for a step of its own. */
const LOCK_WAIT_MS = 20 * STEP_MS;
/** Short, so that a jump of the clock or a sleep of the machine is noticed. */
const NAP_MS = 1000;
/** No server takes a code that old; the same six digits may come up again by chance. */
const TYPED_MEMORY_STEPS = 4;

/** The guard on files: a lock and a record for each device, both by the hash of its serial. */
export function createMfaGuard({ folder, lockFolder, clock, awsNow }: MfaGuardParts): MfaGuard {
  const alone = <T>(serial: string, work: () => Promise<T>) =>
    withLock(path.join(lockFolder, `mfa-${fileNameOf(serial)}.lock`), clock, work, LOCK_WAIT_MS);

  /** Notes the code as used before it leaves, so that a crash in between spends it. */
  const sendNoted = async <T>(
    use: Use,
    before: GuardRecord,
    send: (code: string) => Promise<T>,
  ): Promise<T> => {
    const { serial, step, code } = use;
    await writeRecord(folder, serial, { step, digest: digestOf(serial, step, code) });
    try {
      return await send(code);
    } catch (error) {
      // Should the note not go away again, the code counts as used, which is the safe side.
      if (!mayBeSpent(error)) await putBack(serial, before).catch(() => {});
      throw error;
    }
  };

  const putBack = async (serial: string, before: GuardRecord) => {
    if (before === 'none') await removeRecord(folder, serial);
    else if (before !== 'unknown') await writeRecord(folder, serial, before);
  };

  return {
    withCode: ({ serial, seed }, send, onWait) =>
      alone(serial, async () => {
        // Loaded when needed: most runs of the command never make a code.
        const { codeAt } = await import('./totp.ts');
        const before = await readRecord(folder, serial);
        let lastUsedStep = stepOf(before, awsNow());
        let waitingUntilMs = 0;
        for (;;) {
          const nowMs = awsNow();
          lastUsedStep = believableStep(nowMs, lastUsedStep);
          const decision = decideStep(nowMs, lastUsedStep);
          if (decision.kind === 'wait') {
            if (decision.untilMs !== waitingUntilMs)
              onWait?.(decision.untilMs + clock.now() - nowMs);
            waitingUntilMs = decision.untilMs;
            await clock.sleep(Math.min(decision.untilMs - nowMs, NAP_MS));
            continue;
          }
          const { step } = decision;
          const { code } = codeAt(seed, step * STEP_MS);
          if (!isCodeOf(before, serial, code)) {
            return await sendNoted({ serial, step, code }, before, send).catch(asGenerated);
          }
          lastUsedStep = step; // a person typed this very code
        }
      }),

    withTypedCode: (serial, code, send) =>
      alone(serial, async () => {
        const step = stepAt(awsNow());
        const before = await readRecord(folder, serial);
        if (before === 'unknown') {
          // It may be this very code that was sent. From here on we know again.
          await writeRecord(folder, serial, { step, digest: digestOf(serial, step, code) });
          throw new AppError('mfa/code-refused', { serial, generated: false });
        }
        const isRecent = before !== 'none' && Math.abs(step - before.step) <= TYPED_MEMORY_STEPS;
        if (isRecent && isCodeOf(before, serial, code)) {
          throw new AppError('mfa/code-refused', { serial, generated: false });
        }
        return sendNoted({ serial, step, code }, before, send);
      }),

    lastUsedStep: async (serial) => {
      const record = await readRecord(folder, serial);
      return typeof record === 'string' ? null : record.step;
    },
  };
}

interface Use {
  readonly serial: string;
  readonly step: number;
  readonly code: string;
}

/** Where nobody knows what was sent, the present step counts as used. */
function stepOf(record: GuardRecord, nowMs: number): number | null {
  if (record === 'none') return null;
  return record === 'unknown' ? stepAt(nowMs) : record.step;
}

function isCodeOf(record: GuardRecord, serial: string, code: string): boolean {
  return typeof record !== 'string' && digestOf(serial, record.step, code) === record.digest;
}

/** Whether a code that went with this failure may have reached anybody. What we do not understand counts as yes. */
function mayBeSpent(error: unknown): boolean {
  if (!isAppError(error) || error.code === 'internal') return true;
  if (isAppError(error, 'aws/unreachable')) return error.facts.sent;
  if (error.code === 'aws/tls') return false; // the handshake comes before the request
  return (
    error.code.startsWith('aws/') ||
    error.code === 'mfa/code-refused' ||
    error.code === 'mfa/serial-refused'
  );
}

function asGenerated(error: unknown): never {
  if (!isAppError(error, 'mfa/code-refused')) throw error;
  throw new AppError('mfa/code-refused', { ...error.facts, generated: true }, error);
}
