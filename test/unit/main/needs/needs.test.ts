import { describe, expect, it } from 'vitest';
import { createNeeds, type Need } from '#main/needs/needs.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';

const CODE = { code: 'mfa/code-needed', facts: { serial: 'GAHT12345678', target: 'dev' } } as const;

function setUp() {
  const clock = createFakeClock();
  const told: Need[] = [];
  const needs = createNeeds({ clock, onChange: () => {} });
  needs.onRaised((need) => void told.push(need));
  const raise = (target: string, cause = 'device') => needs.raise({ cause, target, failure: CODE });
  return { clock, told, needs, raise };
}

describe('what needs a person', () => {
  it('is told once for each cause, however many targets wait and however often they ask', () => {
    const { needs, raise, told } = setUp();
    for (const target of ['dev', 'prod', 'dev', 'prod', 'audit']) raise(target);
    raise('other', 'another device');
    expect(told.map(({ cause }) => cause)).toEqual(['device', 'another device']);
    expect(needs.list()).toMatchObject([
      { cause: 'device', targets: ['dev', 'prod', 'audit'] },
      { cause: 'another device', targets: ['other'] },
    ]);
  });

  it('is over for all of them at once when it is done, and told again when it comes back', async () => {
    const { needs, raise, told } = setUp();
    raise('dev');
    raise('prod');
    const waiting = [needs.wait('device', 50 * SECOND_MS), needs.wait('device', 50 * SECOND_MS)];
    needs.settle('device', 'done');
    expect(await Promise.all(waiting)).toEqual(['done', 'done']);
    expect(needs.list()).toEqual([]);
    expect(needs.isWaiting('dev')).toBe(false);
    raise('dev');
    expect(told).toHaveLength(2);
  });

  it('goes on for the others when one of them is stopped, and ends with the last', () => {
    const { needs, raise } = setUp();
    raise('dev');
    raise('prod');
    needs.release((session) => session === 'dev');
    expect(needs.list()).toMatchObject([{ targets: ['prod'] }]);
    needs.release((session) => session === 'prod');
    expect(needs.list()).toEqual([]);
  });

  it('lets nobody wait longer than they said, and stays open after that', async () => {
    const { clock, needs, raise } = setUp();
    raise('dev');
    const waiting = needs.wait('device', 50 * SECOND_MS);
    await clock.advance(50 * SECOND_MS);
    expect(await waiting).toBe('not-answered');
    expect(needs.list()).toHaveLength(1);
    expect(clock.sleepers()).toBe(0);
  });

  it('leaves no timer behind when it is done in time', async () => {
    const { clock, needs, raise } = setUp();
    raise('dev');
    const waiting = needs.wait('device', 50 * SECOND_MS);
    needs.settle('device', 'refused');
    expect(await waiting).toBe('refused');
    expect(clock.sleepers()).toBe(0);
  });

  it('does not come back for a quarter of an hour when it was set aside, though a tool asks every second', async () => {
    const { clock, needs, raise, told } = setUp();
    raise('dev');
    needs.setAside('device');
    for (let second = 0; second < 14 * 60; second += 60) {
      await clock.advance(MINUTE_MS);
      raise('dev');
      raise('prod');
      expect(needs.list()).toEqual([]);
    }
    expect(told).toHaveLength(1);
    expect(needs.isWaiting('prod')).toBe(true);
    await clock.advance(MINUTE_MS);
    expect(needs.list()).toMatchObject([{ targets: ['dev', 'prod'] }]);
  });

  it('is told again, once, when somebody asks after it was set aside for that long', async () => {
    const { clock, needs, raise, told } = setUp();
    raise('dev');
    needs.setAside('device');
    await clock.advance(15 * MINUTE_MS);
    raise('dev');
    raise('dev');
    expect(told).toHaveLength(2);
    expect(needs.list()).toMatchObject([{ targets: ['dev'] }]);
  });

  it('is taken back wherever it was shown when it ends, and when it is set aside', () => {
    const { needs, raise } = setUp();
    const gone: string[] = [];
    needs.onGone((cause) => void gone.push(cause));
    raise('dev');
    raise('prod', 'vault');
    needs.setAside('device');
    expect(gone).toEqual(['device']);
    needs.settle('vault', 'done');
    expect(gone).toEqual(['device', 'vault']);
  });
});
