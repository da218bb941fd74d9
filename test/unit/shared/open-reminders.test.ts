import { describe, expect, it } from 'vitest';
import type { Reminder } from '#shared/contract/things.ts';
import { dotTone, gravest } from '#shared/open-reminders.ts';
import { aRotation, rotationInGrace } from '#test/fakes/showcase-rotations.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const reminder = (tone: Reminder['tone'], snooze: Reminder['snooze'] = null): Reminder => ({
  id: tone,
  kind: 'due',
  identity: 'alice',
  accessKeyId: null,
  days: null,
  since: null,
  snooze,
  tone,
});
const SNOOZED = { until: null };

describe('the dot on Keys', () => {
  it('is as grave as the gravest reminder that nobody has put off', () => {
    expect(dotTone([], [])).toBeNull();
    expect(dotTone([reminder('warn'), reminder('notice')], [])).toBe('warn');
    expect(dotTone([reminder('danger', SNOOZED), reminder('notice')], [])).toBe('notice');
    expect(dotTone([reminder('danger', SNOOZED)], [])).toBeNull();
  });

  it('shows a rotation that waits for somebody, and none that goes on by itself', () => {
    const stopped = aRotation(NOW, { taken: 4, state: 'resting', waitsFor: 'again' });
    expect(dotTone([], [stopped])).toBe('warn');
    expect(dotTone([reminder('danger')], [stopped])).toBe('danger');
    expect(dotTone([], [rotationInGrace(NOW)])).toBeNull();
    expect(dotTone([], [{ ...stopped, waitsFor: 'aws' }])).toBeNull();
    expect(dotTone([], [aRotation(NOW, { taken: 2 })])).toBeNull();
  });
});

describe('the banner of keys', () => {
  it('says the gravest ones only, and none that was put off', () => {
    const all = [reminder('danger'), reminder('danger', SNOOZED), reminder('warn')];
    expect(gravest(all)).toEqual([all[0]]);
  });
});
