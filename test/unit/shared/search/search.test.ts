import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSearch } from '#shared/search/search.ts';
import { readQuery } from '#shared/search/query.ts';

interface Thing {
  readonly name: string;
  readonly account: string;
  readonly role: string;
}
const search = createSearch<Thing>(({ name, account, role }) => [name, account, role]);
const thing = (name: string, account = '', role = ''): Thing => ({ name, account, role });
const named = (...names: string[]) => names.map((name) => thing(name));
const found = (things: readonly Thing[], typed: string, heat?: (one: Thing) => number) =>
  search.find(things, typed, heat).map(({ name }) => name);

/** What is typed, what it finds, and what of that it means. */
describe('one name', () => {
  it.each<[string, string, string]>([
    ['ml-staging', 'ml-staging', '[ml-staging]'],
    ['ML', 'ml-staging', '[ml]-staging'],
    ['stag', 'ml-staging', 'ml-[stag]ing'],
    ['mlsta', 'ml-staging', '[ml]-[sta]ging'],
    ['m-s', 'ml-staging', '[m]l-[s]taging'],
    ['staging ml', 'ml-staging', '[ml]-[staging]'],
    ['pro', 'prod-readonly', '[pro]d-readonly'],
    ['aging', 'ml-staging', 'ml-st[aging]'],
    ['stg', 'ml-staging', 'ml-[st]a[g]ing'],
    ['mlstg', 'ml-staging', '[ml]-[st]a[g]ing'],
    ['prd', 'prod-readonly', '[pr]o[d]-readonly'],
    ['ro', 'prod-ReadOnly', 'prod-[R]ead[O]nly'],
    ['awsadm', 'AWSAdmin', '[AWSAdm]in'],
    ['aa', 'AWSAdmin', '[A]WS[A]dmin'],
    ['only', 'ReadOnly', 'Read[Only]'],
    ['onl', 'readonly', 'read[onl]y'],
    ['web12', 'web-prod-12-Admin', '[web]-prod-[12]-Admin'],
    ['munchen', 'münchen-prüfung', '[münchen]-prüfung'],
    ['PRÜF', 'münchen-prüfung', 'münchen-[prüf]ung'],
    ['mupr', 'münchen-prüfung', '[mü]nchen-[pr]üfung'],
    ['strasse', 'Straße-1', '[Straße]-1'],
    ['lodz', 'Łódź', '[Łódź]'],
    ['stras', 'Straße', '[Straß]e'],
    ['.*', 'a.*b', 'a[.*]b'],
    ['a/b', 'x/a/b', 'x/[a/b]'],
  ])('“%s” finds %s, and shows %s', (typed, name, shown) => {
    const [one] = named(name);
    expect(found([one!], typed)).toEqual([name]);
    expect(marked(name, search.rangesOf(one!, typed)[0] ?? [])).toBe(shown);
  });

  it.each<[string, string]>([
    ['gnigats', 'ml-staging'],
    ['stml', 'ml-staging'],
    ['ml prod', 'ml-staging'],
    ['tg', 'ml-staging'],
    ['pla', 'prod-ml-admin-x'],
    ['.*', 'ml-staging'],
    ['(', 'ml-staging'],
    ['12', '1-2'],
    ['-', 'admin'],
  ])('“%s” does not find %s', (typed, name) => {
    expect(found(named(name), typed)).toEqual([]);
  });
});

describe('an account', () => {
  const one = thing('x', '123456789012', 'role/team/Deploy');

  it.each([
    '123456789012',
    '9012',
    '1234-5678-9012',
    '1234-5678-',
    '1234 5678 9012',
    'arn:aws:iam::123456789012:role/team/Deploy',
    'arn:aws:iam::123456789012:role/te',
    'arn:aws-us-gov:iam::123456789012:',
    'arn:aws:sts::123456789012:assumed-role/Deploy',
    'role/team',
    'team/dep',
  ])('is found by “%s”', (typed) => {
    expect(found([one], typed)).toEqual(['x']);
  });

  it.each(['arn:aws:iam::123456789013:role/team/Deploy', 'arn:aws:iam::123456789012:user/Deploy'])(
    'is not found by “%s”',
    (typed) => {
      expect(found([one], typed)).toEqual([]);
    },
  );

  it('shows the digits, however they were grouped', () => {
    expect(marked(one.account, search.rangesOf(one, '5678-9012')[1] ?? [])).toBe('1234[56789012]');
  });
});

describe('the order', () => {
  it('is: named so, beginning so, a part so, initials, inside, a loose abbreviation', () => {
    const things = named('s-t-g', 'xstgx', 'staging', 'a-stg-b', 'stg-b', 'stg');
    expect(found(things, 'stg')).toEqual(['stg', 'stg-b', 'a-stg-b', 's-t-g', 'xstgx', 'staging']);
  });

  it('prefers the name to what else it is found by', () => {
    expect(found([thing('x', 'prod'), thing('prod')], 'prod')).toEqual(['prod', 'x']);
    expect(found([thing('a', 'prod-1'), thing('prod-2')], 'prod')).toEqual(['prod-2', 'a']);
  });

  it('is that of the list among equals', () => {
    const names = ['b-prod', 'a-prod', 'c-prod'];
    expect(found(named(...names), 'prod')).toEqual(names);
  });

  it('puts what is used first, but never before what is named so or fits better', () => {
    const heat = ({ name }: Thing) => ({ 'c-prod': 2, 'a-prod': 1, xprodx: 9 })[name] ?? 0;
    const things = named('xprodx', 'prod-1', 'a-prod', 'b-prod', 'c-prod', 'prod');
    expect(found(things, 'prod', heat)).toEqual([
      'prod',
      'c-prod',
      'a-prod',
      'prod-1',
      'b-prod',
      'xprodx',
    ]);
  });

  it('is as given while nothing is typed', () => {
    const things = named('b', 'a');
    expect(search.find(things, '  ', () => 1)).toBe(things);
  });
});

describe('whatever is typed and searched', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9üßł]{1,6}$/);
  const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('-'));
  const anything = fc.oneof(name, fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string());
  const item = fc.record({ name: anything, account: anything, role: anything });
  const typed = fc.oneof(name, anything);

  it('finds a thing by each of its fields whole, as they are and folded', () => {
    fc.assert(
      fc.property(item, fc.func(fc.boolean()), (one, isCapital) => {
        for (const field of [one.name, one.account, one.role]) {
          const wild = Array.from(field, (letter, index) =>
            isCapital(index) ? letter.toUpperCase() : letter,
          ).join('');
          if (field.trim().length > 0 && field.length < 60 && !field.toLowerCase().includes('arn'))
            expect(search.find([one], field)).toEqual([one]);
          if (/^[A-Za-z0-9-]+$/.test(field) && !/^arn/i.test(field))
            expect(search.find([one], wild)).toEqual([one]);
        }
      }),
    );
  });

  it('finds no more as one types on', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), typed, fc.nat(), (things, text, cut) => {
        fc.pre(!/arn/i.test(text));
        const before = Array.from(text)
          .slice(0, cut % (Array.from(text).length + 1))
          .join('');
        const few = search.find(things, text);
        const more = new Set(search.find(things, before));
        expect(few.filter((one) => !more.has(one))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('does not mind the order of the words', () => {
    fc.assert(
      fc.property(fc.array(item), fc.array(part, { maxLength: 3 }), (things, words) => {
        const one = new Set(search.find(things, words.join(' ')));
        expect(new Set(search.find(things, words.toReversed().join('  ')))).toEqual(one);
      }),
    );
  });

  it('finds by the first letters of the parts, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer({ min: 0, max: 4 })), {
          minLength: 1,
          maxLength: 5,
        }),
        (parts) => {
          const short = parts.map(([text, length]) => text.slice(0, length)).join('');
          fc.pre(short !== '');
          const [one] = named(parts.map(([text]) => text).join('-'));
          expect(search.find([one!], short)).toEqual([one]);
          expect(search.gradeOf(one!, short)).toBeLessThan(3);
        },
      ),
    );
  });

  it('shows ranges that lie in the field, in order, apart, and around whole letters', () => {
    fc.assert(
      fc.property(item, typed, (one, text) => {
        const fields = [one.name, one.account, one.role];
        const all = search.rangesOf(one, text);
        expect(all).toHaveLength(3);
        all.forEach((ranges, field) => {
          let at = -1;
          for (const [from, to] of ranges) {
            expect(from).toBeGreaterThan(at);
            expect(to).toBeGreaterThan(from);
            at = to;
          }
          expect(at).toBeLessThanOrEqual(fields[field]!.length);
        });
        // A lone accent, which folds to nothing, is no word yet: all fit, and nothing of them is marked.
        const isFound = readQuery(text).length > 0 && search.find([one], text).length > 0;
        if (isFound) expect(all.flat()).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps what equals in its order, and loses nobody', () => {
    fc.assert(
      fc.property(fc.array(item), typed, fc.func(fc.nat(3)), (things, text, heatOf) => {
        const heat = ({ name: of }: Thing) => heatOf(of);
        const list = search.find(things, text, heat);
        expect(new Set(list)).toEqual(new Set(search.find(things, text)));
        expect(search.find(things, text, heat)).toEqual(list);
      }),
    );
  });

  it('answers soon, however the names and the query are made', () => {
    const hostile = named('a-'.repeat(32), 'a'.repeat(64), 'aA'.repeat(32), '-'.repeat(64));
    for (const text of ['a'.repeat(200), 'a-'.repeat(100), `${'a'.repeat(29)}b`, '-'.repeat(200)])
      expect(() => search.find(hostile, text)).not.toThrow();
  });
});

function marked(text: string, ranges: readonly (readonly [number, number])[]): string {
  return ranges
    .toReversed()
    .reduce(
      (rest, [from, to]) => `${rest.slice(0, from)}[${rest.slice(from, to)}]${rest.slice(to)}`,
      text,
    );
}
