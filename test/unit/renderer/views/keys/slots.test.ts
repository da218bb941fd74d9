import { describe, expect, it } from 'vitest';
import type { Reminder } from '#shared/contract/things.ts';
import { slotsOf } from '#renderer/views/keys/slots.ts';
import { aKey, anInventory } from '#test/unit/main/things.ts';

const OURS = 'AKIAIOSFODNN7EXAMPLE';
const OTHER = 'AKIAI44QH8DHBEXAMPLE';

const reminder = (kind: Reminder['kind'], accessKeyId: string | null): Reminder => ({
  id: `${kind} ${accessKeyId}`,
  kind,
  identity: 'alice',
  accessKeyId,
  days: null,
  since: null,
  snooze: null,
  tone: 'warn',
  rotation: null,
});

function slots(
  keys: ReturnType<typeof anInventory> | null,
  reminders: readonly Reminder[] = [],
  ourKeyIds = [OURS],
) {
  const found = slotsOf({ accessKeyId: OURS, keys }, { ourKeyIds: new Set(ourKeyIds), reminders });
  return {
    slots: found.slots.map((slot) =>
      slot.kind === 'key'
        ? [slot.key.accessKeyId, slot.isOurs, slot.reminders.map(({ kind }) => kind)]
        : slot.kind === 'free'
          ? 'free'
          : slot.because,
    ),
    ofUser: found.ofUser.map(({ kind }) => kind),
  };
}

describe('the places of a user', () => {
  it('are two: the key that Latchkey uses, and the free one', () => {
    expect(slots(anInventory()).slots).toEqual([[OURS, true, []], 'free']);
  });

  it('have our own key first, however AWS lists them', () => {
    const keys = anInventory([aKey({ accessKeyId: OTHER }), aKey()]);
    expect(slots(keys).slots).toEqual([
      [OURS, true, []],
      [OTHER, false, []],
    ]);
  });

  it('say of the second key too that it is ours where another identity has it', () => {
    const keys = anInventory([aKey(), aKey({ accessKeyId: OTHER })]);
    expect(slots(keys, [], [OURS, OTHER]).slots).toEqual([
      [OURS, true, []],
      [OTHER, true, []],
    ]);
  });

  it('call the second one unknown, not free, where AWS does not let the user list its keys', () => {
    const keys = anInventory([aKey()], { isComplete: false });
    expect(slots(keys).slots).toEqual([[OURS, true, []], 'denied']);
  });

  it('are both unknown before AWS was asked', () => {
    expect(slots(null).slots).toEqual(['not-read', 'not-read']);
  });

  it('have the reminders of their key, and leave to the user what is about no key here', () => {
    const reminders = [
      reminder('overdue', OURS),
      reminder('leftover', OTHER),
      reminder('no-mfa', null),
      reminder('orphan', 'AKIALOSTLOSTLOSTLOST'),
    ];
    const keys = anInventory([aKey(), aKey({ accessKeyId: OTHER })]);
    expect(slots(keys, reminders)).toEqual({
      slots: [
        [OURS, true, ['overdue']],
        [OTHER, false, ['leftover']],
      ],
      ofUser: ['no-mfa', 'orphan'],
    });
  });

  it('lose no reminder while nothing is known of the keys', () => {
    expect(slots(null, [reminder('plaintext', OURS)]).ofUser).toEqual(['plaintext']);
  });
});
