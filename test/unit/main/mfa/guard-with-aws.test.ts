import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { createMfaGuard } from '#main/mfa/mfa-guard.ts';
import type { PracticeFault } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { anEndpoint } from '../aws/local-aws.ts';

describe('the guard and AWS', () => {
  it.each<[string, PracticeFault['kind']]>([
    ['was lost after the session was made', { type: 'drop-reply' }],
    ['never came', { type: 'drop-request' }],
    ['was an error of the server', { type: 'server-error', status: 503 }],
    ['was the page of a captive portal', { type: 'html', status: 200 }],
  ])('never send a code twice when its reply %s', async (_, kind) => {
    const { account, signIn, clock } = await aWorld();
    account.addFault({ action: 'GetSessionToken', times: 1, kind });
    const codes: string[] = [];
    await expect(signIn((code) => codes.push(code))).rejects.toMatchObject({
      code: expect.stringMatching(/^aws\//) as string,
    });
    const second = signIn((code) => codes.push(code));
    while (clock.sleepers() === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(31_000);
    expect((await second).accessKeyId).toMatch(/^ASIA/);
    expect(codes).toHaveLength(2);
    expect(new Set(codes).size).toBe(2);
  });

  it.each([10 * 60_000, -10 * 60_000, 2 * 3_600_000])(
    'get a session although AWS’s clock is %i ms from ours, which nobody knew before',
    async (offsetMs) => {
      const { account, signIn, skew } = await aWorld();
      account.setClockOffset(offsetMs);
      expect((await signIn(() => {})).accessKeyId).toMatch(/^ASIA/);
      expect(Math.round((skew.skewMs() ?? 0) / 1000)).toBe(-offsetMs / 1000);
      const codes = account.calls.map(({ tokenCode }) => tokenCode);
      expect(new Set(codes).size).toBe(codes.length);
    },
  );

  it.each([-4000, -2000, -1000, 1000, 4000])(
    'need no second code where AWS’s clock is %i ms from ours and the next code is waited for',
    async (offsetMs) => {
      const { account, signIn, clock } = await aWorld();
      account.setClockOffset(offsetMs);
      await clock.advance(10_000);
      const codes: string[] = [];
      await signIn((code) => codes.push(code));
      const second = signIn((code) => codes.push(code));
      while (clock.sleepers() === 0) await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(40_000);
      expect((await second).accessKeyId).toMatch(/^ASIA/);
      expect(codes).toHaveLength(2);
    },
  );
});

/** A user of the practice account, their device guarded, all by the clock of the test. */
async function aWorld() {
  const clock = createFakeClock();
  const skew = createClockSkew(clock);
  const aws = createAws({ skew, clock });
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-guard-aws-'));
  const account = await startPracticeAccount({ clock });
  onTestFinished(async () => {
    await account.close();
    await rm(home, { recursive: true, force: true });
  });
  const user = account.users.find(({ mfaSeed }) => mfaSeed !== null);
  if (user === undefined || user.mfaSeed === null || user.mfaSerial === null)
    throw new Error('no such user');
  const { accessKeyId, mfaSerial: serial } = user;
  const key = { accessKeyId, secretAccessKey: secretOf(user.secretAccessKey), sessionToken: null };
  const device = { serial, seed: secretOf(user.mfaSeed) };
  const guard = createMfaGuard({
    folder: path.join(home, 'mfa'),
    lockFolder: path.join(home, 'locks'),
    clock,
    awsNow: () => skew.awsNow(),
  });
  const signIn = (onCode: (code: string) => void) =>
    guard.withCode(device, (code) => {
      onCode(code);
      return aws.getSessionToken(anEndpoint(account.url), key, {
        durationSeconds: 3600,
        mfa: { serial, code },
      });
    });
  return { account, clock, skew, signIn };
}
