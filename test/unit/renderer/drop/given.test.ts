import { describe, expect, it } from 'vitest';
import { readBrought } from '#renderer/drop/given.ts';

const nameOf = async (name: string) =>
  (await readBrought({ how: 'dropped', files: [new File(['no key'], name)], text: '' })).fileName;

describe('the name of a file that was given', () => {
  it('is shown as it is', async () => {
    expect(await nameOf('accessKeys.csv')).toBe('accessKeys.csv');
  });

  it('that is very long ends in a mark that says so', async () => {
    expect(await nameOf('a'.repeat(200))).toBe(`${'a'.repeat(80)}…`);
  });
});
