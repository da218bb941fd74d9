import type { sayRefusal as say } from './cli/say-refusal.ts';
import { askQuickly, nameToAskFor, printQuickly } from './cli/quick-credentials.ts';

/**
 * The `latchkey` that users start. It is built as one CommonJS file, which Node starts sooner than a module,
 * with nothing in it that `credentials NAME` does not use (G1); the files it may load are built beside it.
 */
const [WHOLE_COMMAND, REFUSAL] = ['./cli.js', './refusal.js'];

async function run(args: readonly string[]): Promise<void> {
  const name = nameToAskFor(args);
  const reply = name === null ? null : await askQuickly(name, process.env);
  if (reply?.isCredentials === true) {
    // The end of the connection is not waited for, nor what Node would clear away.
    if (printQuickly(reply.body)) process.exit();
  } else if (name === null || reply === null || !(await isSaid(reply.body, name))) {
    await import(WHOLE_COMMAND);
  }
}

interface Refusal {
  readonly sayRefusal: typeof say;
}

async function isSaid(refusal: string, name: string): Promise<boolean> {
  const { sayRefusal } = (await import(REFUSAL)) as Refusal;
  return sayRefusal(refusal, name);
}

void run(process.argv.slice(2));
