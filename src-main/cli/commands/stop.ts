import type { Command } from 'commander';
import { AppError } from '#shared/errors.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';
import { jsonText } from '../json-text.ts';

interface StopOptions extends CommonOptions {
  readonly all?: boolean;
  readonly replace?: boolean;
}

/** Ends sessions here and takes their profiles away. */
export function addStopCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('stop [TARGET]')
    .description('forget a session and remove its profile')
    .option('--all', 'every session')
    .option('--replace', 'remove our section of the AWS files although somebody else changed it')
    .action((target: string | undefined, options: StopOptions) => stop(context, target, options));
  examples(withJson(withPassphrase(command)), ['latchkey stop dev', 'latchkey stop --all']);
}

async function stop(
  context: CommandContext,
  target: string | undefined,
  options: StopOptions,
): Promise<void> {
  if ((target === undefined) === (options.all !== true)) {
    const problem = 'it takes either one name or --all';
    throw new AppError('input/invalid', { field: 'target', problem });
  }
  const stopped = await atDesk(context, options, ({ call }) =>
    call(async (client) => {
      if (target === undefined) return (await client.targets.stopAll({})).stopped;
      await client.targets.stop({ target, replaceChanged: options.replace });
      return [target];
    }),
  );
  if (options.json) context.terminal.print(jsonText({ stopped }));
  else
    context.terminal.print(
      stopped.length === 0 ? 'No session was running.' : `Stopped ${stopped.join(', ')}.`,
    );
}
