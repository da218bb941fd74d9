import { describe, expect, test } from 'vitest';
import {
  closingLine,
  countsOf,
  failureLines,
  readPlaywright,
  readTap,
  readVitest,
  settle,
  sum,
} from '#scripts/counts.ts';

describe('a report of Vitest', () => {
  const file = (
    status: string,
    tests: readonly [status: string, fullName: string, ...failureMessages: string[]][],
    message = '',
  ) => ({
    name: 'test/a.test.ts',
    status,
    message,
    assertionResults: tests.map(([outcome, fullName, ...failureMessages]) => ({
      status: outcome,
      fullName,
      failureMessages,
    })),
  });
  const report = (passed: number, failed: number, ...testResults: object[]) =>
    JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults });

  test('tells the passed, the failed with what they said, and the names of the skipped', () => {
    const text = report(
      1,
      1,
      file('passed', [['passed', 'a']]),
      file('failed', [
        ['failed', 'b', 'expected 1 to be 2', 'and 3'],
        ['skipped', 'c (no keychain here)'],
      ]),
    );
    expect(readVitest(text)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      skippedNames: ['c (no keychain here)'],
      failures: [{ name: 'test/a.test.ts › b', message: 'expected 1 to be 2\nand 3' }],
    });
  });

  test('counts a file that could not be loaded as a failure', () => {
    const broken = file('failed', [], 'no such module');
    const counts = readVitest(report(1, 0, file('passed', [['passed', 'a']]), broken));
    expect(counts.failed).toBe(1);
    expect(counts.failures).toEqual([{ name: 'test/a.test.ts', message: 'no such module' }]);
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
    expect(counts).toEqual(countsOf(3, 2));
  });

  const spec = (title: string, status: string, ...messages: string[]) => ({
    title,
    file: 'a.spec.ts',
    line: 7,
    tests: [{ status, results: [{ errors: messages.map((message) => ({ message })) }] }],
  });

  test('names what was skipped, however deep it lies', () => {
    const suites = [
      { specs: [spec('a', 'expected')], suites: [{ specs: [spec('b: no Electron', 'skipped')] }] },
    ];
    const counts = readPlaywright(report({ expected: 1, skipped: 1 }, suites));
    expect(counts.skippedNames).toEqual(['b: no Electron']);
  });

  test('names what failed, and repeats what it said', () => {
    const suites = [
      { specs: [spec('a', 'expected'), spec('b', 'unexpected', 'not there', 'late')] },
    ];
    expect(readPlaywright(report({ expected: 1, unexpected: 1 }, suites)).failures).toEqual([
      { name: 'a.spec.ts:7 › b', message: 'not there\nlate' },
    ]);
  });

  test('tells why something was skipped, where that is known', () => {
    const annotations = [{ type: 'skip', description: 'the pictures are of another browser' }];
    const specs = [{ title: 'a', tests: [{ status: 'skipped', annotations }] }];
    const counts = readPlaywright(report({ skipped: 1 }, [{ specs }]));
    expect(counts.skippedNames).toEqual(['the pictures are of another browser']);
  });

  test('with no tests but an error counts as a failure', () => {
    const counts = readPlaywright(report({}, [], [{ message: 'no such file' }]));
    expect(counts.failed).toBe(1);
    expect(counts.failures).toEqual([{ name: 'outside of every test', message: 'no such file' }]);
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
      failures: [],
    });
  });

  test('tells what a failed one said, once, whatever suites it failed with it', () => {
    const tap = `TAP version 13
# Subtest: s
    # Subtest: a
    not ok 1 - a
      ---
      failureType: 'testCodeFailure'
      error: '1 == 2'
      ...
    ok 2 - b
      ---
      duration_ms: 1
      ...
not ok 1 - s
  ---
  failureType: 'subtestsFailed'
  error: '1 subtest failed'
  ...
# pass 1
# fail 1
# cancelled 0
`;
    expect(readTap(tap)?.failures).toEqual([{ name: 'a', message: "'1 == 2'" }]);
  });

  test('that broke off tells nothing', () => {
    expect(readTap('TAP version 13\nok 1 - a\n')).toBeNull();
  });
});

describe('a step', () => {
  test('without a report is one check', () => {
    expect(settle(null, 0, 'lint')).toEqual(countsOf(1, 0));
    expect(settle(null, 1, 'lint')).toMatchObject({ passed: 0, failed: 1 });
    expect(settle(null, null, 'lint')).toMatchObject({ passed: 0, failed: 1 });
  });

  test('that ends badly has failed by its own name, even when every test in it passed', () => {
    const counts = settle(countsOf(7, 0, ['x']), 1, 'unit tests');
    expect(counts).toMatchObject({ passed: 7, failed: 1, skippedNames: ['x'] });
    expect(counts.failures).toMatchObject([{ name: 'unit tests' }]);
    expect(settle(countsOf(7, 0), null, 'unit tests').failed).toBe(1);
  });

  test('that ends badly for its failures is not counted twice', () => {
    const counts = countsOf(7, 2, [], [{ name: 'a', message: '' }]);
    expect(settle(counts, 1, 'unit tests')).toEqual(counts);
  });
});

describe('what is said of failures at the end', () => {
  test('is the name of each and how it began, without colours', () => {
    const message = `\u001B[31m1 is not 2\u001B[39m\n\n${'at somewhere\n'.repeat(50)}`;
    const lines = failureLines([{ name: 'a', message }]);
    expect(lines.slice(0, 3)).toEqual(['  a', '      1 is not 2', '      at somewhere']);
    expect(lines.length).toBeLessThan(20);
  });

  test('stays short when everything failed', () => {
    const failures = Array.from({ length: 5000 }, (_, n) => ({
      name: `${n}`,
      message: 'x'.repeat(9999),
    }));
    const lines = failureLines(failures);
    expect(lines.at(-1)).toBe('  and 4980 more');
    expect(lines.join('\n').length).toBeLessThan(10_000);
  });
});

test('the closing line adds everything up and mentions skipped ones only where there are some', () => {
  expect(closingLine(sum([countsOf(1, 0), countsOf(2, 3)]))).toBe('3 passed, 3 failed');
  expect(closingLine(sum([countsOf(1, 0, ['x']), countsOf(0, 0, ['y', 'z'])]))).toBe(
    '1 passed, 0 failed, 3 skipped',
  );
});
