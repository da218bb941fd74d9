import { describe, expect, it } from 'vitest';
import type { LatchkeyClient } from '#main/api/latchkey-client.ts';
import { tellWaits } from '#main/cli/tell-waits.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { packSnapshot } from '#shared/contract/snapshot-reply.ts';
import type { Snapshot, Target } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import { aRole, anIdentity } from '../things.ts';
import { recordingTerminal } from './recording-terminal.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/dana';

function targetThatWaits(untilMs: number | null): Target {
  return {
    name: 'dev',
    profile: 'dev',
    session: {
      state: 'starting',
      waitingForCodeUntil: untilMs === null ? null : instantOf(untilMs),
    },
  } as unknown as Target;
}

function scene(target: Target, isErrorTerminal: boolean, needs: readonly object[] = []) {
  const clock = createFakeClock();
  let subscriptions = 0;
  const client = {
    snapshot: async () =>
      packSnapshot({
        identities: [anIdentity({ name: 'dana', mfaSerial: SERIAL })],
        roles: [aRole({ source: 'dana' })],
        targets: [target],
        needs,
      } as Snapshot),
    events: async (_: object, { signal }: { signal: AbortSignal }) => {
      subscriptions += 1;
      return (async function* () {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        yield* [];
      })();
    },
  } as unknown as LatchkeyClient;
  const terminal = { ...recordingTerminal({}), isErrorTerminal };
  let finish = (_: string) => {};
  const call = new Promise<string>((resolve) => (finish = resolve));
  const result = tellWaits({ client, clock, terminal, target: 'dev' }, () => call);
  return { clock, terminal, result, finish, subscriptions: () => subscriptions };
}

describe('waiting for the next code of an MFA device', () => {
  const start = createFakeClock().now();

  it('is counted down on a terminal, second by second', async () => {
    const { clock, terminal, result, finish } = scene(targetThatWaits(start + 3000), true);
    await clock.advance(2500);
    expect(terminal.said).toEqual([
      `Waiting for the next code of ${SERIAL}: 3 s`,
      `Waiting for the next code of ${SERIAL}: 2 s`,
      `Waiting for the next code of ${SERIAL}: 1 s`,
    ]);
    finish('done');
    expect(await result).toBe('done');
  });

  it('is said once where a log file listens', async () => {
    const { clock, terminal, result, finish } = scene(targetThatWaits(start + 17_000), false);
    await clock.advance(10_000);
    finish('done');
    await result;
    expect(terminal.said).toEqual([`Waiting for the next code of ${SERIAL}: 17 s`]);
  });

  it('is not mentioned, and nothing is subscribed to, for a call that is over at once', async () => {
    const { terminal, result, finish, subscriptions } = scene(
      targetThatWaits(start + 17_000),
      false,
    );
    finish('done');
    expect(await result).toBe('done');
    expect(terminal.said).toEqual([]);
    expect(subscriptions()).toBe(0);
  });

  it('is not mentioned for a call that is slow for another reason', async () => {
    const { clock, terminal, result, finish } = scene(targetThatWaits(null), true);
    await clock.advance(5000);
    finish('done');
    await result;
    expect(terminal.said).toEqual([]);
  });
});

describe('waiting for a person', () => {
  it.each(['dev', 'dev#readonly', 'dev~900'])(
    'is said, once, where it is the target’s session that waits: %s',
    async (session) => {
      const { clock, terminal, result, finish } = scene(targetThatWaits(null), false, [
        { targets: ['prod', session] },
        { targets: [session] },
      ]);
      await clock.advance(5000);
      finish('done');
      await result;
      expect(terminal.said).toEqual([expect.stringContaining('Latchkey needs you')]);
    },
  );

  it('is not said where another target waits', async () => {
    const { clock, terminal, result, finish } = scene(targetThatWaits(null), false, [
      { targets: ['dev-2', 'prod#dev'] },
    ]);
    await clock.advance(5000);
    finish('done');
    await result;
    expect(terminal.said).toEqual([]);
  });
});
