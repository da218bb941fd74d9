import type { CredentialReport } from '#shared/contract/report.ts';
import { parseCsv, spreadsheetCsv } from '#shared/csv.ts';
import type { UserRow } from './user-rows.ts';

/** AWS's own columns of these users, in this order, as a file that is safe to open in a spreadsheet. */
export function exportedUsers(
  report: CredentialReport,
  rows: readonly UserRow[],
): { readonly name: string; readonly text: string } {
  const [titles, ...lines] = parseCsv(report.csv, refuse).map(({ cells }) => cells);
  const chosen = rows.flatMap(({ at }) => (lines[at] === undefined ? [] : [lines[at]]));
  const part = rows.length === report.users.length ? '' : '-part';
  return {
    name: `credential-report-${report.accountId}-${report.generatedAt.slice(0, 10)}${part}.csv`,
    text: spreadsheetCsv(titles === undefined ? chosen : [titles, ...chosen]),
  };
}

/** Main has read the same text before. */
function refuse(line: number, problem: string): never {
  throw new Error(`line ${line}: ${problem}`);
}
