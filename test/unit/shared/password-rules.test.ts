import { describe, expect, it } from 'vitest';
import type { PasswordPolicy } from '#shared/contract/account.ts';
import { DEFAULT_PASSWORD_POLICY, rulesOf, unmetRules } from '#shared/password-rules.ts';

const STRICT: PasswordPolicy = {
  isDefault: false,
  minimumLength: 12,
  requiresUppercase: true,
  requiresLowercase: true,
  requiresNumbers: true,
  requiresSymbols: true,
  minimumKinds: null,
  maximumAgeDays: 90,
  remembered: 3,
  endsHard: false,
};
const known = { oldPassword: 'Old-password-1', accountAlias: 'Acme-main-1' };

describe('the rules that a new password breaks', () => {
  it.each<[string, PasswordPolicy | null, string[]]>([
    // AWS's own: eight characters, three kinds of four, not the account's name.
    ['Abcdef12', DEFAULT_PASSWORD_POLICY, []],
    ['abcdef1!', DEFAULT_PASSWORD_POLICY, []],
    ['ABCDEF1!', DEFAULT_PASSWORD_POLICY, []],
    ['Abcdefg!', DEFAULT_PASSWORD_POLICY, []],
    ['Abcde12', DEFAULT_PASSWORD_POLICY, ['length']],
    ['abcdef12', DEFAULT_PASSWORD_POLICY, ['kinds']],
    ['abc', DEFAULT_PASSWORD_POLICY, ['length', 'kinds']],
    // None of the symbols that count.
    ['abcdef1~', DEFAULT_PASSWORD_POLICY, ['kinds']],
    ['abcdef1 ', DEFAULT_PASSWORD_POLICY, ['kinds']],
    // A capital letter, and none from A to Z.
    ['äÄbcdef1', DEFAULT_PASSWORD_POLICY, ['kinds']],
    ['Acme-main-1', DEFAULT_PASSWORD_POLICY, ['account-name']],
    ['Old-password-1', DEFAULT_PASSWORD_POLICY, ['old']],
    ['Abcdef12łó', DEFAULT_PASSWORD_POLICY, ['characters']],
    ['Abcdef12😀', DEFAULT_PASSWORD_POLICY, ['characters']],
    [`Ab1${'x'.repeat(125)}`, DEFAULT_PASSWORD_POLICY, []],
    [`Ab1${'x'.repeat(126)}`, DEFAULT_PASSWORD_POLICY, ['length']],
    // An account's own.
    ['Abcdefghij1!', STRICT, []],
    ['Abcdefghi1!', STRICT, ['length']],
    ['abcdefghij1!', STRICT, ['uppercase']],
    ['ABCDEFGHIJ1!', STRICT, ['lowercase']],
    ['Abcdefghijk!', STRICT, ['numbers']],
    ['Abcdefghij12', STRICT, ['symbols']],
    ['', STRICT, ['length', 'uppercase', 'lowercase', 'numbers', 'symbols']],
    ['Acme-main-1x', STRICT, []],
    [
      'short1',
      { ...STRICT, minimumLength: 6, requiresUppercase: false, requiresSymbols: false },
      [],
    ],
    // One that is not known.
    ['x', null, []],
    ['', null, ['length']],
    ['Old-password-1', null, ['old']],
    ['x'.repeat(129), null, ['length']],
  ])('%j', (candidate, policy, expected) => {
    expect(unmetRules(candidate, policy, known)).toEqual(expected);
  });

  it('are told before, in the same order', () => {
    expect(rulesOf(DEFAULT_PASSWORD_POLICY)).toEqual([
      'length',
      'kinds',
      'account-name',
      'characters',
      'old',
    ]);
    expect(rulesOf(STRICT).slice(0, 5)).toEqual([
      'length',
      'uppercase',
      'lowercase',
      'numbers',
      'symbols',
    ]);
  });
});
