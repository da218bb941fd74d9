import { describe, expect, it } from 'vitest';
import type { LatchkeyClient } from '#main/api/latchkey-client.ts';
import { withVault } from '#main/cli/open-vault.ts';
import { createSecretInput } from '#main/cli/secret-input.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { recordingTerminal } from './recording-terminal.ts';

const RIGHT = 'right and long enough';

/** A Latchkey of which only the vault matters: what was asked of it, and a call that needs it open. */
function latchkeyWith(state: 'locked' | 'not-chosen') {
  const asked: string[] = [];
  let isOpen = false;
  const view = () => ({ kind: 'file' as const, state: 'unlocked' as const, failure: null });
  const client = {
    vault: {
      create: async ({ kind, passphrase }: { kind: string; passphrase?: string }) => {
        asked.push(`create ${kind}`);
        if (kind === 'keychain') {
          throw new AppError('vault/absent', {
            backend: 'keychain',
            reason: 'no D-Bus session is running',
          });
        }
        if ((passphrase ?? '').length < 12)
          throw new AppError('vault/passphrase-weak', { minimumLength: 12 });
        isOpen = true;
        return view();
      },
      unlock: async ({ passphrase }: { passphrase?: string }) => {
        asked.push('unlock');
        if (passphrase !== RIGHT) throw new AppError('vault/wrong-passphrase', {});
        isOpen = true;
        return view();
      },
    },
  } as unknown as LatchkeyClient;
  const call = async () => {
    if (isOpen) return 'done';
    throw state === 'locked'
      ? new AppError('vault/locked', { backend: 'file' })
      : new AppError('vault/not-chosen', {});
  };
  return { client, call, asked };
}

function attempt(
  state: 'locked' | 'not-chosen',
  parts: { answers?: readonly string[]; input?: string; environment?: Record<string, string> },
) {
  const { client, call, asked } = latchkeyWith(state);
  const terminal = recordingTerminal(parts);
  const input = createSecretInput(terminal, parts.input !== undefined);
  const environment = parts.environment ?? {};
  return { terminal, asked, result: withVault({ client, terminal, input, environment }, call) };
}

describe('a locked vault', () => {
  it('is opened with the passphrase that a person types, who may mistype it', async () => {
    const { terminal, asked, result } = attempt('locked', { answers: ['wrong', RIGHT] });
    expect(await result).toBe('done');
    expect(asked).toEqual(['unlock', 'unlock']);
    expect(terminal.said).toEqual(['That is not it; capitals count.']);
  });

  it('stays locked after three wrong passphrases', async () => {
    const { asked, result } = attempt('locked', { answers: ['a', 'b', 'c', 'd'] });
    await expect(result).rejects.toSatisfy((error) => isAppError(error, 'vault/wrong-passphrase'));
    expect(asked).toHaveLength(3);
  });

  it('is opened with LATCHKEY_PASSPHRASE or the first line of standard input, and nobody is asked', async () => {
    const fromEnvironment = attempt('locked', { environment: { LATCHKEY_PASSPHRASE: RIGHT } });
    expect(await fromEnvironment.result).toBe('done');
    const fromInput = attempt('locked', { input: `${RIGHT}\n` });
    expect(await fromInput.result).toBe('done');
    expect([...fromEnvironment.terminal.asked, ...fromInput.terminal.asked]).toEqual([]);
  });

  it('says that a passphrase is needed where nobody can be asked', async () => {
    await expect(attempt('locked', {}).result).rejects.toSatisfy((error) =>
      isAppError(error, 'vault/passphrase-needed'),
    );
  });
});

describe('a vault that is not chosen yet', () => {
  it('is chosen by the person: no keychain here, a short passphrase, a slip, and then it works', async () => {
    const answers = ['', 'file', 'short', 'short', RIGHT, 'slip', RIGHT, RIGHT];
    const { terminal, asked, result } = attempt('not-chosen', { answers });
    expect(await result).toBe('done');
    expect(asked).toEqual(['create keychain', 'create file', 'create file']);
    expect(terminal.said.slice(1)).toEqual([
      'There is no keychain here. No D-Bus session is running.',
      'That is too short: at least 12 characters, best several words.',
      'The two are not the same.',
    ]);
  });

  it('is made as LATCHKEY_VAULT says, unattended', async () => {
    const environment = { LATCHKEY_VAULT: 'file', LATCHKEY_PASSPHRASE: RIGHT };
    const { terminal, asked, result } = attempt('not-chosen', { environment });
    expect(await result).toBe('done');
    expect(asked).toEqual(['create file']);
    expect(terminal.asked).toEqual([]);
  });

  it('is not made in a keychain of the environment that is not there: no other is taken instead', async () => {
    const { result } = attempt('not-chosen', { environment: { LATCHKEY_VAULT: 'keychain' } });
    await expect(result).rejects.toSatisfy((error) => isAppError(error, 'vault/absent'));
  });

  it('is not made where LATCHKEY_VAULT names no kind: a slip must not choose for good', async () => {
    const environment = { LATCHKEY_VAULT: 'Keychain', LATCHKEY_PASSPHRASE: RIGHT };
    const { asked, result } = attempt('not-chosen', { environment });
    await expect(result).rejects.toMatchObject({
      code: 'input/invalid',
      facts: { field: 'LATCHKEY_VAULT' },
    });
    expect(asked).toEqual([]);
  });

  it('stays so where nobody can be asked', async () => {
    await expect(attempt('not-chosen', {}).result).rejects.toSatisfy((error) =>
      isAppError(error, 'vault/not-chosen'),
    );
  });
});
