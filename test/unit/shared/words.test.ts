import { describe, expect, it } from 'vitest';
import type { Failure } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';

describe('the words of a failure', () => {
  it('say what happened, what it means and what mends it', () => {
    const words = wordsOf({
      code: 'aws/duration-too-long',
      facts: { requestedSeconds: 43_200, maximumSeconds: 3600, because: 'role-chaining' },
    });
    expect(words).toEqual({
      title: 'This session would be too long',
      explanation:
        '12 h was asked for. AWS limits a role that is assumed from a session to one hour. The longest is 1 h.',
      action: 'Use 1 h (3600 seconds).',
    });
  });

  it('never show a whole access key id', () => {
    const { explanation } = wordsOf({
      code: 'aws/key-unknown',
      facts: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    });
    expect(explanation).toContain('AKIA…MPLE');
    expect(explanation).not.toContain('IOSFODNN7');
  });

  it('make what a terminal would act on visible', () => {
    const { explanation } = wordsOf({
      code: 'mfa/seed-invalid',
      facts: { position: 3, character: '\u001b' },
    });
    expect(explanation).toContain('\\u{1b}');
  });

  it('name a field as the form does', () => {
    expect(
      wordsOf({
        code: 'input/invalid',
        facts: { field: 'secretAccessKey', problem: 'it has a blank inside' },
      }),
    ).toEqual({
      title: 'The secret access key cannot be used',
      explanation: 'It has a blank inside.',
      action: 'Correct it and try again.',
    });
  });

  it('of a code from a newer main are those of something unexpected', () => {
    const unknown = { code: 'toString', facts: { reference: 'x' } } as unknown as Failure;
    expect(wordsOf(unknown).title).toBe('Something unexpected went wrong in Latchkey');
  });
});
