import { createHash } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { addIdentity, openPracticeDay, type PracticeDay } from '#test/fixtures/day/practice-day.ts';
import { untilQuiet } from '#test/fixtures/day/until-quiet.ts';

/** Also as at the end and the beginning of summer time, for a machine whose clock is in local time. */
const JUMPS = [
  1 * SECOND_MS,
  -1 * SECOND_MS,
  45 * SECOND_MS,
  -45 * SECOND_MS,
  HOUR_MS,
  -HOUR_MS,
  10 * 365 * DAY_MS,
  -10 * 365 * DAY_MS,
];

let day: PracticeDay;
let codesBefore = 0;

beforeAll(async () => {
  day = await openPracticeDay(1);
  await addIdentity(day, 'dana');
  const role = day.account.roles.find(({ name }) => name === 'acme-prod-admin');
  await day.addRoles([
    { name: 'admin', roleArn: role?.roleArn ?? '', source: 'dana', mfa: 'session' },
    { name: 'direct', roleArn: role?.roleArn ?? '', source: 'dana', mfa: 'direct' },
  ]);
});
afterAll(() => day.close());

beforeEach(async () => {
  await switchTo('admin');
  // The device has a code that was not used, and a while to go with it.
  await day.pass(2 * MINUTE_MS - (day.clock.trueNow() % (30 * SECOND_MS)) + SECOND_MS);
  codesBefore = day.codes.length;
});

afterEach(async () => {
  const codes = day.codes.slice(codesBefore);
  const wrong = codes.filter(({ code, atMs }) => !codesAt(atMs).includes(code));
  if (wrong.length > 0) throw new Error(`${wrong.length} codes were of another time`);
  if (new Set(codes.map(({ code }) => code)).size < codes.length)
    throw new Error('a code was sent twice');
  await day.client.targets.stopAll({});
});

describe.each(JUMPS)('when the wall clock is set by %i ms', (jumpMs) => {
  afterEach(() => day.clock.jump(-jumpMs));

  it('a code on its way gives a session that lasts', async () => {
    const startedAt = day.clock.monotonic();
    const switching = await onItsWay(() => day.client.targets.switch({ target: 'direct' }));
    day.clock.jump(jumpMs);
    await day.clock.advance(SECOND_MS);
    expect(await leftOf(await day.passUntil(switching.done))).toBeGreaterThan(59 * MINUTE_MS);
    expect(day.codes.length).toBe(codesBefore + 1);
    expect(day.clock.monotonic() - startedAt).toBeLessThan(20 * SECOND_MS);
  });

  it('whoever waits for the next code gets it, and a session', async () => {
    await switchTo('direct');
    await day.client.targets.stop({ target: 'direct' });
    const startedAt = day.clock.monotonic();
    const switching = day.client.targets.switch({ target: 'direct' });
    await untilQuiet();
    await day.pass(5 * SECOND_MS);
    expect(day.codes.length).toBe(codesBefore + 1);
    day.clock.jump(jumpMs);
    expect(await leftOf(await day.passUntil(switching))).toBeGreaterThan(59 * MINUTE_MS);
    expect(day.clock.monotonic() - startedAt).toBeLessThan(65 * SECOND_MS);
  });

  it('a renewal on its way is the only one', async () => {
    const before = day.given.size;
    const renewing = await onItsWay(() => day.latchkey.sessions.renew('admin'));
    day.clock.jump(jumpMs);
    await day.clock.advance(SECOND_MS);
    await day.passUntil(renewing.done);
    await day.pass(MINUTE_MS);
    expect(day.given.size).toBe(before + 1);
    expect(await leftOfDelivered('admin')).toBeGreaterThan(57 * MINUTE_MS);
  });

  it('a session is used again as long as it lasts, and no longer', async () => {
    const first = (await day.delivered()).get('admin');
    day.clock.jump(jumpMs);
    expect(await day.ask('admin')).toBe(first);
    await day.pass(HOUR_MS);
    const later = await day.ask('admin');
    expect(later).not.toBe(first);
    expect(leftOfKey(later)).toBeGreaterThan(15 * MINUTE_MS);
    expect(await leftOfDelivered('admin')).toBeGreaterThan(15 * MINUTE_MS);
  });

  it('whoever waits for another process has the session as soon as that lets go', async () => {
    const lock = path.join(day.lockFolder, `session-${digestOf('direct')}.lock`);
    await writeFile(lock, JSON.stringify({ pid: 1, startedAt: null }));
    const startedAt = day.clock.monotonic();
    const switching = day.client.targets.switch({ target: 'direct' });
    await untilQuiet();
    day.clock.jump(jumpMs);
    await unlink(lock);
    expect(await leftOf(await switching)).toBeGreaterThan(59 * MINUTE_MS);
    expect(day.clock.monotonic()).toBe(startedAt);
  });
});

const switchTo = (target: string) => day.passUntil(day.client.targets.switch({ target }));

/** Begins a work, and comes back when AWS has its call and has not answered yet: that takes a second. */
async function onItsWay<T>(begin: () => Promise<T>): Promise<{ readonly done: Promise<T> }> {
  day.account.addFault({ times: 1, kind: { type: 'delay', ms: SECOND_MS } });
  const before = day.clock.sleepers();
  const done = begin();
  while (day.clock.sleepers() === before) await new Promise((resolve) => setImmediate(resolve));
  return { done };
}

/** Of the step, and of its neighbour where the clock may be off by what nobody can tell, or the call was on its way for a while. */
function codesAt(atMs: number): readonly string[] {
  return [-10 * SECOND_MS, 0, 10 * SECOND_MS].map((ms) => day.codeOf('dana', atMs + ms));
}

async function leftOf(outcome: { readonly kind: string }): Promise<number> {
  expect(outcome.kind).toBe('started');
  return leftOfDelivered('direct');
}

async function leftOfDelivered(profile: string): Promise<number> {
  return leftOfKey((await day.delivered()).get(profile) ?? null);
}

function leftOfKey(accessKeyId: string | null): number {
  return (day.given.get(accessKeyId ?? '')?.expiresAtMs ?? 0) - day.clock.trueNow();
}

function digestOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}
