import type { Command } from 'commander';
import type { Vault } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import type { LatchkeyClient } from '#main/api/latchkey-client.ts';
import { connectToApp } from '#main/shells/socket/socket-client.ts';
import type { CommandContext } from '../command-context.ts';
import { jsonText } from '../json-text.ts';
import { withVault } from '../open-vault.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';
import { createSecretInput } from '../secret-input.ts';

/** Closes and opens the vault of the running app. A command opens it for itself, and for as long as it runs. */
export function addLockCommands(program: Command, context: CommandContext): void {
  const { terminal } = context;
  const tell = (vault: Vault | null, sentence: string, { json }: CommonOptions) =>
    terminal.print(json ? jsonText({ vault }) : sentence);
  const locking = program
    .command('lock')
    .description('have the running Latchkey forget its keys until it is unlocked')
    .action(async (options: CommonOptions) => {
      const app = await connectToApp(context.places.socket);
      if (app === null) tell(null, 'No Latchkey is running, so nothing is open.', options);
      else tell(await app.vault.lock({}), LOCKED, options);
    });
  examples(withJson(locking), ['latchkey lock']);
  const unlocking = program
    .command('unlock')
    .description('open the vault of the running Latchkey')
    .action(async (options: CommonOptions) =>
      tell(await unlock(context, options), 'The vault is open.', options),
    );
  examples(withJson(withPassphrase(unlocking)), ['latchkey unlock']);
}

const LOCKED =
  'The vault is locked. What is delivered serves until it expires, and is not renewed.';

async function unlock(context: CommandContext, options: CommonOptions): Promise<Vault> {
  const { terminal, environment, places } = context;
  const client = await connectToApp(places.socket);
  if (client === null) throw new AppError('app/not-running', {});
  const input = createSecretInput(terminal, options.passphraseStdin ?? false);
  return withVault({ client, terminal, input, environment }, () => openVaultOf(client));
}

/** Throws what keeps it closed. */
async function openVaultOf(client: LatchkeyClient): Promise<Vault> {
  const { vault } = await client.snapshot({});
  if (vault.kind === null) throw new AppError('vault/not-chosen', {});
  if (vault.state === 'unlocked') return vault;
  if (vault.state === 'locked') throw new AppError('vault/locked', { backend: vault.kind });
  // Asked once more: what stood against it may be gone.
  return client.vault.unlock({});
}
