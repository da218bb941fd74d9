import { AppError } from '#shared/errors.ts';
import type { Sessions } from './sessions.ts';

/** For a program that cannot wait any longer: the session is on its way, and when its code may be sent, where it waits for that. */
export function beingMade(
  sessions: Pick<Sessions, 'stateOf'>,
  target: string,
): AppError<'session/being-made'> {
  const now = sessions.stateOf(target);
  const codeAt = now.state === 'starting' ? now.waitingForCodeUntil : null;
  return new AppError('session/being-made', { target, codeAt });
}
