import { AppError, type ErrorFacts } from '#shared/errors.ts';
import { sessionKey } from '#shared/session-key.ts';
import { SECOND_MS } from '#shared/time.ts';
import type { Clock } from '../platform/clock.ts';
import { approvalCause } from './cause-of.ts';
import type { Needs } from './needs.ts';

export type Question = ErrorFacts['scope/approval-needed'];

/**
 * Asks the user whether a program may have a session of a scope, for `waitMs`. Programs that say the same of
 * themselves while it is open get the same answer; to everybody else, and afterwards, it is another question.
 * It is over when all that asked it are `gone`. Throws `scope/refused`, `scope/not-answered`.
 */
export type AskApproval = (question: Question, waitMs: number, gone?: AbortSignal) => Promise<void>;

export function createAskApproval(deps: {
  readonly needs: Pick<Needs, 'raise' | 'wait'>;
  readonly clock: Clock;
  readonly randomId: () => string;
}): AskApproval {
  const { needs, clock } = deps;
  const open = new Map<string, Asked>();

  const ask = (question: Question, waitMs: number): Asked => {
    const cause = approvalCause(deps.randomId());
    const failure = { code: 'scope/approval-needed', facts: question } as const;
    const target = sessionKey({ ...question, seconds: null });
    needs.raise({ cause, target, failure, kind: 'question' });
    return { cause, until: clock.monotonic() + waitMs, waiting: 0 };
  };

  return async (question, waitMs, gone) => {
    const { target, scope } = question;
    const same = JSON.stringify(question);
    const asked = open.get(same) ?? ask(question, waitMs);
    open.set(same, asked);
    asked.waiting += 1;
    const leftMs = Math.min(waitMs, asked.until - clock.monotonic());
    const end = await needs.wait(asked.cause, leftMs, gone);
    asked.waiting -= 1;
    const isOver = end !== 'not-answered' || asked.waiting === 0;
    if (isOver && open.get(same) === asked) open.delete(same);
    if (end === 'refused') throw new AppError('scope/refused', { target, scope });
    if (end === 'not-answered') {
      const seconds = Math.round(waitMs / SECOND_MS);
      throw new AppError('scope/not-answered', { target, scope, seconds });
    }
  };
}

interface Asked {
  /** Of this question alone: an answer to it answers no other. */
  readonly cause: string;
  /** By the monotonic clock. */
  readonly until: number;
  waiting: number;
}
