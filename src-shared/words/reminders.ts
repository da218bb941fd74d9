import type { Reminder, ReminderKind } from '../contract/things.ts';
import type { Failure } from '../errors.ts';
import { maskAccessKeyId } from '../secret.ts';
import { wordsOf } from './errors.ts';

/** A reminder as the row, the banner, the tray and the command say it. */
export interface ReminderWords {
  /** In a word or two, for a badge. */
  readonly label: string;
  /** A sentence, with whom it is about. */
  readonly text: string;
  /** The same beside the key, where whose it is and how old is to be seen. */
  readonly textBesideKey: string;
  /** What to do about it. */
  readonly action: string;
}

export function reminderWords(reminder: Reminder): ReminderWords {
  const { kind, identity, accessKeyId, days, rotation } = reminder;
  const whose = identity ?? 'the AWS files';
  const key = accessKeyId === null ? '' : maskAccessKeyId(accessKeyId);
  const age = days === null ? '' : ` ${daysWords(days)} old`;
  return {
    label: LABELS[kind],
    ...WORDS[kind]({ whose, key, accessKeyId, age, days: days ?? 0, rotation }),
  };
}

/** What there is, in few words: `2 access keys are overdue, 1 is due`. Null where there is nothing. */
export function remindersSummary(
  reminders: readonly Reminder[],
): { readonly title: string; readonly text: string } | null {
  const [first, ...others] = reminders;
  if (first === undefined) return null;
  const counts = new Map<ReminderKind, Set<string>>();
  for (const { kind, accessKeyId, identity } of reminders) {
    const about = counts.get(kind) ?? new Set();
    counts.set(kind, about.add(accessKeyId ?? identity ?? ''));
  }
  const parts = [...counts].map(([kind, about]) => COUNTED[kind](about.size));
  const title = capital(parts[0] ?? '');
  if (others.length === 0) return { title, text: reminderWords(first).text };
  const rest = parts.slice(1);
  const names = [...new Set(reminders.map(({ identity }) => identity ?? 'the AWS files'))];
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return {
    title,
    text: `${rest.length === 0 ? '' : `${capital(rest.join(', '))}. `}It is about ${shown.join(', ')}.`,
  };
}

const LABELS: Readonly<Record<ReminderKind, string>> = {
  due: 'due for rotation',
  overdue: 'overdue',
  unused: 'unused',
  leftover: 'leftover',
  'second-unknown': 'second key',
  orphan: 'lost secret',
  gone: 'gone',
  'root-key': 'root key',
  'no-mfa': 'no MFA',
  plaintext: 'in plaintext',
  'grace-over': 'old key to delete',
  'rotation-waits': 'rotation waits',
};

type Facts = {
  readonly whose: string;
  readonly key: string;
  readonly age: string;
  readonly days: number;
} & Pick<Reminder, 'accessKeyId' | 'rotation'>;

const WORDS: Readonly<Record<ReminderKind, (facts: Facts) => Omit<ReminderWords, 'label'>>> = {
  due: ({ whose, age }) => ({
    text: `The access key of ${whose} is${age}: due for rotation.`,
    textBesideKey: 'Due for rotation.',
    action: 'Rotate it.',
  }),
  overdue: ({ whose, age }) => ({
    text: `The access key of ${whose} is${age}: overdue for rotation.`,
    textBesideKey: 'Overdue for rotation.',
    action: 'Rotate it.',
  }),
  unused: ({ whose, days }) => ({
    text: `The access key of ${whose} has not been used for ${daysWords(days)}.`,
    textBesideKey: `Not used for ${daysWords(days)}.`,
    action: 'Deactivate it, and delete it if nobody misses it.',
  }),
  leftover: ({ whose, key, age }) => ({
    text: `The user of ${whose} still has an inactive access key, ${key}${age === '' ? '' : `,${age}`}.`,
    textBesideKey: 'Inactive, and left over.',
    action: 'Delete it.',
  }),
  'second-unknown': ({ whose, key, age }) => ({
    text: `The user of ${whose} has a second active access key, ${key}${age === '' ? '' : `,${age}`}, which Latchkey did not make.`,
    textBesideKey: 'A second active key, which Latchkey did not make.',
    action: 'Find out who uses it; if nobody does, deactivate it.',
  }),
  orphan: ({ whose, key, accessKeyId }) => ({
    text: `AWS made the access key ${key} for a rotation of ${whose}, and its secret was lost on the way.`,
    textBesideKey: 'AWS made it for a rotation, and its secret was lost on the way.',
    action: `Delete it, for it is of no use to anybody: ${rotate(whose)} --delete-orphan ${accessKeyId}.`,
  }),
  gone: ({ whose, key }) => ({
    text: `AWS does not take the access key ${key} of ${whose} any more: it was deleted or deactivated.`,
    textBesideKey: 'AWS does not take it any more: it was deleted or deactivated.',
    action: `Activate it in the console, or give ${whose} another key: latchkey key replace ${whose}.`,
  }),
  'root-key': ({ whose }) => ({
    text: `${whose} signs in with an access key of the root user, which nothing can limit.`,
    textBesideKey: 'It is a key of the root user, which nothing can limit.',
    action: 'Use an IAM user or role instead, and delete the key in the console.',
  }),
  'no-mfa': ({ whose }) => ({
    text: `The user of ${whose} has no MFA device: whoever has the key can use it.`,
    textBesideKey: 'Its user has no MFA device: whoever has the key can use it.',
    action: 'Add an MFA device.',
  }),
  plaintext: ({ whose, key }) => ({
    text: `The secret of the access key ${key} stands in the AWS files${whose === 'the AWS files' ? '' : `, though ${whose} has it in the vault`}: every program can read it there.`,
    textBesideKey: 'Its secret stands in the AWS files: every program can read it there.',
    action: 'Lock it away: latchkey import.',
  }),
  'grace-over': ({ whose, key }) => ({
    text: `The old access key ${key} of ${whose} has been inactive for long enough to be deleted.`,
    textBesideKey: 'Inactive for long enough to be deleted.',
    action: `Delete it: ${rotate(whose)} --finish. Or go back to it: ${rotate(whose)} --roll-back.`,
  }),
  'rotation-waits': rotationWords,
};

/** What goes on with a rotation, but for what is said beside it. */
const rotate = (identity: string) => `latchkey key rotate ${identity}`;

/** What it waits for, and what makes it go on. */
function rotationWords({ whose, key, days, rotation }: Facts): Omit<ReminderWords, 'label'> {
  const goOn = `Go on with it: ${rotate(whose)}.`;
  const failure = rotation?.failure ?? null;
  const why = failure === null ? null : wordsOf(failure as Failure);
  const said = (what: string, action: string) => ({
    text: `The rotation of the access key of ${whose} ${what}.`,
    // The line of the rotation above the keys says how it stands.
    textBesideKey: 'Its rotation waits for you.',
    action,
  });
  switch (rotation?.waitsFor) {
    case 'code':
      return said('waits for an MFA code', `Type the code: ${rotate(whose)}.`);
    case 'aws':
    case 'itself':
      return said(`has waited for ${daysWords(days)}${why === null ? '' : `: ${why.title}`}`, goOn);
    case 'update':
      return {
        text: `A newer Latchkey has rotated the access key of ${whose}, or is at it.`,
        textBesideKey: 'A newer Latchkey has rotated it, or is at it.',
        action: 'Update Latchkey.',
      };
    default:
      return why === null
        ? {
            text: `${whose} signs in with the old access key again, and the new one, ${key}, is inactive and waits to be deleted.`,
            textBesideKey: 'Inactive, and waits to be deleted: the old one is used again.',
            action: `Delete it: ${rotate(whose)} --finish.`,
          }
        : said(`has stopped: ${why.title}`, `${why.action} ${goOn}`);
  }
}

const keys = (count: number) => (count === 1 ? '1 access key' : `${count} access keys`);
const are = (count: number) => (count === 1 ? 'is' : 'are');

const COUNTED: Readonly<Record<ReminderKind, (count: number) => string>> = {
  due: (count) => `${keys(count)} ${are(count)} due for rotation`,
  overdue: (count) => `${keys(count)} ${are(count)} overdue`,
  unused: (count) => `${keys(count)} ${are(count)} not used any more`,
  leftover: (count) => `${keys(count)} ${are(count)} inactive and left over`,
  'second-unknown': (count) => `${keys(count)} ${are(count)} of unknown origin`,
  orphan: (count) => `${keys(count)} ${count === 1 ? 'has a lost secret' : 'have lost secrets'}`,
  gone: (count) => `${keys(count)} ${count === 1 ? 'works' : 'work'} no more`,
  'root-key': (count) => `${keys(count)} ${count === 1 ? 'belongs' : 'belong'} to a root user`,
  'no-mfa': (count) =>
    count === 1 ? '1 user has no MFA device' : `${count} users have no MFA device`,
  plaintext: (count) => `${keys(count)} ${count === 1 ? 'stands' : 'stand'} in the AWS files`,
  'grace-over': (count) =>
    `${count === 1 ? '1 old access key' : `${count} old access keys`} can be deleted`,
  'rotation-waits': (count) =>
    count === 1 ? '1 rotation of an access key waits' : `${count} rotations of access keys wait`,
};

function daysWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
