/** What a test runner has counted, in one form. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The names of the skipped, where the runner tells them: they say why. */
  readonly skippedNames: readonly string[];
}

/** A runner that broke down counts as one failure, whatever it printed before. */
export function settle(counts: Counts | null, exitCode: number | null): Counts {
  if (counts === null) return exitCode === 0 ? countsOf(1, 0) : countsOf(0, 1);
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function countsOf(
  passed: number,
  failed: number,
  skippedNames: readonly string[] = [],
): Counts {
  return { passed, failed, skipped: skippedNames.length, skippedNames };
}

export function sum(all: readonly Counts[]): Counts {
  const total = (pick: (counts: Counts) => number) =>
    all.reduce((before, one) => before + pick(one), 0);
  return {
    passed: total(({ passed }) => passed),
    failed: total(({ failed }) => failed),
    skipped: total(({ skipped }) => skipped),
    skippedNames: all.flatMap(({ skippedNames }) => skippedNames),
  };
}

/** The last line of a run, which machines read. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** From Vitest's JSON report. A file that could not be loaded has no tests and counts as one failure. */
export function readVitest(json: string): Counts {
  const report = JSON.parse(json) as VitestReport;
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const skipped = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed');
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: skipped.length,
    skippedNames: skipped.map(({ fullName }) => fullName),
  };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** From Playwright's JSON report. A test that passed only when tried again has failed. */
export function readPlaywright(json: string): Counts {
  const report = JSON.parse(json) as PlaywrightReport;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const names = report.suites
    .flatMap(specsIn)
    .filter(({ tests }) => tests.some((test) => test.status === 'skipped'));
  return {
    passed: expected,
    failed: unexpected + flaky + (expected + unexpected + flaky === 0 ? report.errors.length : 0),
    skipped,
    skippedNames: names.map(({ title }) => title),
  };
}

interface PlaywrightReport {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  readonly errors: readonly unknown[];
  readonly suites: readonly PlaywrightSuite[];
}
interface PlaywrightSuite {
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly { readonly status: string }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[];
}

function specsIn(suite: PlaywrightSuite): PlaywrightSuite['specs'] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsIn)];
}

/** From the TAP output of Node's own runner. */
export function readTap(tap: string): Counts | null {
  const number = (name: string) =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 'NaN');
  const [passed, failed, cancelled] = [number('pass'), number('fail'), number('cancelled')];
  if (Number.isNaN(passed) || Number.isNaN(failed)) return null;
  const skippedNames = [...tap.matchAll(/^\s*ok \d+ - (.*) # SKIP(.*)$/gm)].map(
    ([, name, why]) => `${name}:${why}`,
  );
  return countsOf(passed, failed + cancelled, skippedNames);
}
