import { abandonProcess } from './cli/abandon-process.ts';
import { runCommandLine } from './cli/run.ts';
import { createTerminal } from './cli/terminal.ts';
import { createSystemClock } from './platform/clock.ts';

/** Browser mode as a program of its own: the same as `latchkey serve`. */
process.exitCode = await runCommandLine(['serve', ...process.argv.slice(2)], {
  terminal: createTerminal(process, process.env),
  environment: process.env,
  clock: createSystemClock(),
  abandon: abandonProcess,
});
