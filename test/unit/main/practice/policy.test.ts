import { expect, test } from 'vitest';
import { askPolicy, type Statement } from '#main/practice/policy.ts';

const DANA = 'arn:aws:iam::111122223333:user/dana';

function ask(
  statements: readonly Partial<Statement>[],
  action = 'iam:ListAccessKeys',
  resource = DANA,
) {
  const whole = statements.map((statement): Statement => ({
    effect: 'Allow',
    actions: ['*'],
    resources: ['*'],
    ...statement,
  }));
  return askPolicy(whole, { action, resource, userName: 'dana' });
}

test('what no statement allows is not allowed', () => {
  expect(ask([])).toBe('not-allowed');
  expect(ask([{ actions: ['iam:GetUser'] }])).toBe('not-allowed');
  expect(ask([{ resources: ['arn:aws:iam::111122223333:user/kim'] }])).toBe('not-allowed');
});

test('a deny wins over any allow, wherever it stands', () => {
  expect(ask([{ effect: 'Deny', actions: ['iam:List*'] }, {}])).toBe('denied');
  expect(ask([{}, { effect: 'Deny', actions: ['iam:List*'] }])).toBe('denied');
});

test('action names do not mind their case, resources do', () => {
  expect(ask([{ actions: ['IAM:listaccesskeys'] }])).toBe('allowed');
  expect(ask([{ resources: [DANA.toUpperCase()] }])).toBe('not-allowed');
});

test.each([
  ['arn:aws:iam::*:user/dana', 'allowed'],
  ['arn:aws:iam::111122223333:user/dan?', 'allowed'],
  ['arn:aws:iam::111122223333:user/d', 'not-allowed'],
  // A dot is a dot, not any character.
  ['arn.aws.iam::111122223333:user/dana', 'not-allowed'],
])('the pattern %s: %s', (pattern, answer) => {
  expect(ask([{ resources: [pattern] }])).toBe(answer);
});

test("the caller's name stands in for IAM's variable", () => {
  // oxlint-disable-next-line no-template-curly-in-string -- IAM's policy variable
  const resources = ['arn:aws:iam::*:user/${aws:username}'];
  expect(ask([{ resources }])).toBe('allowed');
  expect(ask([{ resources }], 'iam:ListAccessKeys', 'arn:aws:iam::111122223333:user/kim')).toBe(
    'not-allowed',
  );
});
