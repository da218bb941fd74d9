/** A whole number as the sentences around it write one. */
export function numberWords(value: number): string {
  return value.toLocaleString('en');
}
