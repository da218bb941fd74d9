import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonText } from '#main/cli/json-text.ts';

it('is the same to a parser, and nothing to a terminal', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '\u009B2J',
      'a\u202Eb',
      '\u2066x',
      '\u{E0041}tag',
      '\u007F',
      '\u2028',
      '\u001B[2J',
    ),
  );
  fc.assert(
    fc.property(fc.dictionary(names, names, { noNullPrototype: true }), (value) => {
      const text = jsonText(value);
      expect(JSON.parse(text)).toEqual(value);
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }),
  );
});
