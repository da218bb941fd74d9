import { visibleText } from '#shared/visible-text.ts';

/**
 * A policy as it is read best: indented where that leaves nothing out (JSON may say a key twice, and reading
 * keeps one of them), else as it was written. What would not show, or reorder a line, is written out.
 */
export function readablePolicy(policy: string): string {
  return indented(policy).split('\n').map(visibleText).join('\n');
}

function indented(policy: string): string {
  const written = policy.trim().replaceAll(/\r\n?/g, '\n').replaceAll('\t', '  ');
  try {
    const text = JSON.stringify(JSON.parse(written), null, 2);
    return inkOf(text) === inkOf(written) ? text : written;
  } catch {
    return written;
  }
}

function inkOf(text: string): string {
  return text.replaceAll(/\s/g, '');
}
