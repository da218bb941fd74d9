import type {
  ActivityCheck,
  ActivityFact,
  DeliveredBy,
  SessionAsker,
} from '#shared/contract/activity.ts';
import type { Instant } from '#shared/time.ts';

export type ActivityKind = ActivityFact['kind'];

/** What happened, in the order in which one chooses among them. */
export const ACTIVITY_KINDS: Readonly<Record<ActivityKind, string>> = {
  'session-obtained': 'Session obtained',
  'session-delivered': 'Session delivered',
  'session-stopped': 'Session stopped',
  'session-withdrawn': 'Session withdrawn',
  'session-failed': 'Session failed',
  'key-created': 'Key created',
  'key-rotated': 'Key rotated',
  'key-replaced': 'Key replaced',
  'key-activated': 'Key activated',
  'key-deactivated': 'Key deactivated',
  'key-deleted': 'Key deleted',
  'mfa-enrolled': 'MFA device enrolled',
  'mfa-removed': 'MFA device removed',
  'mfa-set': 'MFA device set',
  'mfa-forgotten': 'MFA device forgotten',
  'identity-added': 'Identity added',
  'identity-removed': 'Identity removed',
  'role-added': 'Role added',
  'role-removed': 'Role removed',
  locked: 'Locked',
  unlocked: 'Unlocked',
  'seal-begun': 'Log sealed from here on',
  'log-broken': 'Log was changed from outside',
};

const ASKER_WORDS: Readonly<Record<SessionAsker, string>> = {
  window: 'from the window',
  command: 'by the latchkey command',
  process: 'by a tool, through credential_process',
  door: 'by a program, through its endpoint',
  renewal: 'renewed before its end',
  latchkey: 'by Latchkey, for its own calls',
};

const DELIVERED_WORDS: Readonly<Record<DeliveredBy, string>> = {
  file: 'keys in the credentials file',
  process: 'a credential_process line',
  container: 'a container endpoint',
  metadata: 'an instance metadata endpoint',
};

/** Whom or what it is about: a target with its scope, an identity, a key; null for Latchkey itself. */
export function subjectOf(fact: ActivityFact): string | null {
  if ('scope' in fact && fact.scope !== null) return `${fact.target}#${fact.scope}`;
  if ('target' in fact) return fact.target;
  if ('identity' in fact) return fact.identity;
  if ('accessKeyId' in fact) return fact.accessKeyId;
  return null;
}

/** The rest of it in a few words; `timeWords` puts a moment into them. */
export function detailsOf(fact: ActivityFact, timeWords: (instant: Instant) => string): string {
  switch (fact.kind) {
    case 'session-obtained':
      return [
        ASKER_WORDS[fact.by],
        `until ${timeWords(fact.expiresAt)}`,
        ...(fact.profile === null ? [] : [`goes on as profile ${fact.profile}`]),
      ].join(' · ');
    case 'session-delivered': {
      const how = DELIVERED_WORDS[fact.how];
      return fact.profile === null ? how : `profile ${fact.profile} · ${how}`;
    }
    case 'session-stopped':
      return 'taken out of the profile and forgotten';
    case 'session-withdrawn':
      return 'Latchkey ended: taken out of the profile';
    case 'session-failed':
      return failedWords(fact.code);
    case 'key-created':
    case 'key-rotated':
    case 'key-replaced':
    case 'key-activated':
    case 'key-deactivated':
    case 'key-deleted':
      return fact.userName === null ? '' : `of ${fact.userName}`;
    case 'mfa-enrolled':
    case 'mfa-removed':
    case 'mfa-set':
    case 'mfa-forgotten':
      return fact.serial ?? '';
    case 'log-broken':
      return 'what was sealed before was not there any more';
    case 'seal-begun':
      return 'what is older could have been written by anybody who can write the file';
    default:
      return '';
  }
}

/** What kept a session from coming, as far as its code tells without what belonged to it. */
function failedWords(code: string): string {
  const [subject = ''] = code.split('/');
  return FAILED_WORDS[code] ?? FAILED_WORDS[subject] ?? 'it could not be made';
}

const FAILED_WORDS: Readonly<Record<string, string>> = {
  'aws/access-denied': 'AWS did not allow it',
  'aws/key-unknown': 'AWS did not take the access key',
  'aws/session-expired': 'AWS had ended the session it was to be made from',
  'aws/unreachable': 'AWS could not be reached',
  'aws/throttled': 'AWS asked for patience',
  'aws/clock-skew': 'the clock was too far from AWS’s',
  'mfa/code-needed': 'it needed a code of the MFA device',
  'mfa/code-refused': 'AWS refused the MFA code',
  'vault/locked': 'the vault was locked',
  'scope/approval-needed': 'it needed somebody’s approval',
  aws: 'AWS gave none',
  mfa: 'the MFA device could not be used',
  vault: 'the vault could not be used',
  files: 'the profile could not be written',
  process: 'the profile could not be written',
  scope: 'it was not allowed',
};

export interface CheckWords {
  readonly tone: 'danger' | 'warn' | 'notice';
  readonly title: string;
  readonly text: string;
}

/** What there is to say of how far the log can be believed, the gravest first. `file` is where it is. */
export function checkWords(
  { brokenAt, seal, torn, failure }: ActivityCheck,
  failureTitle: string | null,
): readonly CheckWords[] {
  const said: CheckWords[] = [];
  if (brokenAt !== null)
    said.push({
      tone: 'danger',
      title: `The activity log was changed from outside, at entry ${brokenAt}`,
      text: 'Latchkey chains each entry to the one before, and this one does not fit. Do not rely on it, nor on what stands before it: compare with CloudTrail.',
    });
  if (seal === 'lost')
    said.push({
      tone: 'danger',
      title: 'Entries of the activity log are missing',
      text: 'What Latchkey sealed with the vault’s key is not in the log any more: it was shortened, replaced, or put back from an older copy. CloudTrail has what was done in AWS.',
    });
  if (failure !== null)
    said.push({
      tone: 'warn',
      title: 'The activity log cannot be written',
      text: `${failureTitle === null ? '' : `${failureTitle}. `}What happens meanwhile is kept in memory and written later. Nothing else is held up.`,
    });
  if (torn > 0)
    said.push({
      tone: 'notice',
      title: torn === 1 ? 'One entry was cut short' : `${torn} entries were cut short`,
      text: 'As by a crash or a power cut while it was written. What it told is lost, and nothing else.',
    });
  return said;
}
