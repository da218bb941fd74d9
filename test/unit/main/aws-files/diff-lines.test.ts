import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines, type Run } from '#main/aws-files/diff-lines.ts';

function applied(before: readonly string[], after: readonly string[], runs: readonly Run[]) {
  const old: string[] = [];
  const next: string[] = [];
  for (const run of runs) {
    if (run.kind !== 'added') old.push(...before.slice(run.before, run.before + run.count));
    if (run.kind === 'same') next.push(...before.slice(run.before, run.before + run.count));
    if (run.kind === 'added') next.push(...after.slice(run.after, run.after + run.count));
  }
  return { old, next };
}

const changedLines = (runs: readonly Run[]) =>
  runs.reduce((sum, { kind, count }) => sum + (kind === 'same' ? 0 : count), 0);

/** Counts how often lines are looked at: what speed is made of, without a clock. */
function counted(lines: readonly string[], count: () => void): readonly string[] {
  return new Proxy(lines, {
    get(target, key, receiver) {
      if (typeof key === 'string' && key.charCodeAt(0) < 58) count();
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

describe('the difference of two lists of lines', () => {
  it('leads from one to the other: removing and adding what it says gives the new lines', () => {
    const line = fc.constantFrom('a', 'b', 'c', 'd', '', 'e');
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 40 }),
        fc.array(line, { maxLength: 40 }),
        (before, after) => {
          const { old, next } = applied(before, after, diffLines(before, after));
          expect(old).toEqual(before);
          expect(next).toEqual(after);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('leads there too when there is more to change than the exact way is looked for', () => {
    const line = fc.integer({ min: 0, max: 700 }).map(String);
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 500, maxLength: 900 }),
        fc.array(line, { minLength: 500, maxLength: 900 }),
        (before, after) => {
          const { old, next } = applied(before, after, diffLines(before, after));
          expect(old).toEqual(before);
          expect(next).toEqual(after);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is a shortest one for small changes', () => {
    const before = ['[a]', 'x = 1', '[b]', 'x = 1', '[c]'];
    const after = ['[a]', 'x = 1', '[c]', 'y = 2'];
    expect(changedLines(diffLines(before, after))).toBe(3);
    expect(diffLines(before, before)).toEqual([{ kind: 'same', before: 0, after: 0, count: 5 }]);
    expect(diffLines([], ['a'])).toEqual([{ kind: 'added', before: 0, after: 0, count: 1 }]);
  });

  it('stays small when every profile of a large file changes in one line', () => {
    const profiles = (value: (index: number) => string) =>
      Array.from({ length: 3000 }, (_, index) => [
        `[profile p${index}]`,
        'region = eu-west-1',
        `output = ${value(index)}`,
        '',
      ]).flat();
    const runs = diffLines(
      profiles(() => 'json'),
      profiles((index) => `text${index % 7}`),
    );
    expect(changedLines(runs)).toBe(6000);
  });

  it('looks at each line a few times only, however large the file is', () => {
    const looksAt = (profiles: number) => {
      const lines = Array.from({ length: profiles }, (_, index) => [
        `[profile p${index}]`,
        'region = eu-west-1',
        '',
      ]).flat();
      const changed = [...lines];
      changed[Math.floor(lines.length / 3)] = 'region = eu-north-1';
      changed.splice(Math.floor(lines.length / 2), 0, '[profile new]', 'region = x', '');
      let looks = 0;
      const count = () => void looks++;
      expect(changedLines(diffLines(counted(lines, count), counted(changed, count)))).toBe(5);
      return looks / lines.length;
    };
    const [small, large] = [looksAt(2000), looksAt(20_000)];
    expect(large).toBeLessThan(20);
    expect(large).toBeLessThan(small * 1.5);
  });
});
