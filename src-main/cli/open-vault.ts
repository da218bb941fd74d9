import { AppError, failureOf, isAppError, type VaultKind } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import { wordsOf } from '#shared/words/errors.ts';
import type { Environment } from '../platform/home.ts';
import { vaultKindIn } from '../secrets/choose-vault.ts';
import type { LatchkeyClient } from '../api/latchkey-client.ts';
import type { SecretInput } from './secret-input.ts';
import type { Terminal } from './terminal.ts';

export interface VaultKeys {
  readonly client: LatchkeyClient;
  readonly terminal: Terminal;
  readonly input: SecretInput;
  readonly environment: Environment;
}

/**
 * Makes a call; where the vault is closed or not chosen yet, opens it with what was given or by
 * asking, and makes the call again. Throws the vault's error where nobody can be asked.
 */
export async function withVault<T>(keys: VaultKeys, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isAppError(error, 'vault/not-chosen')) await chooseVault(keys, error);
    else if (isAppError(error, 'vault/locked')) await unlockVault(keys, error);
    else throw error;
    return call();
  }
}

/** Opens a locked vault with a passphrase that was given, and asks nobody. Throws `vault/wrong-passphrase`. */
export async function unlockIfGiven(keys: VaultKeys): Promise<void> {
  const given = await givenPassphrase(keys);
  if (given !== null) await keys.client.vault.unlock({ passphrase: given.reveal() });
}

async function unlockVault(keys: VaultKeys, error: AppError<'vault/locked'>): Promise<void> {
  const { client, terminal } = keys;
  if (error.facts.backend === 'keychain') {
    // Asked once more: the system may show a window of its own.
    await client.vault.unlock({});
    return;
  }
  const given = await givenPassphrase(keys);
  if (given !== null) {
    await client.vault.unlock({ passphrase: given.reveal() });
    return;
  }
  if (!terminal.canAsk) throw new AppError('vault/passphrase-needed', {}, error);
  await unlockByAsking(keys, ATTEMPTS);
}

const ATTEMPTS = 3;

async function unlockByAsking({ client, terminal }: VaultKeys, attempts: number): Promise<void> {
  for (let left = attempts; ; left -= 1) {
    const passphrase = await terminal.askHidden('Passphrase of the vault: ');
    try {
      await client.vault.unlock({ passphrase: passphrase.reveal() });
      return;
    } catch (error) {
      if (!isAppError(error, 'vault/wrong-passphrase') || left <= 1) throw error;
      terminal.say('That is not it; capitals count.');
    }
  }
}

async function chooseVault(keys: VaultKeys, error: AppError): Promise<void> {
  const { client, terminal, environment } = keys;
  const asked = vaultKindIn(environment);
  if (asked === null && !terminal.canAsk) throw error;
  if (asked === null) terminal.say(VAULT_QUESTION);
  for (;;) {
    const kind = asked ?? (await askForKind(terminal));
    try {
      if (kind === 'keychain') await client.vault.create({ kind });
      else await createFileVault(keys);
      return;
    } catch (failure) {
      if (asked !== null || !isAppError(failure, 'vault/absent')) throw failure;
      const { title, explanation } = wordsOf(failureOf(failure));
      terminal.say(`${title}. ${explanation}`);
    }
  }
}

const VAULT_QUESTION = `Where shall access keys and MFA seeds rest? This is chosen once.
  keychain  this computer's keychain
  file      an encrypted file under a passphrase, for machines without a keychain`;

async function askForKind(terminal: Terminal): Promise<VaultKind> {
  for (;;) {
    const answer = (await terminal.ask('keychain or file [keychain]: ')).trim().toLowerCase();
    if ('keychain'.startsWith(answer)) return 'keychain';
    if ('file'.startsWith(answer)) return 'file';
  }
}

async function createFileVault(keys: VaultKeys): Promise<void> {
  const { client, terminal } = keys;
  const given = await givenPassphrase(keys);
  if (given === null && !terminal.canAsk) throw new AppError('vault/passphrase-needed', {});
  for (;;) {
    const passphrase = given ?? (await askForNewPassphrase(terminal));
    try {
      await client.vault.create({ kind: 'file', passphrase: passphrase.reveal() });
      return;
    } catch (error) {
      if (given !== null || !isAppError(error, 'vault/passphrase-weak')) throw error;
      terminal.say(
        `That is too short: at least ${error.facts.minimumLength} characters, best several words.`,
      );
    }
  }
}

async function askForNewPassphrase(terminal: Terminal): Promise<Secret> {
  for (;;) {
    const first = await terminal.askHidden('New passphrase of the vault: ');
    const second = await terminal.askHidden('The same again: ');
    if (first.reveal() === second.reveal()) return first;
    terminal.say('The two are not the same.');
  }
}

async function givenPassphrase({ input, environment }: VaultKeys): Promise<Secret | null> {
  const fromInput = await input.passphrase();
  if (fromInput !== null) return fromInput;
  return environment['LATCHKEY_PASSPHRASE'] ? secretOf(environment['LATCHKEY_PASSPHRASE']) : null;
}
