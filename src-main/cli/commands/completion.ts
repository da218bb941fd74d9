import { Argument, Option, type Command } from 'commander';
import { splitCommandLine } from '#shared/command-line.ts';
import type { CommandContext } from '../command-context.ts';
import { readKnownHeat } from '../completion/known-heat.ts';
import { readKnownNames } from '../completion/known-names.ts';
import { printFits } from '../completion/print-fits.ts';
import { COMPLETION_SCRIPTS } from '../completion/scripts.ts';
import { whatFits } from '../completion/what-fits.ts';
import { evalHint, SHELLS, type Shell } from '../env-lines.ts';
import { examples } from '../options.ts';

/** Completion for four shells: the script that a shell runs, and what that asks for at each Tab. */
export function addCompletionCommands(program: Command, context: CommandContext): void {
  addCompletion(program, context);
  addComplete(program, context);
}

function addCompletion(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('completion')
    .addArgument(new Argument('<SHELL>', 'your shell').choices(SHELLS))
    .description('print what makes a shell complete commands, options and names')
    .action((shell: Shell) => terminal.print(COMPLETION_SCRIPTS[shell]));
  examples(
    command,
    SHELLS.map((shell) => {
      const line = evalHint(shell, `latchkey completion ${shell}`);
      return `${line.padEnd(70)}(in ${PROFILES[shell]})`;
    }),
  );
}

const PROFILES: Readonly<Record<Shell, string>> = {
  bash: '~/.bashrc',
  zsh: '~/.zshrc, after compinit',
  fish: '~/.config/fish/config.fish',
  powershell: '$PROFILE',
};

interface CompleteOptions {
  readonly shell?: Shell;
  readonly current?: string;
}

function addComplete(program: Command, { terminal, places }: CommandContext): void {
  program
    .command('complete [WORDS...]', { hidden: true })
    .addOption(new Option('--shell <SHELL>').choices(SHELLS))
    .option('--current <WORD>')
    .action(async (given: readonly string[], options: CompleteOptions) => {
      const all = options.current === undefined ? given : [...given, options.current];
      const words = all.map(unquoted);
      const fits = whatFits(program, words);
      const isOfNames = fits.kind === 'names';
      const [names, heatOf] = await Promise.all([
        readKnownNames(isOfNames ? places.stateFile : ''),
        readKnownHeat(isOfNames ? places.habitsFile : ''),
      ]);
      const known = { names, heatOf, current: words.at(-1) ?? '' };
      terminal.print(await printFits(fits, { ...known, shell: options.shell ?? 'bash' }));
    });
}

/** A word as bash and PowerShell have it on the line: with its quotes, the last of which may still be to come. */
function unquoted(word: string): string {
  const words =
    splitCommandLine(word, 'posix') ?? splitCommandLine(`${word}${word.charAt(0)}`, 'posix');
  return words?.join(' ') ?? word;
}
