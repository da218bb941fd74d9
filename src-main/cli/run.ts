import { CommanderError } from 'commander';
import { failureOf, isAppError, type Failure } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { findPlaces, type Environment, type Places } from '../platform/home.ts';
import type { ScryptCost } from '../secrets/scrypt-key.ts';
import { asHelpOption } from './as-help-option.ts';
import { DONE, exitCodeOf, INTERRUPTED as INTERRUPTED_EXIT, WRONG_USAGE } from './exit-code.ts';
import { execOptionsFirst } from './exec-options.ts';
import type { Invocation } from './hints.ts';
import { createProgram } from './program.ts';
import { INTERRUPTED } from './read-answer.ts';
import type { Terminal } from './terminal.ts';
import type { abandonProcess } from './abandon-process.ts';

export interface RunParts {
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly abandon: typeof abandonProcess;
  /** Of a vault's file; tests pass a cheap one. */
  readonly scryptCost?: ScryptCost;
}

/** Runs one command line (without `node` and the program's name) and gives its exit code. Never rejects. */
export async function runCommandLine(args: readonly string[], parts: RunParts): Promise<number> {
  const { terminal, environment } = parts;
  const places = findPlaces(environment);
  let exitCode = DONE;
  let invocation: Invocation = { command: '', subject: null, hasScope: false };
  let asJson = false;
  const context = { ...parts, places, exitWith: (code: number) => void (exitCode = code) };
  // The bare command opens Latchkey.
  const typed = args.length === 0 ? ['serve'] : execOptionsFirst(args);
  const program = await createProgram(context, typed[0]);
  program.hook('preAction', (_, command) => {
    const parent = command.parent === program ? '' : `${command.parent?.name() ?? ''} `;
    const options = command.opts();
    invocation = {
      command: `${parent}${command.name()}`,
      subject: command.args[0] ?? null,
      hasScope: options['scope'] !== undefined,
    };
    asJson = options['json'] === true;
  });

  try {
    if (args.length === 1 && args[0] === '--version') {
      const { findPackageFolder, readVersion } = await import('../platform/package-folder.ts');
      terminal.print(readVersion(findPackageFolder()));
      return DONE;
    }
    await program.parseAsync([...asHelpOption(typed, program)], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    if (error === INTERRUPTED) return INTERRUPTED_EXIT;
    const failure = await failureIn(error, places, parts.clock);
    // The words of all failures are loaded with the first of them.
    const { explainFailure, failureJson } = await import('./explain-failure.ts');
    terminal.say(
      asJson
        ? failureJson(failure, invocation)
        : explainFailure(failure, invocation, terminal.width),
    );
    const code = exitCodeOf(failure.code);
    if (failure.code === 'vault/not-answering') parts.abandon(code, { isStuck: true });
    // What it waited for would keep the process for longer than its caller has patience.
    if (failure.code === 'session/being-made') parts.abandon(code, { isStuck: false });
    return code;
  }
}

async function failureIn(error: unknown, places: Places, clock: Clock): Promise<Failure> {
  if (isAppError(error)) return failureOf(error);
  const [{ createFileLog }, { randomBytes }] = await Promise.all([
    import('../platform/log.ts'),
    import('node:crypto'),
  ]);
  const log = createFileLog(places.logFile, clock.now, () => randomBytes(4).toString('hex'));
  return { code: 'internal', facts: { reference: log.unexpected(error) } };
}
