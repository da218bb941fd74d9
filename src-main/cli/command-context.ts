import type { Clock } from '../platform/clock.ts';
import type { Environment, Places } from '../platform/home.ts';
import type { ScryptCost } from '../secrets/scrypt-key.ts';
import { connect } from './connection.ts';
import type { LatchkeyClient } from '../api/latchkey-client.ts';
import { unlockIfGiven, withVault } from './open-vault.ts';
import { createSecretInput, type SecretInput } from './secret-input.ts';
import type { Terminal } from './terminal.ts';

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly places: Places;
  readonly clock: Clock;
  /** Of a vault's file; tests pass a cheap one. */
  readonly scryptCost?: ScryptCost;
  /** For `exec`, whose exit code is that of its child. */
  exitWith(code: number): void;
}

/** A Latchkey at the command's service. */
export interface Desk {
  readonly client: LatchkeyClient;
  readonly input: SecretInput;
  /** Makes a call that may need the vault, and opens it where it can. */
  call<T>(call: (client: LatchkeyClient) => Promise<T>): Promise<T>;
  /** Opens a locked vault if its passphrase was given; asks nobody. */
  unlockIfGiven(): Promise<void>;
}

export interface DeskOptions {
  readonly passphraseStdin?: boolean;
}

/** Runs a command's work with a Latchkey, the running one or our own, and lets go of it at the end. */
export async function atDesk<T>(
  context: CommandContext,
  options: DeskOptions,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const { terminal, environment } = context;
  const input = createSecretInput(terminal, options.passphraseStdin ?? false);
  const { client, close } = await connect({ ...context, passphrase: await input.passphrase() });
  const keys = { client, terminal, input, environment };
  try {
    return await work({
      client,
      input,
      call: (call) => withVault(keys, () => call(client)),
      unlockIfGiven: () => unlockIfGiven(keys),
    });
  } finally {
    await close();
  }
}
