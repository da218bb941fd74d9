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
  type UsedCode,
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
const MEMORY_STEPS = 4;

/** The guard on files: a lock and a record for each device, both by the hash of its serial. */
export function createMfaGuard({ folder, lockFolder, clock, awsNow }: MfaGuardParts): MfaGuard {
  const alone = <T>(serial: string, work: () => Promise<T>) =>
    withLock(path.join(lockFolder, `mfa-${fileNameOf(serial)}.lock`), clock, work, LOCK_WAIT_MS);

  /** Waits until the code of a step after `lastUsedStep` may be sent, and gives that step. */
  const freshStep = async (
    lastUsedStep: number | null,
    onWait: OnWait,
    codes: 1 | 2 = 1,
  ): Promise<number> => {
    let usedStep = lastUsedStep;
    let waitingUntilMs = 0;
    for (;;) {
      const nowMs = awsNow();
      usedStep = believableStep(nowMs, usedStep);
      const decision = decideStep(nowMs, usedStep, codes);
      if (decision.kind === 'send') return decision.step;
      const { untilMs } = decision;
      if (untilMs !== waitingUntilMs) onWait?.(untilMs + clock.now() - nowMs);
      waitingUntilMs = untilMs;
      await clock.sleep(Math.min(untilMs - nowMs, NAP_MS));
    }
  };

  /** Waits until as many codes may be sent that were not sent before. */
  const nextCodes = async (
    { serial, seed, codes }: Device & { readonly codes: 1 | 2 },
    known: Known,
  ): Promise<Use> => {
    // Loaded when needed: most runs of the command never make a code.
    const { codeAt } = await import('./totp.ts');
    const isSpent = (code: string) =>
      known.spent.includes(code) || isCodeOf(known.record, serial, code);
    let lastUsedStep = stepOf(known.record, awsNow());
    for (;;) {
      const step = await freshStep(lastUsedStep, known.onWait, codes);
      const { code } = codeAt(seed, step * STEP_MS);
      const earlier = codes === 1 ? null : codeAt(seed, (step - 1) * STEP_MS).code;
      if (!isSpent(code) && (earlier === null || !isSpent(earlier)))
        return { serial, step, code, earlier };
      lastUsedStep = step; // a person typed this very code
    }
  };

  /** Sends what the device shows next; once more where the reply tells that it was of another time. */
  const sendOwn = <T>(
    device: Device & { readonly codes: 1 | 2 },
    send: (use: Use) => Promise<T>,
    onWait: OnWait,
  ): Promise<T> =>
    alone(device.serial, async () => {
      const record = await readRecord(folder, device.serial);
      const first = await nextCodes(device, { record, spent: [], onWait });
      const aheadBefore = aheadMs();
      try {
        return await sendNoted(first, record, send);
      } catch (error) {
        // AWS's reply may have told us that our clock is off: then this was the code of another time.
        const isOtherTime = Math.abs(aheadMs() - aheadBefore) >= STEP_MS / 2;
        if (!isOtherTime || !mayComeFromClock(error)) throw asGenerated(error);
      }
      const spent = [first.code, first.earlier ?? ''];
      const second = await nextCodes(device, { record, spent, onWait });
      try {
        return await sendNoted(second, recordOf(first), send);
      } catch (error) {
        throw asGenerated(error);
      }
    });

  /** Has a code printed that may be sent: one that was not sent before, and is of this moment still. */
  const printedCode = async (
    { serial, program }: PrintingDevice,
    print: () => Promise<string>,
    known: Pick<Known, 'record' | 'onWait'>,
  ): Promise<Use> => {
    let usedStep = stepOf(known.record, awsNow());
    for (const isLast of [false, true]) {
      const step = await freshStep(usedStep, known.onWait);
      const code = await print();
      const isSent = wasJustSent(known.record, { serial, step, code });
      const now = decideStep(awsNow(), null);
      // It may have been made for a step that ended while the command ran.
      const isFresh = now.kind === 'send' && now.step === step;
      const stepNow = stepAt(awsNow());
      if (!isSent && (isFresh || isLast))
        return { serial, step: Math.max(step, stepNow), code, earlier: null };
      usedStep = isSent ? stepNow : null;
    }
    throw new AppError('mfa/process-repeats', { program, serial });
  };

  /** Notes the code as used before it leaves, so that a crash in between spends it. */
  const sendNoted = async <T>(
    use: Use,
    before: GuardRecord,
    send: (use: Use) => Promise<T>,
  ): Promise<T> => {
    const { serial } = use;
    await writeRecord(folder, serial, recordOf(use));
    try {
      return await send(use);
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

  const aheadMs = () => clock.now() - awsNow();

  return {
    withCode: (device, send, onWait) =>
      sendOwn({ ...device, codes: 1 }, ({ code }) => send(code), onWait),

    withTwoCodes: (device, send, onWait) =>
      sendOwn({ ...device, codes: 2 }, ({ earlier, code }) => send([earlier ?? '', code]), onWait),

    withTypedCode: (serial, code, send) =>
      alone(serial, async () => {
        const nowMs = awsNow();
        const step = stepAt(nowMs);
        const record = await readRecord(folder, serial);
        if (record === 'unknown') {
          // It may be this very code that was sent. From here on we know again.
          await writeRecord(folder, serial, recordOf({ serial, step, code, earlier: null }));
          throw new AppError('mfa/code-refused', { serial, generated: false });
        }
        const usedStep = believableStep(nowMs, stepOf(record, nowMs)) ?? step;
        if (wasJustSent(record, { serial, step, code })) {
          throw new AppError('mfa/code-refused', { serial, generated: false });
        }
        const use = { serial, step: Math.max(step, usedStep), code, earlier: null };
        return sendNoted(use, record, () => send(code));
      }),

    withPrintedCode: (device, print, send, onWait) =>
      alone(device.serial, async () => {
        const record = await readRecord(folder, device.serial);
        const use = await printedCode(device, print, { record, onWait });
        return sendNoted(use, record, () => send(use.code)).catch((error: unknown) => {
          throw asGenerated(error);
        });
      }),

    lastUsedStep: async (serial) => {
      const record = await readRecord(folder, serial);
      return typeof record === 'string' ? null : record.step;
    },
  };
}

type Device = Parameters<MfaGuard['withCode']>[0];
type PrintingDevice = Parameters<MfaGuard['withPrintedCode']>[0];
type OnWait = ((untilMs: number) => void) | undefined;

interface Known {
  readonly record: GuardRecord;
  /** Codes that were sent since the record was read. */
  readonly spent: readonly string[];
  readonly onWait: OnWait;
}

interface Use {
  readonly serial: string;
  readonly step: number;
  readonly code: string;
  /** The code of the step before, where both are sent together. */
  readonly earlier: string | null;
}

function recordOf({ serial, step, code, earlier }: Use): UsedCode {
  return {
    step,
    digest: digestOf(serial, step, code),
    earlier: earlier === null ? null : digestOf(serial, step - 1, earlier),
  };
}

/** Where nobody knows what was sent, the present step counts as used. */
function stepOf(record: GuardRecord, nowMs: number): number | null {
  if (record === 'none') return null;
  return record === 'unknown' ? stepAt(nowMs) : record.step;
}

function isCodeOf(record: GuardRecord, serial: string, code: string): boolean {
  if (typeof record === 'string') return false;
  const { step, digest, earlier } = record;
  return digestOf(serial, step, code) === digest || digestOf(serial, step - 1, code) === earlier;
}

/** Long after it was sent, the same six digits are another step's. */
function wasJustSent(record: GuardRecord, { serial, step, code }: Omit<Use, 'earlier'>): boolean {
  if (typeof record === 'string') return false;
  const usedStep = believableStep(step * STEP_MS, record.step) ?? step;
  return Math.abs(step - usedStep) <= MEMORY_STEPS && isCodeOf(record, serial, code);
}

/** Whether a code that went with this failure may have reached anybody. What we do not understand counts as yes. */
function mayBeSpent(error: unknown): boolean {
  if (!isAppError(error) || error.code === 'internal') return true;
  if (isAppError(error, 'aws/unreachable')) return error.facts.sent;
  if (error.code === 'aws/tls') return false; // the handshake comes before the request
  return (
    error.code.startsWith('aws/') ||
    error.code === 'mfa/code-refused' ||
    error.code === 'mfa/codes-refused' ||
    error.code === 'mfa/serial-refused'
  );
}

function mayComeFromClock(error: unknown): boolean {
  return (
    isAppError(error, 'mfa/code-refused') ||
    isAppError(error, 'mfa/codes-refused') ||
    isAppError(error, 'aws/clock-skew')
  );
}

/** The calls do not know who made the code; the words differ. */
function asGenerated(error: unknown): unknown {
  if (!isAppError(error, 'mfa/code-refused')) return error;
  return new AppError('mfa/code-refused', { ...error.facts, generated: true }, error);
}
