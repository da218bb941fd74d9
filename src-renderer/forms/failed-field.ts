import type { Failure } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';

/** The field of a form that a failure of its call is about, by the name the contract gives it; null when it is about none. */
export function failedField(failure: Failure | null): string | null {
  switch (failure?.code) {
    case 'input/invalid':
      return failure.facts.field;
    case 'input/name-taken':
      return failure.facts.kind === 'profile' ? 'profile' : 'name';
    case 'input/unknown':
      return failure.facts.kind === 'endpoint'
        ? 'endpoint'
        : failure.facts.kind === 'target'
          ? 'source'
          : null;
    case 'aws/key-unknown':
    case 'identity/key-of-other-user':
      return 'accessKeyId';
    case 'aws/secret-wrong':
      return 'secretAccessKey';
    case 'mfa/seed-invalid':
    case 'mfa/seed-too-short':
    case 'mfa/uri-invalid':
      return 'mfaSeed';
    case 'mfa/serial-of-other-user':
    case 'mfa/serial-refused':
      return 'mfaSerial';
    case 'mfa/code-malformed':
    case 'mfa/code-refused':
      return 'mfaCode';
    case 'role/arn-malformed':
      return 'roleArn';
    case 'role/cycle':
      return 'source';
    case 'files/profile-taken':
      return 'profile';
    default:
      return null;
  }
}

/** A failure as it is said below a field. */
export function fieldFailureWords(failure: Failure): string {
  const { title, explanation, action } = wordsOf(failure);
  return `${title}. ${explanation} ${action}`;
}
