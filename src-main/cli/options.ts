import { InvalidArgumentError, Option, type Command } from 'commander';

/** Options that several commands have, so that they read and behave alike. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly passphraseStdin?: boolean;
}

export function withJson(command: Command): Command {
  return command.option('--json', 'print JSON; a failure is JSON too, on stderr');
}

export function withPassphrase(command: Command): Command {
  return command.option(
    '--passphrase-stdin',
    "the first line of standard input is the vault's passphrase",
  );
}

export function withDelivery(command: Command): Command {
  return command.addOption(
    new Option(
      '--deliver <HOW>',
      'file: keys in the credentials file; process: a line by which tools ask Latchkey themselves',
    ).choices(['file', 'process']),
  );
}

export function examples(command: Command, lines: readonly string[]): Command {
  return command.addHelpText(
    'after',
    `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

export function wholeSeconds(text: string): number {
  if (!/^\d{1,6}$/.test(text))
    throw new InvalidArgumentError('It takes whole seconds, 3600 for an hour.');
  return Number(text);
}

export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw new InvalidArgumentError('It takes a number from 1 to 65535.');
  }
  return port;
}
