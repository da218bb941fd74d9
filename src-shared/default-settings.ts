import type { Settings } from './contract/settings.ts';

/** What stands until its user says otherwise. */
export const DEFAULT_SETTINGS: Settings = {
  reminders: { thresholds: { dueDays: 75, overdueDays: 90, unusedDays: 45 }, notify: true },
  // Security.md: locks with the computer (§1.1), and has renewed within 5 s of its waking up (F8).
  lock: { withComputer: true, afterIdleMinutes: null, keepsSessions: true },
};
