import { describe, expect, it } from 'vitest';
import type { CredentialReport } from '#main/aws/iam.ts';
import { awaitReport } from '#main/report/await-report.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { MINUTE_MS } from '#shared/time.ts';
import { createFakeClock, type FakeClock } from '#test/fakes/fake-clock.ts';
import { aState } from '../things.ts';

const [endpoint] = aState().endpoints as [Endpoint];
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: secretOf('secret'),
  sessionToken: null,
};
const REPORT: CredentialReport = { kind: 'report', text: 'user,arn', generatedAtMs: 1 };
const denied = (action: string) =>
  new AppError('aws/access-denied', {
    action,
    resource: '*',
    principal: 'arn:aws:iam::111122223333:user/kim',
    withoutMfa: true,
  });

/** AWS answers each call by the next of these, and then goes on with the last. */
function anAws(
  generate: readonly (boolean | AppError)[],
  get: readonly (CredentialReport | AppError)[],
) {
  const asked: string[] = [];
  const answer = <T>(call: string, answers: readonly (T | AppError)[]) => {
    const index = Math.min(asked.filter((other) => other === call).length, answers.length - 1);
    asked.push(call);
    const next = answers[index];
    if (next === undefined || next instanceof Error)
      throw next ?? new Error(`${call} is not meant`);
    return next;
  };
  return {
    asked,
    generateCredentialReport: async () => ({ done: answer<boolean>('generate', generate) }),
    getCredentialReport: async () => answer<CredentialReport>('get', get),
  };
}

/** To the end, the clock moved on whenever it waits. */
async function run(
  aws: ReturnType<typeof anAws>,
  clock: FakeClock = createFakeClock(),
  signal?: AbortSignal,
) {
  const waited: number[] = [];
  const steps = awaitReport(aws, { endpoint, credentials }, { clock, signal });
  for (;;) {
    const coming = steps.next();
    coming.catch(() => {});
    // Asleep or answered by then; the fake AWS answers at once.
    await clock.advance(0);
    if (clock.sleepers() > 0) await clock.advance(5000);
    const step = await coming;
    if (step.done === true) return { found: step.value, waited, asked: aws.asked };
    waited.push(step.value);
  }
}

async function refusalOf(coming: Promise<unknown>) {
  try {
    await coming;
  } catch (error) {
    if (isAppError(error)) return { code: error.code, facts: error.facts };
    throw error;
  }
  throw new Error('it was not refused');
}

describe('waiting for a report', () => {
  it('one that somebody had made already is there at once', async () => {
    const { found, waited } = await run(anAws([true], [REPORT]));
    expect(found).toBe(REPORT);
    expect(waited).toEqual([]);
  });

  it('one that is made is asked for until it is done', async () => {
    const { found, waited, asked } = await run(anAws([false, false, true], [REPORT]));
    expect(found).toBe(REPORT);
    expect(waited).toEqual([0, 1]);
    expect(asked).toEqual(['generate', 'generate', 'generate', 'get']);
  });

  it('one that ended just when it was fetched is made again', async () => {
    const { asked } = await run(anAws([true, false, true], [{ kind: 'expired' }, REPORT]));
    expect(asked).toEqual(['generate', 'get', 'generate', 'generate', 'get']);
  });

  it('ends after five minutes, and says that AWS goes on', async () => {
    const clock = createFakeClock();
    expect(await refusalOf(run(anAws([false], []), clock))).toEqual({
      code: 'report/not-ready',
      facts: { seconds: 300 },
    });
    expect(clock.monotonic()).toBe(5 * MINUTE_MS);
  });

  it('ends at once when nobody listens any more', async () => {
    const over = new AbortController();
    const clock = createFakeClock();
    const steps = awaitReport(
      anAws([false], []),
      { endpoint, credentials },
      { clock, signal: over.signal },
    );
    await steps.next();
    const coming = steps.next();
    await clock.advance(0);
    over.abort(new Error('gone'));
    await expect(coming).rejects.toThrow('gone');
    expect(clock.sleepers()).toBe(0);
  });
});

describe('a user who may not', () => {
  const GENERATE = 'iam:GenerateCredentialReport';
  const GET = 'iam:GetCredentialReport';

  it('have one made reads the one that is there', async () => {
    expect((await run(anAws([denied(GENERATE)], [REPORT]))).found).toBe(REPORT);
  });

  it('have one made waits for the one that another has made', async () => {
    const { found, waited } = await run(
      anAws([denied(GENERATE)], [{ kind: 'in-progress' }, REPORT]),
    );
    expect(found).toBe(REPORT);
    expect(waited).toEqual([0]);
  });

  it.each<[string, (boolean | AppError)[], (CredentialReport | AppError)[], string[]]>([
    ['have one made, and there is none', [denied(GENERATE)], [{ kind: 'not-present' }], [GENERATE]],
    ['have one made, and it is too old', [denied(GENERATE)], [{ kind: 'expired' }], [GENERATE]],
    ['read it', [true], [denied(GET)], [GET]],
    ['do either', [denied(GENERATE)], [denied(GET)], [GENERATE, GET]],
  ])('%s hears which permission is missing', async (_, generate, get, actions) => {
    expect(await refusalOf(run(anAws(generate, get)))).toEqual({
      code: 'report/not-allowed',
      facts: { actions, principal: 'arn:aws:iam::111122223333:user/kim', withoutMfa: true },
    });
  });
});
