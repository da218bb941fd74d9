import { describe, expect, it } from 'vitest';
import { hintFor } from '#main/cli/hints.ts';

describe('what mends a failure', () => {
  it.each([
    ['switch', 'latchkey switch dev --duration 900'],
    ['env', 'latchkey env dev --duration 900'],
    ['exec', 'latchkey exec dev --duration 900 -- COMMAND'],
  ])('is the same command with a shorter session: %s', (command, hint) => {
    const facts = { requestedSeconds: 3600, maximumSeconds: 900, because: 'scope' } as const;
    const failure = { code: 'aws/duration-too-long', facts } as const;
    expect(hintFor(failure, { command, subject: 'dev', hasScope: false })).toBe(hint);
  });

  it('is no switch where a scope wants a code: that would make another session', () => {
    const facts = { serial: 'GAHT12345678', target: 'dev' };
    const failure = { code: 'mfa/code-needed', facts } as const;
    const exec = { command: 'exec', subject: 'dev' };
    expect(hintFor(failure, { ...exec, hasScope: false })).toBe(
      'echo CODE | latchkey switch dev --mfa-code-stdin',
    );
    expect(hintFor(failure, { ...exec, hasScope: true })).toBe(
      'Run it in a terminal, or start Latchkey: either asks you for the code.',
    );
  });
});
