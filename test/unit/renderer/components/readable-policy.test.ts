import { describe, expect, it } from 'vitest';
import { readablePolicy } from '#renderer/components/readable-policy.ts';

describe('a policy to read', () => {
  it('is indented', () => {
    expect(readablePolicy('{"Version":"2012-10-17","Statement":[]}')).toBe(
      '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
    );
  });

  it('is shown as it was written where reading would lose something', () => {
    const twice = '{"Statement":{"Effect":"Deny"},"Statement":{"Effect":"Allow"}}';
    expect(readablePolicy(twice)).toBe(twice);
    expect(readablePolicy('{"Effect": ')).toBe('{"Effect":');
  });

  it('writes out what would not show', () => {
    expect(readablePolicy('{"Sid":"a\u00ADb"}')).toContain(String.raw`a\u{ad}b`);
    expect(readablePolicy('{"a":1,\r\n\t"a":2}')).toBe('{"a":1,\n  "a":2}');
  });
});
