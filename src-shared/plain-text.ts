/** Whether a text has no control characters and no line ends: such text may reach the AWS files, a log or a terminal. */
export function isPlainText(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029]/u.test(text);
}
