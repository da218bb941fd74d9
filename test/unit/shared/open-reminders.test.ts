import { describe, expect, it } from 'vitest';
import type { Reminder } from '#shared/contract/things.ts';
import { dotTone, gravest } from '#shared/open-reminders.ts';

const reminder = (tone: Reminder['tone'], snooze: Reminder['snooze'] = null): Reminder => ({
  id: tone,
  kind: 'due',
  identity: 'alice',
  accessKeyId: null,
  days: null,
  since: null,
  snooze,
  tone,
  rotation: null,
});
const SNOOZED = { until: null };

describe('the dot on Keys', () => {
  it('is as grave as the gravest reminder that nobody has put off', () => {
    expect(dotTone([])).toBeNull();
    expect(dotTone([reminder('warn'), reminder('notice')])).toBe('warn');
    expect(dotTone([reminder('danger', SNOOZED), reminder('notice')])).toBe('notice');
    expect(dotTone([reminder('danger', SNOOZED)])).toBeNull();
  });
});

describe('the banner of keys', () => {
  it('says the gravest ones only, and none that was put off', () => {
    const all = [reminder('danger'), reminder('danger', SNOOZED), reminder('warn')];
    expect(gravest(all)).toEqual([all[0]]);
  });
});
