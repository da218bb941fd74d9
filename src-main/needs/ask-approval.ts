import { AppError, type ErrorFacts } from '#shared/errors.ts';
import { SECOND_MS } from '#shared/time.ts';
import { sessionKey } from '#shared/session-key.ts';
import { approvalCause } from './cause-of.ts';
import type { Needs } from './needs.ts';
import { PERSON_LIMIT_MS } from '#shared/person-limit.ts';

/**
 * Asks the user whether a program may have a session of a scope. Whoever asks meanwhile gets the same
 * answer. Throws `scope/refused`, or `scope/not-answered` after 50 s.
 */
export type AskApproval = (question: ErrorFacts['scope/approval-needed']) => Promise<void>;

export function createAskApproval(needs: Pick<Needs, 'raise' | 'wait'>): AskApproval {
  return async (question) => {
    const { target, scope } = question;
    const cause = approvalCause(sessionKey(target, scope));
    needs.raise({
      cause,
      target: sessionKey(target, scope),
      failure: { code: 'scope/approval-needed', facts: question },
      kind: 'question',
    });
    const end = await needs.wait(cause, PERSON_LIMIT_MS);
    if (end === 'refused') throw new AppError('scope/refused', { target, scope });
    if (end === 'not-answered') {
      const seconds = PERSON_LIMIT_MS / SECOND_MS;
      throw new AppError('scope/not-answered', { target, scope, seconds });
    }
  };
}
