import { describe, expect, it } from 'vitest';
import { printFacts, printTable } from '#main/cli/table.ts';

const COLUMNS = [
  { title: 'name', of: (row: readonly (string | null)[]) => row[0] ?? null },
  { title: 'account', of: (row: readonly (string | null)[]) => row[1] ?? null },
];
const plain = (text: string) => text;

describe('a table', () => {
  it('is aligned, with titles, and no blanks at the end of a line', () => {
    expect(
      printTable(
        COLUMNS,
        [
          ['dev', 'acme'],
          ['production', null],
        ],
        plain,
      ),
    ).toBe(['NAME        ACCOUNT', 'dev         acme', 'production  –'].join('\n'));
  });

  it('counts characters, not UTF-16 units', () => {
    const [title, row] = printTable(COLUMNS, [['𝛼𝛽', 'acme']], plain).split('\n');
    expect(title).toBe('NAME  ACCOUNT');
    expect(row).toBe('𝛼𝛽    acme');
  });

  it('writes out what a terminal would act on', () => {
    const text = printTable(COLUMNS, [['\u001B[31mred', 'a\u202Eb\n']], plain);
    expect(text).toContain(String.raw`\u{1b}[31mred`);
    expect(text).toContain(String.raw`a\u{202e}b\u{a}`);
  });

  it('dims its titles only', () => {
    const text = printTable(COLUMNS, [['dev', 'acme']], (titles) => `<${titles}>`);
    expect(text).toBe('<NAME  ACCOUNT>\ndev   acme');
  });
});

it('facts of one thing are aligned, and what is not known is left out', () => {
  expect(
    printFacts([
      ['Name', 'dev'],
      ['Region', null],
      ['External id', 'x'],
    ]),
  ).toBe('Name         dev\nExternal id  x');
});
