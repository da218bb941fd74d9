import type { Rotation } from '#shared/contract/things.ts';
import { proofWords, STEP_WORDS } from '#shared/words/rotation.ts';
import type { LatchkeyClient } from '../api/latchkey-client.ts';
import { tellMeanwhile } from './tell-meanwhile.ts';
import type { Terminal } from './terminal.ts';

interface TellParts {
  readonly client: LatchkeyClient;
  readonly terminal: Terminal;
  readonly identity: string;
}

/** Makes a call that goes on with a rotation, and tells its steps on stderr as they happen. */
export function tellSteps<T>(parts: TellParts, call: () => Promise<T>): Promise<T> {
  const teller = createTeller(parts);
  return tellMeanwhile(
    parts.terminal,
    (over) => tell(parts, teller, over),
    async () => {
      try {
        return await call();
      } finally {
        // The last step may not have been told yet.
        if (teller.hasBegun()) teller.show((await parts.client.snapshot({})).rotations);
      }
    },
  );
}

async function tell({ client }: TellParts, teller: Teller, signal: AbortSignal): Promise<void> {
  const changes = await client.events({}, { signal });
  teller.begin((await client.snapshot({}, { signal })).rotations);
  for await (const { rotations } of changes) if (rotations !== undefined) teller.show(rotations);
}

interface Teller {
  /** What was done before is not told. */
  begin(rotations: readonly Rotation[]): void;
  hasBegun(): boolean;
  show(rotations: readonly Rotation[]): void;
}

function createTeller({ terminal, identity }: TellParts): Teller {
  let told: Set<string> | null = null;
  const own = (rotations: readonly Rotation[]) =>
    rotations.find(({ identities }) => identities.includes(identity));
  const marksOf = (rotation: Rotation | undefined) =>
    (rotation?.steps ?? []).flatMap(({ step, at }) =>
      at === null ? [] : [{ step, mark: `${step} ${at}` }],
    );
  return {
    begin(rotations) {
      told = new Set(marksOf(own(rotations)).map(({ mark }) => mark));
    },
    hasBegun: () => told !== null,
    show(rotations) {
      const rotation = own(rotations);
      if (rotation === undefined || told === null) return;
      for (const { step, mark } of marksOf(rotation)) {
        if (told.has(mark)) continue;
        told.add(mark);
        terminal.say(`✓ ${STEP_WORDS[step](rotation)}`);
      }
      const { proof } = rotation;
      if (proof !== null && terminal.isErrorTerminal)
        terminal.progress(`Proving the key: ${proofWords(proof)}`);
    },
  };
}
