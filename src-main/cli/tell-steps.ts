import type { Rotation } from '#shared/contract/things.ts';
import { STEP_WORDS } from '#shared/words/rotation.ts';
import type { LatchkeyClient } from '../api/latchkey-client.ts';
import type { Terminal } from './terminal.ts';

/** Makes a call that goes on with a rotation, and tells its steps on stderr as they happen. */
export async function tellSteps<T>(
  parts: {
    readonly client: LatchkeyClient;
    readonly terminal: Terminal;
    readonly identity: string;
  },
  call: () => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const telling = tell(parts, over.signal).catch(() => {
    // Only a comment on the call: when the stream of events breaks, the call itself shows it.
  });
  try {
    return await call();
  } finally {
    over.abort();
    await telling;
    parts.terminal.progress(null);
  }
}

async function tell(
  { client, terminal, identity }: Parameters<typeof tellSteps>[0],
  signal: AbortSignal,
): Promise<void> {
  const changes = await client.events({}, { signal });
  let before = rotationOf((await client.snapshot({}, { signal })).rotations, identity);
  for await (const { rotations } of changes) {
    const now = rotationOf(rotations ?? [], identity);
    if (now === undefined) continue;
    for (const { step, at } of now.steps)
      if (
        at !== null &&
        before?.steps.every((known) => known.step !== step || known.at !== at) !== false
      )
        terminal.say(`✓ ${STEP_WORDS[step](now)}`);
    if (now.proof !== null)
      terminal.progress(
        `Proving the key: ${now.proof.successes} of ${now.proof.neededSuccesses} answers in a row, ${now.proof.seconds} of ${now.proof.neededSeconds} s`,
      );
    before = now;
  }
}

function rotationOf(rotations: readonly Rotation[], identity: string): Rotation | undefined {
  return rotations.find(({ identities }) => identities.includes(identity));
}
