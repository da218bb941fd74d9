/** What `--json` prints: the same value to a parser, and nothing that a terminal would act on or reorder. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    // Those beyond U+FFFF are two units, which JSON escapes one by one.
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
