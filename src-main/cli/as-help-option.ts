import type { Command } from 'commander';

/**
 * `latchkey help mfa add` and `latchkey mfa help add` are other ways to write `latchkey mfa add --help`.
 * What follows a command is left out, so that asking for help never runs it.
 */
export function asHelpOption(args: readonly string[], program: Command): readonly string[] {
  const at = args[0] === 'help' ? 0 : 1;
  const isAsked = args[at] === 'help' && (at === 0 || childrenOf(program, args[0]).length > 0);
  if (!isAsked) return args;
  const names: string[] = [];
  let command: Command = program;
  for (const name of args.toSpliced(at, 1)) {
    if (command.commands.length === 0) break;
    names.push(name);
    const child = command.commands.find((other) => other.name() === name);
    // Nothing by that name: the parser says so, and what it may have meant.
    if (child === undefined) return names;
    command = child;
  }
  return [...names, '--help'];
}

function childrenOf(program: Command, name: string | undefined): readonly Command[] {
  return program.commands.find((command) => command.name() === name)?.commands ?? [];
}
