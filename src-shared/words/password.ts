import type { ErrorFacts } from '#shared/errors.ts';
import { LONGEST_PASSWORD, type PasswordRule } from '#shared/password-rules.ts';
import type { Words } from './words.ts';

/** What a rule asks of a password, to finish "It has …". */
export function passwordRuleWords(rule: PasswordRule, minimumLength: number): string {
  return rule === 'length'
    ? `${minimumLength} to ${LONGEST_PASSWORD} characters`
    : RULE_WORDS[rule];
}

const SYMBOLS = "! @ # $ % ^ & * ( ) _ + - = [ ] { } | '";

const RULE_WORDS: Record<Exclude<PasswordRule, 'length'>, string> = {
  characters: 'only characters of Latin script (U+0020 to U+00FF)',
  uppercase: 'a capital letter, A to Z',
  lowercase: 'a small letter, a to z',
  numbers: 'a digit',
  symbols: `one of ${SYMBOLS}`,
  kinds: `three of these four: a capital letter, a small letter, a digit, one of ${SYMBOLS}`,
  'account-name': 'something other than the name of the account',
  old: 'something other than the old password',
};

export const PASSWORD_ERROR_WORDS: {
  readonly [C in 'password/rules-unmet' | 'password/none']: (facts: ErrorFacts[C]) => Words;
} = {
  'password/rules-unmet': ({ rules, minimumLength }) => ({
    title: 'The new password does not keep the account’s rules',
    explanation: `It needs ${rules.map((rule) => passwordRuleWords(rule, minimumLength)).join('; ')}. Nothing was sent; the old password holds.`,
    action: 'Choose another one.',
  }),
  'password/none': ({ userName }) => ({
    title: `${userName} has no password for the console`,
    explanation: 'AWS knows no sign-in with a password for this user, so there is none to change.',
    action: 'Ask whoever manages the account, if you need one.',
  }),
};
