import { describe, expect, it } from 'vitest';
import { retryDelayMs, withRetries } from '#main/aws/retry.ts';
import { AppError, type ErrorCode, type ErrorFacts } from '#shared/errors.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';

const url = 'https://sts.eu-west-1.amazonaws.com';

describe('retryDelayMs', () => {
  it.each([
    [failed('aws/throttled', { action: 'sts:AssumeRole' }), 500, 1000],
    [failed('aws/failed', { action: 'x', code: 'y', status: 503, requestId: '' }), 200, 400],
    [failed('aws/failed', { action: 'x', code: 'y', status: 400, requestId: '' }), null, null],
    [failed('aws/not-aws', { url, status: 502, contentType: '' }), 200, 400],
    [failed('aws/not-aws', { url, status: 429, contentType: 'text/html' }), 500, 1000],
    [failed('aws/not-aws', { url, status: 200, contentType: 'text/html' }), null, null],
    [failed('aws/unreachable', { url, reason: 'reset', sent: true }), 100, 200],
    [failed('aws/unreachable', { url, reason: 'timed-out', sent: true }), null, null],
    [failed('aws/unreachable', { url, reason: 'refused', sent: false }), null, null],
    [failed('aws/clock-skew', { skewSeconds: 1000 }), 0, null],
    [failed('aws/key-unknown', { accessKeyId: 'x' }), null, null],
    [failed('mfa/code-refused', { serial: 'x', generated: true }), null, null],
  ])('of %s is %j, then %j', (failure, first, second) => {
    expect(retryDelayMs(failure, 1)).toBe(first);
    expect(retryDelayMs(failure, 2)).toBe(second);
  });
});

describe('withRetries', () => {
  const throttled = failed('aws/throttled', { action: 'sts:AssumeRole' });

  it('stops where the next attempt would come too late', async () => {
    const clock = createFakeClock();
    let made = 0;
    const attempt = () => {
      made += 1;
      return Promise.reject(throttled);
    };
    await expect(withRetries(attempt, { clock, maximum: 3, wholeMs: 400 })).rejects.toBe(throttled);
    expect(made).toBe(1);
  });

  it('tells each attempt how long it may take', async () => {
    const clock = createFakeClock();
    const left: number[] = [];
    const attempt = async (leftMs: number) => {
      left.push(leftMs);
      if (left.length < 3) throw throttled;
      return 'done';
    };
    const result = withRetries(attempt, { clock, maximum: 3, wholeMs: 9500 });
    await clock.advance(1500);
    expect(await result).toBe('done');
    expect(left).toEqual([9500, 9000, 8000]);
  });

  it('does not try again what is a bug', async () => {
    const bug = new TypeError('a bug');
    const call = withRetries(() => Promise.reject(bug), {
      clock: createFakeClock(),
      maximum: 3,
      wholeMs: 9500,
    });
    await expect(call).rejects.toBe(bug);
  });
});

function failed<C extends ErrorCode>(code: C, facts: ErrorFacts[C]): AppError {
  return new AppError(code, facts) as AppError;
}
