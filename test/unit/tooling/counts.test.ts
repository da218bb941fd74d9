import { describe, expect, test } from 'vitest';
import {
  closingLine,
  countsOf,
  readPlaywright,
  readTap,
  readVitest,
  settle,
  sum,
} from '#scripts/counts.ts';

describe('a report of Vitest', () => {
  const file = (status: string, tests: readonly [status: string, fullName: string][]) => ({
    status,
    assertionResults: tests.map(([outcome, fullName]) => ({ status: outcome, fullName })),
  });
  const report = (passed: number, failed: number, ...testResults: object[]) =>
    JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults });

  test('tells the passed, the failed and the names of the skipped', () => {
    const text = report(
      1,
      1,
      file('passed', [['passed', 'a']]),
      file('failed', [
        ['failed', 'b'],
        ['skipped', 'c (no keychain here)'],
      ]),
    );
    expect(readVitest(text)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      skippedNames: ['c (no keychain here)'],
    });
  });

  test('counts a file that could not be loaded as a failure', () => {
    expect(
      readVitest(report(1, 0, file('passed', [['passed', 'a']]), file('failed', []))).failed,
    ).toBe(1);
  });
});

describe('a report of Playwright', () => {
  const report = (stats: object, suites: object[] = [], errors: object[] = []) =>
    JSON.stringify({
      stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats },
      suites,
      errors,
    });

  test('tells the passed and the failed, and one that passed at the second try has failed', () => {
    const counts = readPlaywright(report({ expected: 3, unexpected: 1, flaky: 1 }));
    expect(counts).toEqual({ passed: 3, failed: 2, skipped: 0, skippedNames: [] });
  });

  test('names what was skipped, however deep it lies', () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
    const suites = [
      { specs: [spec('a', 'expected')], suites: [{ specs: [spec('b: no Electron', 'skipped')] }] },
    ];
    const counts = readPlaywright(report({ expected: 1, skipped: 1 }, suites));
    expect(counts.skippedNames).toEqual(['b: no Electron']);
  });

  test('with no tests but an error counts as a failure', () => {
    expect(readPlaywright(report({}, [], [{ message: 'no such file' }])).failed).toBe(1);
  });
});

describe('the output of Node’s runner', () => {
  test('tells the passed, the failed and the skipped', () => {
    const tap =
      'TAP version 13\nok 1 - a\nok 2 - b # SKIP no browser\nnot ok 3 - c\n1..3\n# pass 1\n# fail 1\n# cancelled 1\n# skipped 1\n';
    expect(readTap(tap)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      skippedNames: ['b: no browser'],
    });
  });

  test('that broke off tells nothing', () => {
    expect(readTap('TAP version 13\nok 1 - a\n')).toBeNull();
  });
});

describe('a step', () => {
  test('without a report is one check', () => {
    expect(settle(null, 0)).toEqual(countsOf(1, 0));
    expect(settle(null, 1)).toEqual(countsOf(0, 1));
    expect(settle(null, null)).toEqual(countsOf(0, 1));
  });

  test('that ends badly has failed, even when every test in it passed', () => {
    expect(settle(countsOf(7, 0), 1)).toEqual(countsOf(7, 1));
    expect(settle(countsOf(7, 0), null)).toEqual(countsOf(7, 1));
  });

  test('that ends badly for its failures is not counted twice', () => {
    expect(settle(countsOf(7, 2), 1)).toEqual(countsOf(7, 2));
  });
});

test('the closing line adds everything up and mentions skipped ones only where there are some', () => {
  expect(closingLine(sum([countsOf(1, 0), countsOf(2, 3)]))).toBe('3 passed, 3 failed');
  expect(closingLine(sum([countsOf(1, 0, ['x']), countsOf(0, 0, ['y', 'z'])]))).toBe(
    '1 passed, 0 failed, 3 skipped',
  );
});
