import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fromTable, toTable } from '#shared/table.ts';

describe('a table', () => {
  it('says each key once, and a value once for all rows in a row that have it', () => {
    const things = [
      { name: 'dev', region: 'eu-west-1', tags: [] },
      { name: 'prod', region: 'eu-west-1', tags: [] },
    ];
    expect(toTable(things, ['name', 'region', 'tags'])).toEqual({
      name: { values: ['dev', 'prod'], counts: null },
      region: { values: ['eu-west-1'], counts: [2] },
      tags: { values: [[]], counts: [2] },
    });
  });

  it('has what is asked for of each thing, and nothing else', () => {
    const things = [{ name: 'dev', secretAccessKey: 'not to be sent' }];
    expect(JSON.stringify(toTable(things, ['name']))).not.toContain('not to be sent');
  });

  test('whatever is in it comes out as it was', () => {
    const value = fc.oneof(fc.constantFrom('a', 'b', null, 0, 1), fc.string());
    const thing = fc.record({
      name: fc.string(),
      value,
      list: fc.array(fc.string(), { maxLength: 2 }),
      more: fc.option(fc.record({ state: fc.constantFrom('none', 'active') })),
    });
    fc.assert(
      fc.property(fc.array(thing), (things) => {
        const sent = JSON.parse(JSON.stringify(toTable(things, ['name', 'value', 'list', 'more'])));
        expect(fromTable(sent)).toEqual(things);
      }),
    );
  });
});
