import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { examples, portNumber } from '../options.ts';

interface ServeOptions {
  readonly port?: number;
  readonly open: boolean;
}

/** Browser mode: Latchkey in the user's own browser. */
export function addServeCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('serve')
    .description('open Latchkey in the browser, and serve it until Ctrl+C')
    .option('--port <N>', 'listen there (default: a free one, which is safer)', portNumber)
    .option('--no-open', 'print an address to open instead of opening the browser')
    .action(async (options: ServeOptions) => {
      const { runServe } = await import('../run-serve.ts');
      await runServe(context, options);
    });
  examples(command, [
    'latchkey serve',
    'latchkey serve --no-open     (on a host that you reach by SSH)',
  ]);
}
