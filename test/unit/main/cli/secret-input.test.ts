import { describe, expect, it } from 'vitest';
import { createSecretInput } from '#main/cli/secret-input.ts';
import { isAppError } from '#shared/errors.ts';
import { recordingTerminal } from './recording-terminal.ts';

describe('secrets for a command', () => {
  it('come from the first line of standard input, without the line end', async () => {
    const input = createSecretInput(recordingTerminal({ input: 'the secret\r\n' }), false);
    expect(await input.passphrase()).toBeNull();
    expect((await input.secret('Secret access key')).reveal()).toBe('the secret');
  });

  it('with --passphrase-stdin the passphrase is the first line and the secret the next, in whichever order they are asked for', async () => {
    const input = createSecretInput(
      recordingTerminal({ input: 'pass phrase\nsecret\ncode\n' }),
      true,
    );
    expect((await input.secret('Secret access key')).reveal()).toBe('secret');
    expect((await input.passphrase())?.reveal()).toBe('pass phrase');
    expect((await input.secret('MFA code')).reveal()).toBe('code');
  });

  it('lose blanks around them, which no key has; a passphrase keeps its own', async () => {
    const input = createSecretInput(
      recordingTerminal({ input: ' pass phrase \r\n secret \n' }),
      true,
    );
    expect((await input.passphrase())?.reveal()).toBe(' pass phrase ');
    expect((await input.secret('Secret access key')).reveal()).toBe('secret');
  });

  it('are asked for, hidden, where somebody sits at the terminal', async () => {
    const terminal = recordingTerminal({ answers: ['typed'] });
    const secret = await createSecretInput(terminal, false).secret('Secret access key');
    expect(secret.reveal()).toBe('typed');
    expect(terminal.asked).toEqual(['Secret access key: ']);
  });

  it('that are not there are a mistake of usage that names what was wanted', async () => {
    const input = createSecretInput(recordingTerminal({ input: '\n' }), false);
    await expect(input.secret('Secret access key')).rejects.toSatisfy(
      (error) =>
        isAppError(error, 'input/invalid') && error.facts.field === 'the secret access key',
    );
  });
});
