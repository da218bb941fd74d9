import { expect, it, onTestFinished } from 'vitest';
import { MINUTE_MS } from '#shared/time.ts';
import type { Day } from '#test/fixtures/day/day.ts';
import { liveADay } from '#test/fixtures/day/live-a-day.ts';
import { openFakeDay } from '#test/fixtures/day/fake-day.ts';
import {
  addIdentity,
  type DayRole,
  openPracticeDay,
  type PracticeDay,
} from '#test/fixtures/day/practice-day.ts';
import { aRole, aState, anIdentity } from '../things.ts';

/** The first of the two makes thousands of real calls, and wants a machine of its own. */
const isLong = process.env['LATCHKEY_LONG_TESTS'] === '1';

/** A user of the practice account as an identity. */
const IDENTITIES = [
  { name: 'dana', user: 'dana', seconds: 43_200 },
  { name: 'dana-by-the-hour', user: 'dana', seconds: 3600 },
  { name: 'kim', user: 'kim', seconds: 43_200 },
  { name: 'lou', user: 'lou', seconds: 3600 },
  { name: 'deploy', user: 'deploy', seconds: 900 },
  { name: 'pat', user: 'pat', seconds: 7200 },
] as const;

it.skipIf(!isLong)(
  'two hundred sessions live through a day of sleeps, outages and set clocks, with the SDK and the practice account (takes minutes: LATCHKEY_LONG_TESTS=1)',
  async () => {
    const day = await openPracticeDay(38);
    onTestFinished(() => day.close());
    await startTwoHundred(day);
    await expectAGoodDay(day, 200);
  },
  1_200_000,
);

it('two hundred do, with AWS and the files in memory', async () => {
  const day = await openFakeDay(twoHundred());
  onTestFinished(() => day.close());
  await day.switchAll();
  await expectAGoodDay(day, 200);
}, 1_200_000);

async function expectAGoodDay(day: Day, count: number): Promise<void> {
  const log = await liveADay(day);
  // Nothing that is over is served to a tool that asks, nor less than a quarter of an hour where more could be had.
  expect(log.asked.length).toBeGreaterThan(2000);
  expect(log.asked.filter(({ leftMs }) => leftMs <= 0)).toEqual([]);
  const leastOf = (lifeMs: number) => Math.min(15 * MINUTE_MS, lifeMs / 5);
  const isShort = ({ leftMs, lifeMs, isTroubled }: (typeof log.asked)[number]) =>
    !isTroubled && leftMs < leastOf(lifeMs);
  expect(log.asked.filter(isShort)).toEqual([]);
  // Nor is it in the files, but while AWS cannot be reached or the machine sleeps.
  expect(log.found.count).toBe(count * 24 * 60);
  expect(log.found.over).toEqual([]);
  expect(log.renewals.length).toBeGreaterThan(count * 10);
  expect(log.renewals.filter(isShort)).toEqual([]);
  expect(day.codes.length).toBeGreaterThan(5);
  expect(log.repeatedCodes()).toEqual([]);
  expect(log.madeTooOften()).toEqual([]);
  expect(await day.complaints()).toEqual([]);
}

function twoHundred() {
  const identities = Array.from({ length: 10 }, (_, index) =>
    anIdentity({
      name: `user-${index}`,
      profile: `user-${index}`,
      ...(index < 5 ? {} : { mfaSerial: null, hasSeed: false }),
      durationSeconds: [43_200, 3600, 7200, 900, 129_600][index % 5] as number,
    }),
  );
  const roles = Array.from({ length: 190 }, (_, index) => {
    const name = `role-${index}`;
    if (index < 50) return aRole({ name, source: 'user-0' });
    if (index < 140) return aRole({ name, source: 'user-1', mfa: 'none', durationSeconds: 43_200 });
    if (index < 160) return aRole({ name, source: 'user-2', mfa: 'direct' });
    if (index < 170) return aRole({ name, source: 'user-5', mfa: 'none', durationSeconds: 900 });
    return aRole({ name, source: `role-${index - 170}`, mfa: 'none' });
  });
  return aState({ identities, roles });
}

async function startTwoHundred(day: PracticeDay): Promise<void> {
  for (const { name, user } of IDENTITIES) await addIdentity(day, name, user);
  await day.addRoles(rolesOf(day));
  for (const { name, seconds } of IDENTITIES)
    await day.passUntil(day.client.targets.switch({ target: name, durationSeconds: seconds }));
  for (const { name } of rolesOf(day))
    await day.passUntil(day.client.targets.switch({ target: name }));
}

function rolesOf({ account }: PracticeDay): readonly DayRole[] {
  const many = account.roles.filter(({ name }) => /^acme-\d{4}-/.test(name));
  let taken = 0;
  const take = (count: number, rest: Omit<DayRole, 'name' | 'roleArn'>): DayRole[] =>
    many.slice(taken, (taken += count)).map(({ name, roleArn }) => ({ name, roleArn, ...rest }));
  const named = (name: string) => {
    const role = account.roles.find((one) => one.name === name);
    if (role === undefined) throw new Error(`no ${name}`);
    return role;
  };
  const hub = { name: 'hub', roleArn: named('acme-data-hub').roleArn };
  const analyst = named('acme-data-analyst').roleArn;
  const auditor = named('partner-auditor');
  return [
    ...take(80, { source: 'dana', mfa: 'session' }),
    ...take(52, { source: 'dana', mfa: 'none', durationSeconds: 43_200 }),
    ...take(48, { source: 'dana', mfa: 'none' }),
    ...take(3, { source: 'dana', mfa: 'direct' }),
    ...take(2, { source: 'dana', mfa: 'direct', durationSeconds: 43_200 }),
    ...take(3, { source: 'dana', mfa: 'none', durationSeconds: 900 }),
    { ...hub, source: 'dana', mfa: 'none' },
    ...[1, 2, 3, 4].map((number): DayRole => ({
      name: `analyst-${number}`,
      roleArn: analyst,
      source: 'hub',
      mfa: 'none',
    })),
    {
      name: 'auditor',
      roleArn: auditor.roleArn,
      source: 'dana',
      mfa: 'session',
      externalId: auditor.externalId,
    },
  ];
}
