import { abandonProcess } from './cli/abandon-process.ts';
import { runCommandLine } from './cli/run.ts';
import { createTerminal } from './cli/terminal.ts';
import { createSystemClock } from './platform/clock.ts';

// `latchkey role list | head` closes our stdout early: there is nothing left to say then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal: createTerminal(process, process.env),
  environment: process.env,
  clock: createSystemClock(),
  abandon: abandonProcess,
});
