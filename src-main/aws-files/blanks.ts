/**
 * What counts as a blank. Python's `str.strip` and JavaScript's `trim` agree on this set; they differ
 * on the characters of `isDisputedBlank`, and a file with one of those outside a comment is not edited.
 */
export function isBlank(code: number): boolean {
  if (code === 0x20 || code === 0x09) return true;
  if (code > 0x20 && code < 0xa0) return false;
  return (
    (code >= 0x0a && code <= 0x0d) ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** A blank for Python alone (U+001C to U+001F, U+0085) or for JavaScript alone (U+FEFF). */
export function isDisputedBlank(code: number): boolean {
  return (code >= 0x1c && code <= 0x1f) || code === 0x85 || code === 0xfeff;
}

/** Python's `str.strip`. */
export function pythonStrip(text: string): string {
  let first = 0;
  while (first < text.length && isPythonBlank(text.charCodeAt(first))) first++;
  return pythonStripEnd(text.slice(first));
}

/** Python's `str.rstrip`. A loop, since a pattern would need quadratic time for long runs of blanks. */
export function pythonStripEnd(text: string): string {
  let last = text.length;
  while (last > 0 && isPythonBlank(text.charCodeAt(last - 1))) last--;
  return text.slice(0, last);
}

function isPythonBlank(code: number): boolean {
  return isBlank(code) || (isDisputedBlank(code) && code !== 0xfeff);
}
