import { visibleText } from '#shared/visible-text.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import { secretSpans } from './secret-spans.ts';

const MASK = '••••';

/** Shows a file's lines (Latin-1, with their line ends) by number, for a person: masked, and nothing invisible. */
export function maskedLines(
  lines: readonly string[],
  marksEnds: boolean,
): (line: number, isChanged: boolean) => string {
  const spans = secretSpans(lines.join(''));
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length;
  }
  return (number, isChanged) => {
    const line = lines[number]!;
    const start = starts[number]!;
    const body = line.replace(/\r?\n$/, '');
    let shown = '';
    let at = 0;
    for (
      let index = firstAfter(spans, start);
      index < spans.length && spans[index]!.start < start + body.length;
      index++
    ) {
      const from = Math.max(spans[index]!.start - start, at);
      shown += maskIds(decode(body.slice(at, from))) + MASK;
      at = Math.min(spans[index]!.end - start, body.length);
    }
    shown = visible(shown + maskIds(decode(body.slice(at))));
    if (!isChanged) return shown;
    if (!line.endsWith('\n')) return `${shown} (no line end)`;
    return marksEnds && line.endsWith('\r\n') ? `${shown}␍` : shown;
  };
}

/** The index of the first span that reaches beyond `offset`. */
function firstAfter(spans: readonly { readonly end: number }[], offset: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function maskIds(text: string): string {
  return text
    .replaceAll(
      /(access_key_id[ \t]*[=:][ \t]*)([^\s•]+)/gi,
      (_, name: string, value: string) => `${name}${maskAccessKeyId(value)}`,
    )
    .replaceAll(/(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{8,124}/g, maskAccessKeyId);
}

function decode(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

/** What would hide or reorder text is written out; tabs are the file's own layout. */
function visible(text: string): string {
  return text.split('\t').map(visibleText).join('\t');
}
