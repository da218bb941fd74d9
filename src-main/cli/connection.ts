import type { Secret } from '#shared/secret.ts';
import type { Clock } from '../platform/clock.ts';
import type { Environment, Places } from '../platform/home.ts';
import { connectToApp } from '../shells/socket/socket-client.ts';
import type { LatchkeyClient } from '../api/latchkey-client.ts';
import type { ScryptCost } from '../secrets/scrypt-key.ts';

export interface Connection {
  readonly client: LatchkeyClient;
  close(): Promise<void>;
}

export interface ConnectionParts {
  readonly places: Places;
  readonly environment: Environment;
  readonly clock: Clock;
  /** The vault's passphrase, where it came on standard input. */
  readonly passphrase: Secret | null;
  /** Of a vault's file; tests pass a cheap one. */
  readonly scryptCost?: ScryptCost;
}

/** The running app where one answers, so that a renewal happens once however many ask; else a Latchkey of our own. */
export async function connect(parts: ConnectionParts): Promise<Connection> {
  const client = await connectToApp(parts.places.socket);
  if (client !== null) return { client, close: () => Promise.resolve() };
  // The AWS SDK and the schemas load only when this process does the work itself.
  const { openOwnLatchkey } = await import('./own-latchkey.ts');
  return openOwnLatchkey(parts);
}
