import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameProblem, suggestName } from '#shared/names.ts';

describe('a name', () => {
  it.each(['default', 'acme-prod', 'a/b:c@d+e%f-g_h', '123'])('may be %j', (name) => {
    expect(nameProblem(name)).toBeNull();
  });

  it.each([
    '',
    '-x',
    '__proto__',
    'toString',
    'valueOf',
    'DEFAULT',
    'a b',
    'a]',
    '[a',
    'a\nb',
    'a\rb',
    'a\0b',
    'a\u2028b',
    'üser',
    'a#b',
    'a;b',
    'a=b',
    '"a"',
    'x'.repeat(65),
  ])('may not be %j', (name) => {
    expect(nameProblem(name)).not.toBeNull();
  });

  it('can be suggested for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => nameProblem(suggestName(text)) === null),
    );
  });
});
