import { createInProcessClient } from '../api/in-process-client.ts';
import { createLatchkey } from '../compose.ts';
import { findPackageFolder, readVersion } from '../platform/package-folder.ts';
import type { Connection, ConnectionParts } from './connection.ts';

/** A whole Latchkey inside this command. What it delivers stays when the command ends. */
export async function openOwnLatchkey(parts: ConnectionParts): Promise<Connection> {
  const { places, clock, passphrase } = parts;
  const environment =
    passphrase === null
      ? parts.environment
      : { ...parts.environment, LATCHKEY_PASSPHRASE: passphrase.reveal() };
  const latchkey = await createLatchkey({
    places,
    clock,
    environment,
    surface: 'command',
    version: readVersion(findPackageFolder()),
    practice: false,
    clipboard: null,
    openPractice: () => Promise.resolve(null),
    ...(parts.scryptCost === undefined ? {} : { scryptCost: parts.scryptCost }),
  });
  return {
    client: createInProcessClient(latchkey),
    close: () => latchkey.close({ withdraw: false }),
  };
}
