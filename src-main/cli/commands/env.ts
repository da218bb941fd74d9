import { Option, type Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { envLines, evalHint, guessShell, SHELLS, type Shell } from '../env-lines.ts';
import { obtainCredentials } from '../obtain-credentials.ts';
import { examples, wholeSeconds, withPassphrase, type CommonOptions } from '../options.ts';

interface EnvOptions extends CommonOptions {
  readonly shell?: Shell;
  readonly duration?: number;
}

/** Credentials as variables of the shell one sits in. */
export function addEnvCommand(program: Command, context: CommandContext): void {
  const { terminal, environment } = context;
  const command = program
    .command('env <TARGET>')
    .description('print lines that put the credentials into a shell')
    .addOption(new Option('--shell <SHELL>', 'default: the one in $SHELL').choices(SHELLS))
    .option('--duration <S>', 'seconds that the session lasts', wholeSeconds)
    .action(async (target: string, options: EnvOptions) => {
      const shell = options.shell ?? guessShell(environment['SHELL'], process.platform);
      terminal.print(
        envLines(shell, await obtainCredentials(context, target, options), environment),
      );
      if (terminal.isOutputTerminal) {
        terminal.say(`# To run these lines: ${evalHint(shell, `latchkey env ${target}`)}`);
      }
    });
  examples(withPassphrase(command), [
    'eval "$(latchkey env dev)"',
    'latchkey env dev --shell fish | source',
    'latchkey env dev --shell powershell | Out-String | Invoke-Expression',
  ]);
}
