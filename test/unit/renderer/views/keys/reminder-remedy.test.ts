import { describe, expect, it } from 'vitest';
import { reminderKind, type Reminder } from '#shared/contract/things.ts';
import { remedyOf } from '#renderer/views/keys/reminder-remedy.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const reminder = (kind: Reminder['kind'], given: Partial<Reminder> = {}): Reminder => ({
  id: kind,
  kind,
  identity: 'alice',
  accessKeyId: KEY,
  days: null,
  since: null,
  snooze: null,
  tone: 'warn',
  rotation: kind === 'rotation-waits' ? { waitsFor: 'again', failure: null } : null,
  ...given,
});
const NOT_ROOT = { isOfRoot: false };
const leadsTo = (kind: Reminder['kind'], whose = NOT_ROOT) => {
  const dialog = remedyOf(reminder(kind), whose)?.dialog;
  if (dialog === undefined) return null;
  return dialog.kind === 'change-key' ? dialog.action : dialog.kind;
};

describe('what a reminder leads to', () => {
  it('is what mends its cause', () => {
    expect(Object.fromEntries(reminderKind.options.map((kind) => [kind, leadsTo(kind)]))).toEqual({
      gone: 'replace-key',
      orphan: 'rotate',
      'rotation-waits': 'rotate',
      'root-key': null,
      overdue: 'rotate',
      due: 'rotate',
      'grace-over': 'rotate',
      plaintext: 'take-over',
      'second-unknown': 'deactivate',
      leftover: 'delete',
      unused: 'deactivate',
      'no-mfa': 'enrol-mfa',
    });
  });

  it.each([
    ['code', null, { words: 'type-code', asks: null }],
    ['again', { code: 'rotation/denied', facts: {} }, { words: 'go-on', asks: null }],
    ['itself', null, { words: 'go-on', asks: null }],
    ['person', { code: 'rotation/old-key-in-use', facts: {} }, { words: 'rotation', asks: null }],
    ['person', null, { words: 'delete', asks: 'finish' }],
  ] as const)(
    'is what the rotation needs to go on: %s, failed with %o',
    (waitsFor, failure, { words, asks }) => {
      const waits = reminder('rotation-waits', {
        rotation: { waitsFor, failure: failure === null ? null : { ...failure } },
      });
      expect(remedyOf(waits, NOT_ROOT)).toEqual({
        words,
        dialog: { kind: 'rotate', identity: 'alice', asks },
      });
    },
  );

  it('is nothing here, for a rotation of a newer Latchkey', () => {
    const newer = reminder('rotation-waits', { rotation: { waitsFor: 'update', failure: null } });
    expect(remedyOf(newer, NOT_ROOT)).toBeNull();
  });

  it('is about the very key', () => {
    expect(remedyOf(reminder('leftover'), NOT_ROOT)?.dialog).toEqual({
      kind: 'change-key',
      accessKeyId: KEY,
      action: 'delete',
    });
  });

  it('is taking it over, for a key in the AWS files that no identity has', () => {
    expect(remedyOf(reminder('plaintext', { identity: null }), NOT_ROOT)?.dialog).toEqual({
      kind: 'take-over',
    });
  });

  it('is nothing that Latchkey would refuse, for the key of a root user', () => {
    const root = { isOfRoot: true };
    const led = reminderKind.options.filter((kind) => leadsTo(kind, root) !== null);
    expect(led).toEqual(['gone', 'plaintext']);
  });
});
