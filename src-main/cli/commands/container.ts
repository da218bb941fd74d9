import { Option, type Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { containerVariables, metadataVariables } from '../container-variables.ts';
import { evalHint, guessShell, SHELLS, variableLines, type Shell } from '../env-lines.ts';
import { openContainer, openMetadata } from '../open-door.ts';
import { examples, withPassphrase, type CommonOptions } from '../options.ts';
import { shortPath } from '../short-path.ts';

interface ContainerOptions extends CommonOptions {
  readonly shell?: Shell;
  readonly imds?: boolean;
}

/** Where programs get credentials by themselves, renewed for as long as they run: as variables of a shell. */
export function addContainerCommand(program: Command, context: CommandContext): void {
  const { terminal, environment } = context;
  const command = program
    .command('container <TARGET>')
    .description('print lines that let programs ask the running Latchkey for credentials')
    .addOption(new Option('--shell <SHELL>', 'default: the one in $SHELL').choices(SHELLS))
    .option(
      '--imds',
      'by EC2 instance metadata, which has no token: only for programs that know no other way',
    )
    .action(async (target: string, options: ContainerOptions) => {
      const shell = options.shell ?? guessShell(environment['SHELL'], process.platform);
      const parts = { name: target, options };
      if (options.imds === true) terminal.say(IMDS_WARNING);
      const variables =
        options.imds === true
          ? metadataVariables(await openMetadata(context, parts))
          : containerVariables(await openContainer(context, parts));
      terminal.print(variableLines(shell, variables, environment));
      // Read by this command alone: the others start without it.
      const { defaultCredentialsFile } = await import('#main/profiles/default-credentials.ts');
      const inTheWay = await defaultCredentialsFile(context.places);
      if (inTheWay !== null) {
        terminal.say(
          `# The profile default in ${shortPath(inTheWay, environment)} has credentials of its own, and AWS's tools take those first.`,
        );
      }
      if (terminal.isOutputTerminal) {
        const asked = `latchkey container ${target}${options.imds === true ? ' --imds' : ''}`;
        terminal.say(`# To run these lines: ${evalHint(shell, asked)}`);
      }
    });
  examples(withPassphrase(command), [
    'eval "$(latchkey container dev)"',
    'latchkey exec --container dev -- terraform apply     the same, for one command',
    '',
    'The lines work for as long as this Latchkey runs and until the target is stopped.',
  ]);
}

const IMDS_WARNING =
  '# Warning: instance metadata cannot tell who asks. Until the target is stopped or Latchkey ends, every program of every user of this computer can get these credentials. Without --imds a token is needed.';
