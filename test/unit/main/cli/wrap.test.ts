import { expect, it } from 'vitest';
import { wrap } from '#main/cli/wrap.ts';

it('breaks between words, and indents what follows', () => {
  expect(wrap('one two three four', 9, '  ')).toBe('one two\n  three\n  four');
});

it('keeps a word that is longer than a line whole, so that an address can be copied', () => {
  expect(wrap('see http://127.0.0.1:4566/long now', 10, '  ')).toBe(
    'see\n  http://127.0.0.1:4566/long\n  now',
  );
});

it('leaves one line where nobody looks', () => {
  expect(wrap('one two three', null, '  ')).toBe('one two three');
});
