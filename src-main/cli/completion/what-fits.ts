import type { Argument, Command, Option } from 'commander';

export interface Candidate {
  readonly word: string;
  readonly text: string;
}

export type NameKind = 'target' | 'identity' | 'role' | 'endpoint' | 'profile';

/** What may stand where the cursor is. `prefix`: what the word being typed has before it, `--shell=`. */
export type Fits =
  | { readonly kind: 'words'; readonly words: readonly Candidate[]; readonly prefix: string }
  | { readonly kind: 'names'; readonly of: readonly NameKind[]; readonly prefix: string }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  /** Another program's command line, whose first word is that many words after `latchkey`. */
  | { readonly kind: 'command'; readonly at: number };

/**
 * What fits at the end of a command line: `words` are those after `latchkey`, the last is the one being
 * typed. All of it is read off the commands themselves, so that nothing is listed twice.
 */
export function whatFits(program: Command, words: readonly string[]): Fits {
  const typed = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  let command = program;
  let pending: Option | undefined;
  let argumentCount = 0;
  let takesOptions = true;

  for (const [index, word] of typed.entries()) {
    if (takesCommand(command, argumentCount)) {
      return { kind: 'command', at: word === '--' ? index + 1 : index };
    }
    if (pending !== undefined) {
      pending = undefined;
    } else if (takesOptions && word === '--') {
      takesOptions = false;
    } else if (takesOptions && word.startsWith('-')) {
      pending = valueOption(command, word);
    } else if (command.commands.length > 0) {
      const child = command.commands.find((other) => other.name() === word);
      if (child === undefined) return NOTHING;
      command = child;
    } else {
      argumentCount += 1;
    }
  }

  if (takesCommand(command, argumentCount)) {
    return current === '--' ? NOTHING : { kind: 'command', at: typed.length };
  }
  if (pending !== undefined) return valueFits(pending, '');
  if (takesOptions && current.startsWith('-')) return optionFits(command, current);
  if (command.commands.length > 0) return wordFits(commandsOf(command));
  const argument = command.registeredArguments[argumentCount] ?? lastIfVariadic(command);
  if (argument === undefined) return takesOptions ? wordFits(optionsOf(command)) : NOTHING;
  return argumentFits(argument, command);
}

const NOTHING: Fits = { kind: 'words', words: [], prefix: '' };

function wordFits(words: readonly Candidate[], prefix = ''): Fits {
  return { kind: 'words', words, prefix };
}

/** Whether the next word belongs to the program that `exec` runs. */
function takesCommand(command: Command, argumentCount: number): boolean {
  return (
    command.registeredArguments[argumentCount]?.name() === 'COMMAND' ||
    (lastIfVariadic(command)?.name() === 'COMMAND' && argumentCount > 0)
  );
}

function lastIfVariadic(command: Command): Argument | undefined {
  const last = command.registeredArguments.at(-1);
  return last?.variadic === true ? last : undefined;
}

/** The option of a word, where its value is the next word. */
function valueOption(command: Command, word: string): Option | undefined {
  const option = command.options.find(({ long, short }) => word === long || word === short);
  return option?.required === true ? option : undefined;
}

function optionFits(command: Command, current: string): Fits {
  const [name = '', value] = current.split('=', 2);
  if (value === undefined) return wordFits(optionsOf(command));
  const option = valueOption(command, name);
  return option === undefined ? NOTHING : valueFits(option, `${name}=`);
}

function optionsOf(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short, description }) => ({ word: long ?? short ?? '', text: description }));
}

function commandsOf(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((child) => ({ word: child.name(), text: child.description() }));
}

function valueFits(option: Option, prefix: string): Fits {
  if (option.argChoices !== undefined) return wordFits(choices(option.argChoices), prefix);
  const placeholder = /<(.+)>/.exec(option.flags)?.[1] ?? '';
  if (option.name() === 'endpoint') return { kind: 'names', of: ['endpoint'], prefix };
  return placeholderFits(placeholder, prefix);
}

/** `NAME` is that of a thing of its group, `role show NAME`, and a new one where something is added. */
function argumentFits(argument: Argument, command: Command): Fits {
  if (argument.argChoices !== undefined) return wordFits(choices(argument.argChoices));
  const isOfGroup = argument.name() === 'NAME' && command.name() !== 'add';
  return placeholderFits(isOfGroup ? (command.parent?.name() ?? '') : argument.name(), '');
}

function placeholderFits(placeholder: string, prefix: string): Fits {
  if (placeholder === 'FILE') return { kind: 'files' };
  if (placeholder === 'DIR') return { kind: 'folders' };
  const of = placeholder.toLowerCase().split('|').filter(isNameKind);
  return of.length === 0 ? NOTHING : { kind: 'names', of, prefix };
}

const NAME_KINDS: readonly string[] = ['target', 'identity', 'role', 'endpoint', 'profile'];

function isNameKind(word: string): word is NameKind {
  return NAME_KINDS.includes(word);
}

function choices(words: readonly string[]): readonly Candidate[] {
  return words.map((word) => ({ word, text: '' }));
}
