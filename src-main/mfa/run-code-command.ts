import { AppError } from '#shared/errors.ts';
import { visibleText } from '#shared/visible-text.ts';
import type { Clock } from '../platform/clock.ts';
import type { Environment } from '../platform/home.ts';
import { redact } from '../platform/redact.ts';
import { runAside } from '../platform/run-aside.ts';

/** Long enough to touch a key or to unlock a password manager. Callers wait meanwhile. */
const LIMIT_SECONDS = 30;
const OUTPUT_MAX_BYTES = 1024;
const SAID_MAX_LENGTH = 200;

/**
 * Runs the command that prints the codes of a device, and gives the code: exactly six digits, but for
 * blanks around them. The first of the words is the full path of its program. Throws `mfa/process-*`.
 */
export type RunCodeCommand = (words: readonly string[]) => Promise<string>;

export function createRunCodeCommand(deps: {
  readonly environment: Environment;
  readonly clock: Clock;
}): RunCodeCommand {
  return async (words) => {
    const program = words[0] ?? '';
    const outcome = await runAside(words, {
      environment: quietEnvironment(deps.environment),
      clock: deps.clock,
      limitMs: LIMIT_SECONDS * 1000,
      outputMaxBytes: OUTPUT_MAX_BYTES,
    });
    switch (outcome.kind) {
      case 'not-started':
        throw outcome.reason === 'ENOENT'
          ? new AppError('mfa/process-not-found', { program })
          : new AppError('mfa/process-not-started', { program, reason: outcome.reason });
      case 'timed-out':
        throw new AppError('mfa/process-timed-out', { program, seconds: LIMIT_SECONDS });
      case 'too-much':
        throw noCode(program, 'it printed more than a code', '');
      case 'ended':
        return codeIn(program, outcome);
    }
  };
}

function codeIn(
  program: string,
  { exitCode, output, said }: { exitCode: number; output: string; said: string },
): string {
  if (exitCode !== 0) {
    throw new AppError('mfa/process-failed', { program, exitCode, said: shown(said) });
  }
  const code = output.trim();
  if (/^\d{6}$/.test(code)) return code;
  // What it printed instead may be a secret of the program's: it is not repeated.
  if (code === '') throw noCode(program, 'it printed nothing', said);
  throw noCode(program, 'it printed something else than six digits', said);
}

function noCode(program: string, problem: string, said: string) {
  return new AppError('mfa/process-no-code', { program, problem, said: shown(said) });
}

/** What a program said on stderr, as it may be shown: short, on one line, and without what looks like a secret. */
function shown(said: string): string {
  const line = redact(said.trim().replaceAll(/\s+/g, ' ')).replaceAll(/\b\d{6}\b/g, '******');
  const text = visibleText(line);
  return text.length > SAID_MAX_LENGTH ? `${text.slice(0, SAID_MAX_LENGTH)}…` : text;
}

/** Without what is AWS's or ours: the code of a device has nothing to do with credentials or the vault. */
function quietEnvironment(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:AWS|LATCHKEY)_/i.test(name)),
  );
}
