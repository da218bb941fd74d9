import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { addIdentity, openPracticeDay, type PracticeDay } from '#test/fixtures/day/practice-day.ts';

/** security.md F8. A session lasts an hour here, and is renewed when 20 minutes of it are left. */
const SLEEPS = [
  SECOND_MS,
  30 * SECOND_MS,
  10 * MINUTE_MS,
  41 * MINUTE_MS,
  50 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  8 * HOUR_MS,
  13 * HOUR_MS,
  3 * DAY_MS,
];
const RENEWAL_MS = 5 * SECOND_MS;

let day: PracticeDay;

beforeAll(async () => {
  day = await openPracticeDay();
  await addIdentity(day, 'dana');
  const { roleArn = '' } =
    day.account.roles.find(({ name }) => name === 'acme-dev-developer') ?? {};
  await day.addRoles([{ name: 'dev', roleArn, source: 'dana', mfa: 'session' }]);
});
afterAll(() => day.close());

const leftOf = (accessKeyId: string | null | undefined) =>
  (day.given.get(accessKeyId ?? '')?.expiresAtMs ?? 0) - day.clock.trueNow();

describe.each(SLEEPS)('after a sleep of %i ms', (sleptMs) => {
  beforeEach(async () => {
    await day.passUntil(day.client.targets.switch({ target: 'dev' }));
    // The device has a code that was not used, and a while to go with it.
    await day.pass(2 * MINUTE_MS - (day.clock.trueNow() % (30 * SECOND_MS)) + SECOND_MS);
  });

  const sleeps = {
    /** As of Linux and of most laptops: who measures by it has not noticed anything. */
    'stands still': () => day.clock.suspend(sleptMs),
    /** As of Windows, and of a process that was stopped: every timer is due at once. */
    'goes on': () => day.clock.freeze(sleptMs),
  };

  it.each(Object.entries(sleeps))(
    'whose monotonic clock %s, who asks at once gets a session that lasts, and the files have it in time',
    async (_, sleep) => {
      sleep();
      const asked = day.ask('dev');
      expect(leftOf(await asked)).toBeGreaterThan(15 * MINUTE_MS);

      await day.pass(RENEWAL_MS);
      expect(leftOf((await day.delivered()).get('dev'))).toBeGreaterThan(15 * MINUTE_MS);
      expect(await day.complaints()).toEqual([]);
    },
  );

  it.each(Object.entries(sleeps))(
    'whose monotonic clock %s, the files have it within five seconds, though nobody asks',
    async (_, sleep) => {
      sleep();
      await day.pass(RENEWAL_MS);
      expect(leftOf((await day.delivered()).get('dev'))).toBeGreaterThan(15 * MINUTE_MS);
    },
  );
});
