/** A QR code as text, two rows to a line, dark on light whatever the terminal's colours are. */
export function qrText(rows: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0; at < rows.length; at += 2) {
    const [upper = '', lower = ''] = [rows[at], rows[at + 1]];
    const blocks = [...upper].map((dot, x) => blockOf(dot === '0', lower[x] !== '1'));
    lines.push(`${WHITE_ON_BLACK}${blocks.join('')}${RESET}`);
  }
  return lines.join('\n');
}

/** What is light is drawn: the background may be the terminal's own. */
function blockOf(isUpperLight: boolean, isLowerLight: boolean): string {
  if (isUpperLight) return isLowerLight ? '█' : '▀';
  return isLowerLight ? '▄' : ' ';
}

const WHITE_ON_BLACK = '\u001B[97;40m';
const RESET = '\u001B[0m';
