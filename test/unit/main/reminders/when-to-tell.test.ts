import { describe, expect, it } from 'vitest';
import { mayTell } from '#main/reminders/when-to-tell.ts';

/** The calendar day of a moment in a time zone. */
const dayIn = (timeZone: string) => (epochMs: number) =>
  new Date(epochMs).toLocaleDateString('en-GB', { timeZone });

/** Berlin puts its clocks back in the night of 25 October 2026, and forward in that of 28 March 2027. */
describe('the desktop tells of what is due', () => {
  // prettier-ignore
  it.each<[what: string, toldAt: string | null, now: string, zone: string, isTold: boolean]>([
    ['for the first time',                                  null,                   '2026-11-24T09:00:00Z', 'Europe/Berlin',    true],
    ['not an hour later',                                   '2026-11-24T09:00:00Z', '2026-11-24T10:00:00Z', 'Europe/Berlin',    false],
    ['not at 23:59 of the same day',                        '2026-11-24T00:30:00Z', '2026-11-24T22:59:00Z', 'Europe/Berlin',    false],
    ['not at midnight, after an evening',                   '2026-11-24T21:00:00Z', '2026-11-24T23:05:00Z', 'Europe/Berlin',    false],
    ['the next day at the same time',                       '2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z', 'Europe/Berlin',    true],
    ['the next morning, 20 hours later',                    '2026-11-24T12:00:00Z', '2026-11-25T08:00:00Z', 'Europe/Berlin',    true],
    ['on the day with 25 hours not twice: 00:10 and 23:50', '2026-10-24T22:10:00Z', '2026-10-25T22:50:00Z', 'Europe/Berlin',    false],
    ['the day after it',                                    '2026-10-25T08:00:00Z', '2026-10-26T08:00:00Z', 'Europe/Berlin',    true],
    ['the day after the one with 23 hours',                 '2027-03-28T06:00:00Z', '2027-03-29T05:00:00Z', 'Europe/Berlin',    true],
    ['not twice on a journey east: same evening there',     '2026-11-24T09:00:00Z', '2026-11-24T22:00:00Z', 'Asia/Tokyo',       false],
    ['not twice on a journey west: the day is not over',    '2026-11-24T09:00:00Z', '2026-11-25T06:00:00Z', 'America/New_York', true],
    ['in Kiritimati, the next day',                         '2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z', 'Pacific/Kiritimati', true],
    ['not again after the clock was set back by 3 hours',   '2026-11-24T09:00:00Z', '2026-11-24T06:00:00Z', 'Europe/Berlin',    false],
    ['not again after it was set back by two days',         '2026-11-24T09:00:00Z', '2026-11-22T09:00:00Z', 'Europe/Berlin',    false],
    ['again though a clock that was a year ahead noted it', '2027-11-24T09:00:00Z', '2026-11-24T09:00:00Z', 'Europe/Berlin',    true],
  ])('%s', (_, toldAt, now, zone, isTold) => {
    expect(mayTell(toldAt, Date.parse(now), dayIn(zone))).toBe(isTold);
  });
});
