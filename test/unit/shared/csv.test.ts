import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv, spreadsheetCsv } from '#shared/csv.ts';

const refuse = (line: number, problem: string): never => {
  throw new Error(`line ${line}: ${problem}`);
};
const cellsOf = (text: string) => parseCsv(text, refuse).map(({ cells }) => cells);

describe('a CSV for a spreadsheet', () => {
  it.each(['=1+2', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('has no formula in %j', (formula) => {
    expect(cellsOf(spreadsheetCsv([['ada', formula]]))).toEqual([['ada', `'${formula}`]]);
  });

  it('quotes what would end a cell or a line', () => {
    expect(spreadsheetCsv([['a,b', 'say "hi"', 'two\nlines', 'plain']])).toBe(
      '"a,b","say ""hi""","two\nlines",plain\r\n',
    );
  });

  it('is read again as it was, but for the apostrophes', () => {
    const cell = fc.string().map((text) => text.replaceAll('\0', '').replace(/^'+/, ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const back = cellsOf(spreadsheetCsv(rows));
        expect(
          back.map((cells) => cells.map((text) => text.replace(/^'(?=[=+\-@\t\r])/, ''))),
        ).toEqual(rows);
      }),
    );
  });
});
