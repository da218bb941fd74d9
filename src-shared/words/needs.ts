import { deviceName } from '#shared/arn.ts';
import type { Failure } from '#shared/errors.ts';
import { splitSessionKey } from '#shared/session-key.ts';
import { visibleText } from '#shared/visible-text.ts';
import { wordsOf } from './errors.ts';

/** What is needed of a person: the window's strip and the desktop's notification say the same. */
export interface NeedWords {
  /** In a few words, without a full stop. */
  readonly title: string;
  /** What it is about, as a sentence. */
  readonly text: string;
}

/** `targets` are sessions (`session-key.ts`), the oldest first. */
export function needWords(need: {
  readonly failure: Failure;
  readonly targets: readonly string[];
}): NeedWords {
  const { failure, targets } = need;
  const sessions = sessionsWords(targets);
  switch (failure.code) {
    case 'mfa/code-needed':
      return {
        title: 'MFA code needed',
        text: `${deviceName(failure.facts.serial)}: a code is needed for ${sessions}.`,
      };
    case 'scope/approval-needed': {
      const { target, scope } = failure.facts;
      return {
        title: 'A program asks for credentials',
        text: `${programWords(failure.facts.program)} asks for ${scope} of ${target}.`,
      };
    }
    default:
      return { title: wordsOf(failure).title, text: `Latchkey cannot go on with ${sessions}.` };
  }
}

/** What a program calls itself, which may be anything. */
export function programWords(program: string | null): string {
  // A quotation mark inside would seem to end what is quoted.
  return program === null
    ? 'A program that does not say its name'
    : `“${visibleText(program).replaceAll(/["“”„«»]/g, "'")}”`;
}

/** `dev`, `dev and prod`, `dev, prod and 3 more`: as many by name as said, or one more. */
export function sessionsWords(sessions: readonly string[], named = 2): string {
  const names = sessions.map(sessionWords);
  const rest = names.length - named;
  if (rest > 1) return `${names.slice(0, named).join(', ')} and ${rest} more`;
  const [last = '', ...before] = names.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`;
}

/** A target, or one of its scopes. */
function sessionWords(session: string): string {
  const { target, scope } = splitSessionKey(session);
  return visibleText(scope === null ? target : `${scope} of ${target}`);
}
