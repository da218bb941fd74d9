import { describe, expect, it } from 'vitest';
import { trayView, type TrayFacts, type TrayItem } from '#main/shells/electron/tray-view.ts';
import type { Reminder, Target } from '#shared/contract/things.ts';
import { HOUR_MS, instantOf, MINUTE_MS } from '#shared/time.ts';
import { identityTarget } from '#test/fakes/fake-main.ts';
import { anIdentity } from '../things.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const OPEN: TrayFacts['vault'] = { kind: 'file', state: 'unlocked', failure: null };

const overdue = (identity: string, snooze: Reminder['snooze'] = null): Reminder => ({
  id: identity,
  kind: 'overdue',
  identity,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  days: 97,
  since: '2026-08-19T09:00:00Z',
  snooze,
  tone: 'danger',
  rotation: null,
});

const running = (name: string, leftMs: number): Target => ({
  ...identityTarget(anIdentity({ name, profile: name })),
  session: {
    state: 'active',
    startedAt: instantOf(NOW - HOUR_MS),
    expiresAt: instantOf(NOW + leftMs),
    deliveredTo: null,
  },
});

const viewOf = (facts: Partial<TrayFacts> = {}) =>
  trayView({ vault: OPEN, targets: [], reminders: [], ...facts }, NOW);
const labels = (items: readonly TrayItem[]) =>
  items.map((item) => (item.kind === 'separator' ? '—' : item.label));

describe('the tray', () => {
  it('offers the window, the lock and the way out where nothing runs and nothing is due', () => {
    const { icon, tooltip, items } = viewOf();
    expect([icon, tooltip]).toEqual(['plain', 'Latchkey']);
    expect(labels(items)).toEqual([
      'No session is running',
      '—',
      'Open Latchkey',
      'Lock',
      'Quit Latchkey',
    ]);
  });

  it('says what is due as the notification does, and leads to the keys', () => {
    const { icon, tooltip, items } = viewOf({ reminders: [overdue('alice')] });
    expect(icon).toBe('alert');
    expect(tooltip).toBe(
      '1 access key is overdue. The access key of alice is 97 days old: overdue for rotation.',
    );
    expect(items.slice(0, 3)).toEqual([
      {
        kind: 'action',
        label: '1 access key is overdue',
        action: { do: 'open', place: { view: 'keys' } },
      },
      {
        kind: 'action',
        label: 'The access key of alice is 97 days old: overdue for rotation.',
        action: { do: 'open', place: { view: 'keys' } },
      },
      { kind: 'separator' },
    ]);
  });

  it('raises no alarm for what can wait, and says nothing of what was put off', () => {
    const due: Reminder = { ...overdue('alice'), kind: 'due', tone: 'warn' };
    expect(viewOf({ reminders: [due] })).toMatchObject({
      icon: 'plain',
      tooltip: expect.stringContaining('due for rotation'),
    });
    const putOff = overdue('alice', { until: null });
    expect(viewOf({ reminders: [putOff] })).toEqual(viewOf());
  });

  it('shows the sessions with the time they have left, the one that ends first before the others', () => {
    const targets = [
      running('prod', 3 * HOUR_MS + 20 * MINUTE_MS),
      running('dev', 17 * MINUTE_MS + 59_000),
      running('ending', 59_000),
      running('over', -1000),
      identityTarget(anIdentity()),
    ];
    const { items } = viewOf({ targets });
    expect(labels(items).slice(0, 4)).toEqual([
      'ending · less than a minute left',
      'dev · 17 min left',
      'prod · 3 h 20 min left',
      '—',
    ]);
    expect(items[1]).toMatchObject({
      action: { do: 'open', place: { view: 'switch', target: 'dev' } },
    });
  });

  it('stays a menu with hundreds of sessions', () => {
    const targets = Array.from({ length: 200 }, (_, at) => running(`t${at}`, HOUR_MS + at));
    const { items } = viewOf({ targets });
    expect(items).toHaveLength(12);
    expect(labels(items).slice(6, 8)).toEqual(['t6 · 1 h left', '193 more…']);
  });

  it('leaves a keychain to its system, and a vault that is not chosen', () => {
    const lockable = (vault: TrayFacts['vault']) =>
      labels(viewOf({ vault }).items).includes('Lock');
    expect(lockable({ ...OPEN, kind: 'keychain' })).toBe(false);
    expect(lockable({ kind: null, state: 'not-chosen', failure: null })).toBe(false);
    expect(lockable(OPEN)).toBe(true);
  });

  it('says nothing but that it is locked, while it is', () => {
    const shown = viewOf({
      vault: { ...OPEN, state: 'locked' },
      reminders: [overdue('alice')],
      targets: [running('dev', HOUR_MS)],
    });
    expect([shown.icon, shown.tooltip]).toEqual(['plain', 'Latchkey is locked']);
    expect(labels(shown.items)).toEqual(['Latchkey is locked', '—', 'Unlock…', 'Quit Latchkey']);
  });

  it('says so where the vault cannot be opened', () => {
    const { items } = viewOf({
      vault: { ...OPEN, state: 'unavailable' },
      targets: [running('dev', HOUR_MS)],
    });
    expect(labels(items)).toEqual([
      'The vault cannot be opened',
      '—',
      'Open Latchkey',
      'Quit Latchkey',
    ]);
  });

  it('shows no account number and no key id', () => {
    const said = JSON.stringify(
      viewOf({ reminders: [overdue('alice')], targets: [running('dev', HOUR_MS)] }),
    );
    expect(said).not.toMatch(/\d{12}|AKIA/);
  });

  it('keeps every text as short as the systems show it', () => {
    const name = 'n'.repeat(128);
    const { tooltip, items } = viewOf({
      reminders: [overdue(name)],
      targets: [running(name, HOUR_MS)],
    });
    expect(tooltip.length).toBeLessThanOrEqual(127);
    for (const label of labels(items)) expect(label.length).toBeLessThanOrEqual(100);
  });
});
