import type { Command } from 'commander';
import { childEnvironment } from '../child-environment.ts';
import type { CommandContext } from '../command-context.ts';
import { obtainCredentials } from '../obtain-credentials.ts';
import { examples, wholeSeconds, withPassphrase, type CommonOptions } from '../options.ts';
import { runChild } from '../run-child.ts';

interface ExecOptions extends CommonOptions {
  readonly duration?: number;
}

/** Runs a program with the credentials in its environment, and nowhere else. */
export function addExecCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('exec <TARGET> <COMMAND...>')
    .usage('[options] <TARGET> -- COMMAND …')
    .description('run a command with the credentials in its environment')
    .option('--duration <S>', 'seconds that the session lasts', wholeSeconds)
    .passThroughOptions()
    .action(async (target: string, words: readonly string[], options: ExecOptions) => {
      // Parsing stops at TARGET, so the dashes that divide are still there.
      const childWords = words[0] === '--' ? words.slice(1) : words;
      if (childWords.length === 0) command.error("error: missing required argument 'COMMAND'");
      const credentials = await obtainCredentials(context, target, options);
      const environment = childEnvironment(context.environment, credentials);
      context.exitWith(await runChild(childWords, environment));
    });
  examples(withPassphrase(command), [
    'latchkey exec dev -- aws s3 ls',
    "latchkey exec dev -- sh -c 'echo $AWS_REGION'",
    '',
    "Its exit code is the command's; 126 when that cannot be run, 127 when it is not there,",
    '128 and the number when a signal ended it.',
  ]);
}
