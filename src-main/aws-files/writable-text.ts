import { nameProblem } from '#shared/names.ts';

/**
 * What may be written into the AWS files, whatever the callers have checked: a line end or a bracket
 * in a name or a value would be a section of an attacker's choice, `credential_process` included
 * (contracts.md L6, L7; security.md §5). Each function says what is wrong, or null.
 */
export function profileProblem(profile: string): string | null {
  // @smithy collects profiles in a plain object: `[toString]` would be lost in its prototype.
  if (profile in Object.prototype) return `"${profile}" is lost in the JavaScript SDK`;
  return nameProblem(profile);
}

/** A setting's name, or `parent.name` for a nested one. */
export function keyProblem(key: string): string | null {
  return /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/.test(key)
    ? null
    : 'a setting has small letters, digits and _ only';
}

export function valueProblem(value: string): string | null {
  if (value === '') return 'an empty value is read differently by AWS’s readers';
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) return 'it contains a line break or a control character';
  if (/\p{Cs}/u.test(value)) return 'it is not valid Unicode';
  if (value !== value.trim()) return 'it begins or ends with a blank';
  if (/^[#;]|\s[#;]/.test(value))
    return 'it contains a # or ; after a blank, where the JavaScript SDK would cut it off';
  return null;
}
