import { AppError } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import type { Terminal } from './terminal.ts';

/** Secrets for a command: from a prompt, or line by line from standard input. Never from arguments. */
export interface SecretInput {
  /** The first line, where `--passphrase-stdin` says that it is the vault's passphrase; else null. */
  passphrase(): Promise<Secret | null>;
  /** `what` finishes "Secret access key: ". Throws `input/invalid` when nothing came. */
  secret(what: string): Promise<Secret>;
  /** As it was given, blanks around it and all, which may belong to it. */
  password(what: string): Promise<Secret>;
}

export function createSecretInput(terminal: Terminal, passphraseFirst: boolean): SecretInput {
  let lines: Promise<string[]> | null = null;

  const nextLine = async (what: string): Promise<Secret> => {
    lines ??= terminal.readInput().then((text) => text.split(/\r?\n/));
    const line = (await lines).shift() ?? '';
    if (line.trim() === '') {
      const field = `the ${what.toLowerCase()}`;
      throw new AppError('input/invalid', { field, problem: 'nothing came on standard input' });
    }
    return secretOf(line);
  };
  const read = (what: string) =>
    terminal.canAsk ? terminal.askHidden(`${what}: `) : nextLine(what);

  let passphrase: Promise<Secret> | null = null;
  const readPassphrase = async (): Promise<Secret | null> => {
    if (!passphraseFirst) return null;
    passphrase ??= read('Passphrase of the vault');
    return passphrase;
  };
  return {
    passphrase: readPassphrase,
    async secret(what) {
      await readPassphrase();
      // Keys, seeds and codes have no blanks around them; what is pasted or piped may.
      return secretOf((await read(what)).reveal().trim());
    },
    async password(what) {
      await readPassphrase();
      return read(what);
    },
  };
}
