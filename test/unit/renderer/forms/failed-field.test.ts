import { describe, expect, it } from 'vitest';
import { failedField, fieldFailureWords } from '#renderer/forms/failed-field.ts';

describe('a failure of a form', () => {
  it('is shown at the field it is about', () => {
    expect(
      failedField({ code: 'aws/secret-wrong', facts: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } }),
    ).toBe('secretAccessKey');
    expect(failedField({ code: 'mfa/seed-invalid', facts: { position: 3, character: '!' } })).toBe(
      'mfaSeed',
    );
    expect(failedField({ code: 'input/invalid', facts: { field: 'region', problem: 'p' } })).toBe(
      'region',
    );
    expect(failedField({ code: 'input/name-taken', facts: { kind: 'role', name: 'dana' } })).toBe(
      'name',
    );
  });

  it('is shown for the whole form when it is about none', () => {
    expect(
      failedField({ code: 'aws/throttled', facts: { action: 'sts:GetCallerIdentity' } }),
    ).toBeNull();
    expect(failedField(null)).toBeNull();
  });

  it('names the position of a wrong character in a seed', () => {
    expect(
      fieldFailureWords({ code: 'mfa/seed-invalid', facts: { position: 3, character: '!' } }),
    ).toContain('position 3');
  });
});
