/**
 * What a name of ours may look like. Names end up in the AWS files, where a newline or a bracket
 * would be code execution, so the rule is contracts.md L6: the widest set that both botocore and the
 * JavaScript SDK read as a profile name.
 */
const NAME = /^[A-Za-z0-9_@+.%:/-]+$/;
/** The JavaScript SDK keeps profiles in a plain object, so it loses one that is called like a part of that. */
const RESERVED = new Set(['DEFAULT', ...Object.getOwnPropertyNames(Object.prototype)]);
export const NAME_MAX_LENGTH = 64;

/** What keeps a text from being a name, as the end of a sentence; null when nothing does. */
export function nameProblem(text: string): string | null {
  if (text === '') return 'it is empty';
  if (text.length > NAME_MAX_LENGTH) return `it is longer than ${NAME_MAX_LENGTH} characters`;
  if (text.startsWith('-')) return 'it starts with "-", which commands would take for an option';
  if (RESERVED.has(text))
    return `"${text}" has a special meaning in the AWS files or their readers`;
  if (!NAME.test(text))
    return 'only letters, digits and _ @ + . % : / - are read by every AWS tool';
  return null;
}

/** A name made from any text: what is not allowed becomes "-". For suggestions in forms, never for storing silently. */
export function suggestName(text: string): string {
  const name = text
    .replaceAll(/[^A-Za-z0-9_@+.%:/-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, NAME_MAX_LENGTH);
  return nameProblem(name) === null ? name : 'profile';
}
