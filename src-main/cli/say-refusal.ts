import type { Failure } from '#shared/errors.ts';
import { exitCodeOf } from './exit-code.ts';
import { explainFailure } from './explain-failure.ts';
import { createTerminal } from './terminal.ts';

/**
 * Says what the running Latchkey has refused `credentials NAME` with, as the whole command would. False
 * where that could do something about it: open the vault. Nothing is asked twice, for it may take 50 s.
 */
export function sayRefusal(body: string, name: string): boolean {
  const failure = JSON.parse(body) as Failure;
  if (failure.code.startsWith('vault/')) return false;
  const terminal = createTerminal(process, process.env);
  const invocation = { command: 'credentials', subject: name, hasScope: false };
  terminal.say(explainFailure(failure, invocation, terminal.width));
  process.exitCode = exitCodeOf(failure.code);
  return true;
}
