import { describe, expect, it } from 'vitest';
import { RULES } from '#renderer/forms/rules.ts';

describe('what the forms say before anything is sent', () => {
  it('says what is wrong as a sentence', () => {
    expect(RULES.name('two words')).toBe(
      'Only letters, digits and _ @ + . % : / - are read by every AWS tool.',
    );
    expect(RULES.roleArn('arn:aws:iam::123456789012:rle/X')).toBe(
      'Its last part does not start with "role/".',
    );
    expect(RULES.accessKeyId('akia')).toContain('capital letters');
  });

  it('lets right values pass', () => {
    expect(RULES.name('dana')).toBeNull();
    expect(RULES.accessKeyId('AKIAIOSFODNN7EXAMPLE')).toBeNull();
    expect(RULES.mfaSerial('arn:aws:iam::123456789012:mfa/dana')).toBeNull();
    expect(RULES.optionalUrl('http://localhost:4566')).toBeNull();
  });

  it('asks for what is needed and leaves be what is not', () => {
    expect(RULES.name('')).toBe('It is empty.');
    expect(RULES.secret('')).toBe('It is empty.');
    expect(RULES.optionalRegion('')).toBeNull();
  });
});
