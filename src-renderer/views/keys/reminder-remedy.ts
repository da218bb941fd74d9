import type { Reminder } from '#shared/contract/things.ts';
import type { Dialog } from '#renderer/state/screen.ts';
import type { REMINDER_WORDS } from '#renderer/words/keys.ts';

/** What mends what a reminder is about, where this window can do it. */
export interface Remedy {
  readonly words: keyof typeof REMINDER_WORDS.actions;
  readonly dialog: Dialog;
}

/** Null where only something outside Latchkey helps: the reminder's words say what. */
export function remedyOf(
  { kind, identity, accessKeyId, rotation: waiting }: Reminder,
  { isOfRoot }: { readonly isOfRoot: boolean },
): Remedy | null {
  // Keys of a root user are changed in the console only.
  if (isOfRoot && kind !== 'plaintext' && kind !== 'gone') return null;
  switch (kind) {
    case 'due':
    case 'overdue':
      return rotation(identity, 'rotate');
    case 'orphan':
    case 'grace-over':
      return rotation(identity, 'rotation');
    case 'rotation-waits':
      return waiting === null ? null : goingOn(identity, waiting);
    case 'leftover':
      return change(accessKeyId, 'delete');
    case 'unused':
    case 'second-unknown':
      return change(accessKeyId, 'deactivate');
    case 'no-mfa':
      return identity === null
        ? null
        : { words: 'enrol-mfa', dialog: { kind: 'enrol-mfa', identity } };
    case 'plaintext':
      return { words: 'take-over', dialog: { kind: 'take-over' } };
    case 'gone':
      return identity === null
        ? null
        : { words: 'replace', dialog: { kind: 'replace-key', identity } };
    case 'root-key':
      return null;
  }
}

function rotation(
  identity: string | null,
  words: Remedy['words'],
  asks: 'finish' | null = null,
): Remedy | null {
  return identity === null ? null : { words, dialog: { kind: 'rotate', identity, asks } };
}

function goingOn(
  identity: string | null,
  { waitsFor, failure }: NonNullable<Reminder['rotation']>,
): Remedy | null {
  if (waitsFor === 'update') return null;
  if (waitsFor === 'code') return rotation(identity, 'type-code');
  if (waitsFor !== 'person') return rotation(identity, 'go-on');
  // Whether it may go on all the same is for somebody who has read why it stopped.
  return failure === null ? rotation(identity, 'delete', 'finish') : rotation(identity, 'rotation');
}

function change(accessKeyId: string | null, action: 'deactivate' | 'delete'): Remedy | null {
  return accessKeyId === null
    ? null
    : { words: action, dialog: { kind: 'change-key', accessKeyId, action } };
}
