import { describe, expect, it } from 'vitest';
import { needWords, programWords, sessionsWords } from '#shared/words/needs.ts';

const CODE = {
  code: 'mfa/code-needed',
  facts: { serial: 'arn:aws:iam::123456789012:mfa/alice', target: 'dev' },
} as const;

describe('what is needed, in words', () => {
  it('names the device whose code is needed, and what for', () => {
    const targets = ['dev', 'prod', 'audit', 'logs', 'ml'];
    expect(needWords({ failure: CODE, targets })).toEqual({
      title: 'MFA code needed',
      text: 'alice: a code is needed for dev, prod and 3 more.',
    });
  });

  it('names the program that asks, the scope and its role', () => {
    const facts = { target: 'prod', scope: 'readonly', program: 'agent', durationSeconds: 900 };
    const failure = { code: 'scope/approval-needed', facts } as const;
    expect(needWords({ failure, targets: ['prod#readonly'] }).text).toBe(
      '“agent” asks for readonly of prod.',
    );
  });

  it('says of everything else what went wrong, and what it keeps from going on', () => {
    const failure = { code: 'aws/key-unknown', facts: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } };
    const words = needWords({ failure: failure as never, targets: ['dev', 'prod'] });
    expect(words.title).not.toBe('');
    expect(words.text).toBe('Latchkey cannot go on with dev and prod.');
  });
});

describe('the name a program gives itself', () => {
  it('can neither reorder the sentence nor end its quotation', () => {
    expect(programWords('x” is safe. \u202Eallow “y\u0007')).toBe(
      "“x' is safe. \\u{202e}allow 'y\\u{7}”",
    );
  });

  it('may be missing', () => {
    expect(programWords(null)).toBe('A program that does not say its name');
  });
});

describe('several sessions', () => {
  it.each([
    [['dev'], 'dev'],
    [['dev', 'prod'], 'dev and prod'],
    [['dev', 'prod', 'ml'], 'dev, prod and ml'],
    [['dev', 'prod', 'ml', 'logs'], 'dev, prod and 2 more'],
    [['dev#readonly', 'prod'], 'readonly of dev and prod'],
  ])('%j', (sessions, words) => {
    expect(sessionsWords(sessions)).toBe(words);
  });
});
