import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createMfaGuard } from '#main/mfa/mfa-guard.ts';
import { codeAt } from '#main/mfa/totp.ts';
import { AppError, type ErrorCode, type ErrorFacts } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeClock, type FakeClock } from '#test/fakes/fake-clock.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice-phone';
const SEED = secretOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
const DEVICE = { serial: SERIAL, seed: SEED };
/** The start of a step. */
const START = Date.parse('2026-11-24T09:00:00Z');
const URL = 'https://sts.eu-west-1.amazonaws.com';

let home: string;
let clock: FakeClock;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-guard-'));
  clock = createFakeClock(START);
  onTestFinished(() => rm(home, { recursive: true, force: true }));
});

describe('withCode', () => {
  it('sends the code of the moment at once when none was sent before', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withCode(DEVICE, send);
    expect(sent).toEqual([codeAt(SEED, START).code]);
    expect(await guard.lastUsedStep(SERIAL)).toBe(START / 30_000);
  });

  it('gives back what the call gave', async () => {
    expect(await aGuard().guard.withCode(DEVICE, async (code) => `with ${code}`)).toBe(
      `with ${codeAt(SEED, START).code}`,
    );
  });

  it('waits for the next step, and says until when, when the code was sent before', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withCode(DEVICE, send);
    const waits: number[] = [];
    const second = guard.withCode(DEVICE, send, (untilMs) => waits.push(untilMs));
    await untilAsleep();
    await clock.advance(30_999);
    expect(sent).toHaveLength(1);
    await clock.advance(1);
    await second;
    expect(waits).toEqual([START + 31_000]);
    expect(sent[1]).toBe(codeAt(SEED, START + 31_000).code);
  });

  it('does not send a code with less than three seconds left', async () => {
    const { guard, sent, send } = aGuard();
    await clock.advance(27_500);
    const call = guard.withCode(DEVICE, send);
    await untilAsleep();
    await clock.advance(3500);
    await call;
    expect(sent).toEqual([codeAt(SEED, START + 31_000).code]);
  });

  it('makes codes by AWS’s time and tells waits by ours', async () => {
    const { guard, sent, send } = aGuard({ aheadMs: 600_000 });
    await guard.withCode(DEVICE, send);
    const waits: number[] = [];
    const second = guard.withCode(DEVICE, send, (untilMs) => waits.push(untilMs));
    await untilAsleep();
    await clock.advance(31_000);
    await second;
    expect(sent[0]).toBe(codeAt(SEED, START + 600_000).code);
    expect(waits).toEqual([START + 31_000]);
  });

  it('serves callers in order, each with a code of its own', async () => {
    const { guard, sent, send } = aGuard();
    const order: number[] = [];
    const calls = [1, 2, 3].map((number) =>
      guard.withCode(DEVICE, send).then(() => order.push(number)),
    );
    for (const expected of [1, 2]) {
      await untilAsleep();
      expect(sent).toHaveLength(expected);
      await clock.advance(31_000);
    }
    await Promise.all(calls);
    expect(order).toEqual([1, 2, 3]);
    expect(new Set(sent).size).toBe(3);
  });

  it('does not make one device wait for another', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withCode(DEVICE, send);
    await guard.withCode({ serial: 'arn:aws:iam::111122223333:mfa/bob', seed: SEED }, send);
    expect(sent).toHaveLength(2);
  });

  it('remembers over a restart', async () => {
    await aGuard().guard.withCode(DEVICE, async () => {});
    const { guard, sent, send } = aGuard();
    const call = guard.withCode(DEVICE, send);
    await untilAsleep();
    expect(sent).toEqual([]);
    await clock.advance(31_000);
    await call;
    expect(sent).toEqual([codeAt(SEED, START + 31_000).code]);
  });

  it.each<[string, unknown]>([
    [
      'the connection was refused',
      appError('aws/unreachable', { url: URL, reason: 'refused', sent: false }),
    ],
    ['the certificate was not trusted', appError('aws/tls', { url: URL, reason: 'x' })],
    [
      'the CA file could not be read',
      appError('files/unreadable', { path: '/ca.pem', reason: 'ENOENT' }),
    ],
    ['the vault was locked', appError('vault/locked', { backend: 'keychain' })],
  ])('leaves the code usable when %s', async (_, error) => {
    const { guard, sent, send } = aGuard();
    await expect(guard.withCode(DEVICE, () => Promise.reject(error as Error))).rejects.toBe(error);
    expect(await guard.lastUsedStep(SERIAL)).toBeNull();
    await guard.withCode(DEVICE, send);
    expect(sent).toEqual([codeAt(SEED, START).code]);
  });

  it('goes back to the step before when a call never left', async () => {
    const { guard, send } = aGuard();
    await guard.withCode(DEVICE, send);
    await clock.advance(60_000);
    const error = appError('aws/unreachable', { url: URL, reason: 'name-not-found', sent: false });
    await expect(guard.withCode(DEVICE, () => Promise.reject(error))).rejects.toBe(error);
    expect(await guard.lastUsedStep(SERIAL)).toBe(START / 30_000);
  });

  it.each<[string, Error]>([
    ['the reply was lost', appError('aws/unreachable', { url: URL, reason: 'reset', sent: true })],
    ['AWS refused the code', appError('mfa/code-refused', { serial: SERIAL, generated: false })],
    ['AWS refused the device', appError('mfa/serial-refused', { serial: SERIAL })],
    [
      'AWS refused the role',
      appError('aws/role-refused', { roleArn: 'x', principal: '', externalId: false, mfa: true }),
    ],
    ['AWS found the clock off', appError('aws/clock-skew', { skewSeconds: 1200 })],
    [
      'somebody else answered',
      appError('aws/not-aws', { url: URL, status: 200, contentType: 'text/html' }),
    ],
    ['something unforeseen happened', new TypeError('a bug')],
  ])('counts the code as used when %s', async (_, error) => {
    const { guard, sent, send } = aGuard();
    await expect(guard.withCode(DEVICE, () => Promise.reject(error))).rejects.toThrow(
      error.message,
    );
    expect(await guard.lastUsedStep(SERIAL)).toBe(START / 30_000);
    const second = guard.withCode(DEVICE, send);
    await untilAsleep();
    await clock.advance(31_000);
    await second;
    expect(sent).toEqual([codeAt(SEED, START + 31_000).code]);
  });

  it('says of a refused code that Latchkey made it', async () => {
    const error = appError('mfa/code-refused', { serial: SERIAL, generated: false });
    await expect(
      aGuard().guard.withCode(DEVICE, () => Promise.reject(error)),
    ).rejects.toMatchObject({
      code: 'mfa/code-refused',
      facts: { serial: SERIAL, generated: true },
    });
  });

  it.each([
    ['AWS refused the code', appError('mfa/code-refused', { serial: SERIAL, generated: false })],
    ['AWS refused the signature', appError('aws/clock-skew', { skewSeconds: -600 })],
  ])(
    'sends the right code when %s and its reply showed that our clock is off',
    async (_, error) => {
      const aws = { aheadMs: 0 };
      const { guard } = aGuard(aws);
      const sent: string[] = [];
      await guard.withCode(DEVICE, async (code) => {
        sent.push(code);
        if (sent.length > 1) return;
        aws.aheadMs = 600_000; // as the `Date` of the refusal tells
        throw error;
      });
      expect(sent).toEqual([codeAt(SEED, START).code, codeAt(SEED, START + 600_000).code]);
      expect(await guard.lastUsedStep(SERIAL)).toBe(START / 30_000 + 20);
    },
  );

  it('does not do so twice', async () => {
    const aws = { aheadMs: 0 };
    const { guard } = aGuard(aws);
    const sent: string[] = [];
    const call = guard.withCode(DEVICE, (code) => {
      sent.push(code);
      aws.aheadMs += 600_000;
      return Promise.reject(appError('mfa/code-refused', { serial: SERIAL, generated: false }));
    });
    await expect(call).rejects.toMatchObject({
      code: 'mfa/code-refused',
      facts: { generated: true },
    });
    expect(sent).toHaveLength(2);
  });

  it('does not send the same code again where the clock was off by half a step', async () => {
    const aws = { aheadMs: 0 };
    const { guard } = aGuard(aws);
    const sent: string[] = [];
    const call = guard.withCode(DEVICE, async (code) => {
      sent.push(code);
      if (sent.length > 1) return;
      aws.aheadMs = 15_000;
      throw appError('mfa/code-refused', { serial: SERIAL, generated: false });
    });
    await untilAsleep();
    await clock.advance(16_000);
    await call;
    expect(sent).toEqual([codeAt(SEED, START).code, codeAt(SEED, START + 30_000).code]);
  });

  it.each([
    ['is empty', ''],
    ['is cut off', '{"version":1,"step":'],
    ['is not an object', 'null'],
    ['has a step that is no number', `{"version":1,"step":"x","digest":"${'0'.repeat(64)}"}`],
    ['has no digest', '{"version":1,"step":5}'],
    ['is of a later version', `{"version":2,"step":5,"digest":"${'0'.repeat(64)}"}`],
  ])('waits for the next step when its file %s', async (_, content) => {
    await aGuard().guard.withCode(DEVICE, async () => {});
    const [file = ''] = await readdir(path.join(home, 'mfa'));
    await writeFile(path.join(home, 'mfa', file), content);
    const { guard, sent, send } = aGuard();
    const call = guard.withCode(DEVICE, send);
    await untilAsleep();
    expect(sent).toEqual([]);
    await clock.advance(31_000);
    await call;
    expect(sent).toEqual([codeAt(SEED, START + 31_000).code]);
    expect(await guard.lastUsedStep(SERIAL)).toBe(START / 30_000 + 1);
  });

  it('sends nothing when it cannot note it first', async () => {
    await writeFile(path.join(home, 'mfa'), 'a file where the folder should be');
    const { guard, sent, send } = aGuard();
    const refusal = guard.withCode(DEVICE, send).catch((error: unknown) => error);
    await untilAsleep();
    await clock.advance(31_000);
    expect(await refusal).toMatchObject({ code: 'files/write-failed' });
    expect(sent).toEqual([]);
  });

  it('does not wait for years after a clock that was years ahead was set right', async () => {
    clock.jump(10 * 365 * 86_400_000);
    await aGuard().guard.withCode(DEVICE, async () => {});
    clock.jump(-10 * 365 * 86_400_000);
    const { guard, sent, send } = aGuard();
    const call = guard.withCode(DEVICE, send);
    await untilAsleep();
    await clock.advance(31_000);
    await call;
    expect(sent).toEqual([codeAt(SEED, START + 31_000).code]);
  });

  it('sends soon after the clock is set forward while it waits', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withCode(DEVICE, send);
    const call = guard.withCode(DEVICE, send);
    await untilAsleep();
    clock.jump(3_600_000);
    await clock.advance(1000);
    await call;
    expect(sent[1]).toBe(codeAt(SEED, START + 3_601_000).code);
  });

  it('keeps a file that names neither device, seed nor code, for its owner only', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withCode(DEVICE, send);
    const [file = '', ...others] = await readdir(path.join(home, 'mfa'));
    expect(others).toEqual([]);
    const content = await readFile(path.join(home, 'mfa', file), 'utf8');
    for (const secret of [SEED.reveal(), sent[0] ?? '', 'alice', SERIAL])
      expect(file + content).not.toContain(secret);
    const { mode } = await stat(path.join(home, 'mfa', file));
    expect(mode & 0o777).toBe(0o600);
  });
});

describe('withTwoCodes', () => {
  const pairAt = (ms: number) => [codeAt(SEED, ms - 30_000).code, codeAt(SEED, ms).code];

  it('sends the code of the step before and that of this one, at once where none was sent before', async () => {
    const { guard } = aGuard();
    expect(await guard.withTwoCodes(DEVICE, async (codes) => codes)).toEqual(pairAt(START));
    expect(await guard.lastUsedStep(SERIAL)).toBe(START / 30_000);
  });

  it('waits until both are fresh, and says until when', async () => {
    const { guard, send } = aGuard();
    await guard.withCode(DEVICE, send);
    const waits: number[] = [];
    const pair = guard.withTwoCodes(
      DEVICE,
      async (codes) => codes,
      (untilMs) => waits.push(untilMs),
    );
    await untilAsleep();
    await clock.advance(61_000);
    expect(await pair).toEqual(pairAt(START + 60_000));
    expect(waits).toEqual([START + 61_000]);
  });

  it('leaves neither of them to be sent again, by us or by a person', async () => {
    const { guard, sent, send } = aGuard();
    const [earlier, later] = await guard.withTwoCodes(DEVICE, async (codes) => codes);
    for (const code of [earlier, later])
      await expect(guard.withTypedCode(SERIAL, code, send)).rejects.toMatchObject({
        code: 'mfa/code-refused',
      });
    const next = guard.withCode(DEVICE, send);
    await untilAsleep();
    await clock.advance(31_000);
    await next;
    expect(sent).toEqual([codeAt(SEED, START + 30_000).code]);
  });

  it('leaves both usable when the call never left this machine', async () => {
    const { guard } = aGuard();
    const lost = appError('aws/unreachable', { url: URL, reason: 'refused', sent: false });
    await expect(guard.withTwoCodes(DEVICE, () => Promise.reject(lost))).rejects.toBe(lost);
    expect(await guard.withTwoCodes(DEVICE, async (codes) => codes)).toEqual(pairAt(START));
  });

  it('sends the right two once more when the refusal shows that our clock is off', async () => {
    const aws = { aheadMs: 0 };
    const { guard } = aGuard(aws);
    const sent: (readonly string[])[] = [];
    await guard.withTwoCodes(DEVICE, async (codes) => {
      sent.push(codes);
      if (sent.length > 1) return;
      aws.aheadMs = 600_000;
      throw appError('mfa/codes-refused', { serial: SERIAL });
    });
    expect(sent).toEqual([pairAt(START), pairAt(START + 600_000)]);
  });

  it('takes notes of before two codes were sent together', async () => {
    const { guard, send } = aGuard();
    await guard.withCode(DEVICE, send);
    const folder = path.join(home, 'mfa');
    const file = path.join(folder, (await readdir(folder))[0] ?? '');
    const { earlier: _, ...older } = JSON.parse(await readFile(file, 'utf8')) as { earlier: null };
    await writeFile(file, JSON.stringify(older));
    expect(await guard.lastUsedStep(SERIAL)).toBe(START / 30_000);
  });
});

describe('withTypedCode', () => {
  it('sends the code as it was typed', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withTypedCode(SERIAL, '123456', send);
    expect(sent).toEqual(['123456']);
  });

  it.each([0, 29_000, 59_000])(
    'refuses the same code again %i ms later, without sending it',
    async (later) => {
      const { guard, sent, send } = aGuard();
      await guard.withTypedCode(SERIAL, '123456', send);
      await clock.advance(later);
      await expect(guard.withTypedCode(SERIAL, '123456', send)).rejects.toMatchObject({
        code: 'mfa/code-refused',
        facts: { serial: SERIAL, generated: false },
      });
      expect(sent).toEqual(['123456']);
    },
  );

  it('takes another code of the same half minute', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withTypedCode(SERIAL, '123456', send);
    await guard.withTypedCode(SERIAL, '654321', send);
    expect(sent).toEqual(['123456', '654321']);
  });

  it('takes the same digits again an hour later', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withTypedCode(SERIAL, '123456', send);
    await clock.advance(3_600_000);
    await guard.withTypedCode(SERIAL, '123456', send);
    expect(sent).toHaveLength(2);
  });

  it('takes the same code again when it never left', async () => {
    const { guard, sent, send } = aGuard();
    const error = appError('aws/unreachable', { url: URL, reason: 'timed-out', sent: false });
    await expect(guard.withTypedCode(SERIAL, '123456', () => Promise.reject(error))).rejects.toBe(
      error,
    );
    await guard.withTypedCode(SERIAL, '123456', send);
    expect(sent).toEqual(['123456']);
  });

  it('refuses a code that Latchkey made and sent', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withCode(DEVICE, send);
    await expect(guard.withTypedCode(SERIAL, sent[0] ?? '', send)).rejects.toMatchObject({
      code: 'mfa/code-refused',
    });
    expect(sent).toHaveLength(1);
  });

  it('keeps Latchkey from making a code that was typed ahead of its step', async () => {
    const { guard, sent, send } = aGuard();
    const next = codeAt(SEED, START + 30_000).code;
    await clock.advance(29_000);
    await guard.withTypedCode(SERIAL, next, send);
    await clock.advance(3000);
    const call = guard.withCode(DEVICE, send);
    await untilAsleep();
    await clock.advance(30_000);
    await call;
    expect(sent).toEqual([next, codeAt(SEED, START + 61_000).code]);
  });

  it('does not forget a later step that was used', async () => {
    const { guard, send } = aGuard();
    await guard.withCode(DEVICE, send);
    clock.jump(-20_000);
    await guard.withTypedCode(SERIAL, '123456', send);
    expect(await guard.lastUsedStep(SERIAL)).toBe(START / 30_000);
  });

  it('refuses one code when it does not know what was sent, and takes the next', async () => {
    await mkdir(path.join(home, 'mfa'));
    await aGuard().guard.withTypedCode(SERIAL, '111111', async () => {});
    const [file = ''] = await readdir(path.join(home, 'mfa'));
    await writeFile(path.join(home, 'mfa', file), 'damaged');
    const { guard, sent, send } = aGuard();
    await expect(guard.withTypedCode(SERIAL, '123456', send)).rejects.toMatchObject({
      code: 'mfa/code-refused',
    });
    await guard.withTypedCode(SERIAL, '654321', send);
    expect(sent).toEqual(['654321']);
  });
});

describe('withPrintedCode', () => {
  const PRINTING = { serial: SERIAL, program: '/usr/bin/ykman' };
  const codeNow = async () => codeAt(SEED, clock.now()).code;

  it('sends what was printed', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withPrintedCode(PRINTING, codeNow, send);
    expect(sent).toEqual([codeAt(SEED, START).code]);
    expect(await guard.lastUsedStep(SERIAL)).toBe(START / 30_000);
  });

  it('has none printed while the code of the moment is used, and says until when', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withTypedCode(SERIAL, await codeNow(), send);
    const waits: number[] = [];
    let runs = 0;
    const print = () => {
      runs += 1;
      return codeNow();
    };
    const call = guard.withPrintedCode(PRINTING, print, send, (untilMs) => waits.push(untilMs));
    await untilAsleep();
    expect(runs).toBe(0);
    await clock.advance(31_000);
    await call;
    expect({ runs, waits }).toEqual({ runs: 1, waits: [START + 31_000] });
    expect(new Set(sent).size).toBe(2);
  });

  it('has none printed with less than three seconds left', async () => {
    const { guard, sent, send } = aGuard();
    await clock.advance(27_500);
    const call = guard.withPrintedCode(PRINTING, codeNow, send);
    await untilAsleep();
    await clock.advance(3500);
    await call;
    expect(sent).toEqual([codeAt(SEED, START + 31_000).code]);
  });

  it('does not send again what the command prints again: it waits, and has it run once more', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withTypedCode(SERIAL, '111111', send);
    await clock.advance(30_000);
    const printed = ['111111', '222222'];
    const call = guard.withPrintedCode(PRINTING, async () => printed.shift() ?? '', send);
    await untilAsleep();
    await clock.advance(31_000);
    await call;
    expect(sent).toEqual(['111111', '222222']);
  });

  it('gives up where the command prints the old code still', async () => {
    const { guard, sent, send } = aGuard();
    await guard.withTypedCode(SERIAL, '111111', send);
    await clock.advance(30_000);
    let runs = 0;
    const call = guard.withPrintedCode(
      PRINTING,
      async () => {
        runs += 1;
        return '111111';
      },
      send,
    );
    const failure = call.catch((error: unknown) => error);
    await untilAsleep();
    await clock.advance(31_000);
    expect(await failure).toMatchObject({ code: 'mfa/process-repeats', facts: PRINTING });
    expect({ runs, sent }).toEqual({ runs: 2, sent: ['111111'] });
  });

  it('has it run once more where the step ended meanwhile, as with a key that waits to be touched', async () => {
    const { guard, sent, send } = aGuard();
    const made = [START, START + 40_000].map((at) => codeAt(SEED, at).code);
    const print = async () => {
      clock.jump(made.length === 2 ? 35_000 : 1000);
      return made.shift() ?? '';
    };
    await guard.withPrintedCode(PRINTING, print, send);
    expect(sent).toEqual([codeAt(SEED, START + 40_000).code]);
  });

  it('sends what comes late the second time too, rather than ask for a third touch', async () => {
    const { guard, sent, send } = aGuard();
    let runs = 0;
    const print = async () => {
      clock.jump(28_000);
      runs += 1;
      return `00000${runs}`;
    };
    const call = guard.withPrintedCode(PRINTING, print, send);
    await untilAsleep();
    await clock.advance(3000);
    await call;
    expect(sent).toEqual(['000002']);
  });

  it('lets the device go where the command fails, and nothing counts as sent', async () => {
    const { guard, sent, send } = aGuard();
    const failed = appError('mfa/process-failed', { program: 'x', exitCode: 1, said: '' });
    await expect(guard.withPrintedCode(PRINTING, () => Promise.reject(failed), send)).rejects.toBe(
      failed,
    );
    await guard.withPrintedCode(PRINTING, codeNow, send);
    expect(sent).toHaveLength(1);
  });

  it('says of a refused code that no person typed it', async () => {
    const { guard } = aGuard();
    const refused = appError('mfa/code-refused', { serial: SERIAL, generated: false });
    await expect(
      guard.withPrintedCode(PRINTING, codeNow, () => Promise.reject(refused)),
    ).rejects.toMatchObject({ code: 'mfa/code-refused', facts: { generated: true } });
  });

  it('does not wait for years on a step that a wrong clock has noted', async () => {
    const { guard, sent, send } = aGuard();
    clock.jump(10 * 365 * 86_400_000);
    await guard.withPrintedCode(PRINTING, codeNow, send);
    clock.jump(-10 * 365 * 86_400_000);
    const call = guard.withPrintedCode(PRINTING, codeNow, send);
    await untilAsleep();
    await clock.advance(31_000);
    await call;
    expect(sent).toHaveLength(2);
  });
});

describe('lastUsedStep', () => {
  it('is null for a device that was never used', async () => {
    expect(await aGuard().guard.lastUsedStep(SERIAL)).toBeNull();
  });
});

/** `aws`: how far AWS's clock is ahead of the test's. */
function aGuard(aws = { aheadMs: 0 }) {
  const sent: string[] = [];
  const guard = createMfaGuard({
    folder: path.join(home, 'mfa'),
    lockFolder: path.join(home, 'locks'),
    clock,
    awsNow: () => clock.now() + aws.aheadMs,
  });
  const send = async (code: string) => void sent.push(code);
  return { guard, sent, send };
}

/** The guard has real files to read before it sleeps on the clock of the test. */
async function untilAsleep(): Promise<void> {
  while (clock.sleepers() === 0) await new Promise((resolve) => setImmediate(resolve));
}

function appError<C extends ErrorCode>(code: C, facts: ErrorFacts[C]): AppError<C> {
  return new AppError(code, facts);
}
