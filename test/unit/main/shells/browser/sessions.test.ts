import { describe, expect, it } from 'vitest';
import {
  createSessions,
  LAUNCH_SECRET_LIFE_MS,
  SESSION_IDLE_LIFE_MS,
  WRONG_TOKEN_LIMIT,
} from '#main/shells/browser/sessions.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';

function signIn(sessions: ReturnType<typeof createSessions>): string {
  const token = sessions.exchange(sessions.newLaunchSecret());
  if (token === null) throw new Error('a fresh secret was refused');
  return token;
}

describe('a launch secret', () => {
  it('is 256 random bits, and so is the token it is traded for', () => {
    const sessions = createSessions(createFakeClock());
    const secret = sessions.newLaunchSecret();
    const token = sessions.exchange(secret) ?? '';
    expect(Buffer.from(secret, 'base64url').byteLength).toBe(32);
    expect(Buffer.from(token, 'base64url').byteLength).toBe(32);
    expect(token).not.toBe(secret);
  });

  it('is good once', () => {
    const sessions = createSessions(createFakeClock());
    const secret = sessions.newLaunchSecret();
    expect(sessions.exchange(secret)).not.toBeNull();
    expect(sessions.exchange(secret)).toBeNull();
    expect(sessions.wasGood(secret)).toBe(true);
  });

  it('is good for just under a minute', async () => {
    const clock = createFakeClock();
    const sessions = createSessions(clock);
    const early = sessions.newLaunchSecret();
    await clock.advance(LAUNCH_SECRET_LIFE_MS - 1);
    expect(sessions.exchange(early)).not.toBeNull();
    const late = sessions.newLaunchSecret();
    await clock.advance(LAUNCH_SECRET_LIFE_MS);
    expect(sessions.exchange(late)).toBeNull();
  });

  it('does not live longer when the wall clock is set back, or when the machine slept', async () => {
    const clock = createFakeClock();
    const sessions = createSessions(clock);
    const setBack = sessions.newLaunchSecret();
    clock.jump(-3_600_000);
    await clock.advance(LAUNCH_SECRET_LIFE_MS);
    expect(sessions.exchange(setBack)).toBeNull();
    const asleep = sessions.newLaunchSecret();
    clock.jump(LAUNCH_SECRET_LIFE_MS);
    expect(sessions.exchange(asleep)).toBeNull();
  });

  it('does not open as a token, nor a token as a secret', () => {
    const sessions = createSessions(createFakeClock());
    expect(sessions.judge(sessions.newLaunchSecret())).toBe('unknown');
    expect(sessions.exchange(signIn(sessions))).toBeNull();
  });
});

describe('a session', () => {
  it('ends after 15 minutes without use, and its streams with it', async () => {
    const clock = createFakeClock();
    const sessions = createSessions(clock);
    const token = signIn(sessions);
    const ended = sessions.use(token);
    await clock.advance(SESSION_IDLE_LIFE_MS - 1);
    expect(sessions.judge(token)).toBe('live');
    expect(ended?.aborted).toBe(false);
    await clock.advance(1);
    expect(ended?.aborted).toBe(true);
    expect(sessions.judge(token)).toBe('ended');
    expect(sessions.use(token)).toBeNull();
  });

  it('lives on while it is used', async () => {
    const clock = createFakeClock();
    const sessions = createSessions(clock);
    const token = signIn(sessions);
    for (let quarter = 0; quarter < 8; quarter += 1) {
      await clock.advance(SESSION_IDLE_LIFE_MS - 1);
      expect(sessions.use(token)?.aborted).toBe(false);
    }
  });

  it('ends on a lock, as do all others and every secret not yet traded', () => {
    const sessions = createSessions(createFakeClock());
    const [first, second] = [signIn(sessions), signIn(sessions)];
    const waiting = sessions.newLaunchSecret();
    sessions.endAll();
    expect([sessions.judge(first), sessions.judge(second)]).toEqual(['ended', 'ended']);
    expect(sessions.exchange(waiting)).toBeNull();
  });

  it('leaves nothing asleep when it ended', async () => {
    const clock = createFakeClock();
    const sessions = createSessions(clock);
    signIn(sessions);
    await clock.advance(0);
    expect(clock.sleepers()).toBe(1);
    sessions.endAll();
    await clock.advance(0);
    expect(clock.sleepers()).toBe(0);
  });

  it('is one of several: a second window has its own token', () => {
    const sessions = createSessions(createFakeClock());
    const [first, second] = [signIn(sessions), signIn(sessions)];
    expect(first).not.toBe(second);
    expect([sessions.judge(first), sessions.judge(second)]).toEqual(['live', 'live']);
  });
});

it('counts to ten wrong tokens', () => {
  const sessions = createSessions(createFakeClock());
  const answers = Array.from({ length: WRONG_TOKEN_LIMIT }, () => sessions.countWrong());
  expect(answers).toEqual([...Array.from({ length: 9 }, () => false), true]);
});
