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
    expect(hintFor(failure, { command, subject: 'dev' })).toBe(hint);
  });
});
