import { describe, expect, it } from 'vitest';
import { redact } from '#main/platform/redact.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const TOKEN = `IQoJb3JpZ2luX2VjE${'AbC123+/'.repeat(40)}==`;

describe('a log line', () => {
  it('keeps four characters of an access key id', () => {
    expect(redact('key AKIAIOSFODNN7EXAMPLE used')).toBe('key AKIA…MPLE used');
    expect(redact('key ASIAIOSFODNN7EXAMPLE used')).toBe('key ASIA…MPLE used');
  });

  it.each([
    ['a secret access key alone', SECRET],
    ['a secret in JSON', JSON.stringify({ SecretAccessKey: SECRET })],
    ['a session token', TOKEN],
    ['a token in a header', `X-Amz-Security-Token: ${TOKEN}`],
    [
      'a sign-in address',
      'https://signin.aws.amazon.com/federation?Action=login&SigninToken=abcDEF123456',
    ],
    ['an otpauth address', 'otpauth://totp/aws:dana?secret=GEZDGNBVGY3TQOJQ'],
    ['a bearer token', 'Authorization: Bearer abcdefghijklmnopqrstuvwxyz'],
    ['a JWT', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJkYW5hIn0.c2lnbmF0dXJl'],
    ['a code', 'TokenCode=123456'],
  ])('does not hold %s', (_, text) => {
    const line = redact(`before ${text} after`);
    for (const part of [
      SECRET,
      TOKEN,
      'abcDEF123456',
      'GEZDGNBVGY3TQOJQ',
      'abcdefghijklmnopqrstuvwxyz',
      'c2lnbmF0dXJl',
      '123456',
    ]) {
      expect(line).not.toContain(part);
    }
  });

  it('leaves alone what is no secret', () => {
    const line =
      'at /home/dana/project/src-main/platform/lock.ts:41 arn:aws:iam::111122223333:role/Developer';
    expect(redact(line)).toBe(line);
  });
});
