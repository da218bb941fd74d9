/**
 * Text from elsewhere as a terminal may show it: what the terminal would act on, or what would
 * reorder the line (bidirectional marks), is written out as `\u{…}`.
 */
export function visibleText(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
