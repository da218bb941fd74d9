import { describe, expect, it } from 'vitest';
import {
  isExactly,
  isFlag,
  isNumber,
  isText,
  isWhole,
  listOf,
  orNull,
  recordOf,
} from '#main/platform/guards.ts';

const isPerson = recordOf({
  version: isExactly(1),
  name: isText,
  age: orNull(isWhole),
  tall: isFlag,
  marks: listOf(isNumber),
});
const ALICE = { version: 1, name: 'alice', age: 40, tall: true, marks: [1, 2.5] };

describe('what a document holds', () => {
  it('is what it says', () => {
    expect(isPerson(ALICE)).toBe(true);
    expect(isPerson({ ...ALICE, age: null, marks: [] })).toBe(true);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'alice'],
    ['a list', [ALICE]],
    ['another version', { ...ALICE, version: 2 }],
    ['a number for a text', { ...ALICE, name: 1 }],
    ['a fraction for a whole number', { ...ALICE, age: 40.5 }],
    ['a text among numbers', { ...ALICE, marks: [1, '2'] }],
    ['a record for a list', { ...ALICE, marks: { 0: 1 } }],
    ['a field more', { ...ALICE, more: 1 }],
    ['a field less', { version: 1, name: 'alice', age: null, tall: true }],
    // Of JSON alone: an own property, and not what every record has.
    ['a field of that name', JSON.parse('{"__proto__": {"version": 1}, "name": "alice"}')],
  ])('is not %s', (_, value) => {
    expect(isPerson(value)).toBe(false);
  });

  it('may hold more where a newer Latchkey may add to it', () => {
    const isOpen = recordOf({ name: isText }, { open: true });
    expect(isOpen(ALICE)).toBe(true);
    expect(isOpen({ age: 40 })).toBe(false);
  });
});
