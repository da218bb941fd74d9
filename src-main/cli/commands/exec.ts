import path from 'node:path';
import { Option, type Command } from 'commander';
import { AppError } from '#shared/errors.ts';
import { visibleText } from '#shared/visible-text.ts';
import type { Environment } from '#main/platform/home.ts';
import { childEnvironment, environmentWith } from '../child-environment.ts';
import type { CommandContext } from '../command-context.ts';
import { containerVariables } from '../container-variables.ts';
import { obtainCredentials } from '../obtain-credentials.ts';
import { openContainer } from '../open-door.ts';
import { examples, wholeSeconds, withPassphrase, type CommonOptions } from '../options.ts';
import { runChild } from '../run-child.ts';

interface ExecOptions extends CommonOptions {
  readonly duration?: number;
  readonly container?: boolean;
  readonly scope?: string;
}

/**
 * Runs a program with the credentials in its environment, and nowhere else; or with the address where it gets
 * them by itself, for what runs longer than a session.
 */
export function addExecCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('exec <TARGET> <COMMAND...>')
    .usage('[options] <TARGET> -- COMMAND …')
    .description('run a command with the credentials in its environment')
    .option('--duration <S>', 'seconds that the session lasts', wholeSeconds)
    .addOption(
      new Option(
        '--container',
        'let the command ask the running Latchkey: no credentials in its environment, renewed for as long as it runs',
      ).conflicts(['duration', 'scope']),
    )
    .option('--scope <S>', "one of the role's scopes: a narrower session")
    .passThroughOptions()
    .action(async (target: string, words: readonly string[], options: ExecOptions) => {
      // Parsing stops at TARGET, so the dashes that divide are still there.
      const childWords = words[0] === '--' ? words.slice(1) : words;
      if (childWords.length === 0) command.error("error: missing required argument 'COMMAND'");
      const environment = options.container
        ? await containerEnvironment(context, target, options)
        : childEnvironment(
            context.environment,
            await obtainCredentials(context, target, {
              ...options,
              program: programName(childWords[0] ?? ''),
            }),
          );
      context.exitWith(await runChild(childWords, environment));
    });
  examples(withPassphrase(command), [
    'latchkey exec dev -- aws s3 ls',
    'latchkey exec --container dev -- terraform apply',
    'latchkey exec dev --scope readonly -- agent …',
    "latchkey exec dev -- sh -c 'echo $AWS_REGION'",
    '',
    "Its exit code is the command's; 126 when that cannot be run, 127 when it is not there,",
    '128 and the number when a signal ended it.',
  ]);
}

/** Throws `container/default-profile`: the command would run, with credentials of somebody else. */
async function containerEnvironment(
  context: CommandContext,
  name: string,
  options: ExecOptions,
): Promise<Environment> {
  // Read by this command alone: the others start without it.
  const { defaultCredentialsFile } = await import('#main/profiles/default-credentials.ts');
  const inTheWay = await defaultCredentialsFile(context.places);
  if (inTheWay !== null) throw new AppError('container/default-profile', { path: inTheWay });
  const door = await openContainer(context, { name, options });
  return environmentWith(context.environment, containerVariables(door));
}

/** Its arguments may hold secrets, and its folder tells nobody anything. */
function programName(word: string): string {
  return visibleText(path.basename(word)).slice(0, 64);
}
