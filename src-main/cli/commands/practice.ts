import { InvalidArgumentError, type Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { examples, portNumber, withJson } from '../options.ts';
import type { PracticeCommandOptions } from '../run-practice.ts';

/** A small AWS of our own, and Latchkey on it. */
export function addPracticeCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('practice')
    .description('try Latchkey with a practice account, in a throw-away home')
    .option('--scale <AxR>', 'that many accounts more, with that many roles each: 200x5', scaleOf)
    .option('--home <DIR>', 'an empty folder to use instead of a throw-away one')
    .option(
      '--port <N>',
      'port of the window, or of the account with --endpoint-only (default: a free one)',
      portNumber,
    )
    .option('--no-open', 'print an address to open instead of opening the browser')
    .option('--endpoint-only', 'only the practice account, for any client of STS and IAM')
    .action(async (options: PracticeCommandOptions) => {
      const { runPractice } = await import('../run-practice.ts');
      await runPractice(context, options);
    });
  examples(withJson(command), [
    'latchkey practice',
    'latchkey practice --scale 2000x5',
    'latchkey practice --endpoint-only --json',
  ]);
}

function scaleOf(text: string): { readonly accounts: number; readonly roles: number } {
  const [, accounts, roles] = /^(\d{1,4})x(\d{1,3})$/.exec(text) ?? [];
  if (accounts === undefined || roles === undefined) {
    throw new InvalidArgumentError('It takes accounts and roles, 200x5.');
  }
  return { accounts: Number(accounts), roles: Number(roles) };
}
