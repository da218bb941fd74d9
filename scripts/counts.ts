import { stripVTControlCharacters } from 'node:util';

/** What a test runner has counted, in one form. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The names of the skipped, where the runner tells them: they say why. */
  readonly skippedNames: readonly string[];
  /** What failed, where the runner tells it. */
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly name: string;
  /** As the runner gave it: many lines, perhaps with colours. */
  readonly message: string;
}

/** A runner that broke down counts as one failure, whatever it printed before. */
export function settle(counts: Counts | null, exitCode: number | null, step: string): Counts {
  const ended = `ended with ${exitCode ?? 'a signal'}; what it printed says why`;
  const { passed, failed, skippedNames } = counts ?? countsOf(exitCode === 0 ? 1 : 0, 0);
  return exitCode !== 0 && failed === 0
    ? countsOf(passed, 1, skippedNames, [{ name: step, message: ended }])
    : (counts ?? countsOf(passed, failed));
}

export function countsOf(
  passed: number,
  failed: number,
  skippedNames: readonly string[] = [],
  failures: readonly Failure[] = [],
): Counts {
  return { passed, failed, skipped: skippedNames.length, skippedNames, failures };
}

export function sum(all: readonly Counts[]): Counts {
  const total = (pick: (counts: Counts) => number) =>
    all.reduce((before, one) => before + pick(one), 0);
  return {
    passed: total(({ passed }) => passed),
    failed: total(({ failed }) => failed),
    skipped: total(({ skipped }) => skipped),
    skippedNames: all.flatMap(({ skippedNames }) => skippedNames),
    failures: all.flatMap(({ failures }) => failures),
  };
}

const LINES_OF_FAILURE = 12;
const LENGTH_OF_LINE = 200;
const NAMED_FAILURES = 20;

/** What failed and how each began, short enough for the end of a log of which only the end is kept. */
export function failureLines(failures: readonly Failure[]): readonly string[] {
  const lines = failures.slice(0, NAMED_FAILURES).flatMap(({ name, message }) => [
    `  ${name}`,
    ...stripVTControlCharacters(message)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, LINES_OF_FAILURE)
      .map((line) => `      ${line.slice(0, LENGTH_OF_LINE)}`),
  ]);
  const more = failures.length - NAMED_FAILURES;
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
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
  const tests = report.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file })),
  );
  return countsOf(
    report.numPassedTests,
    report.numFailedTests + broken.length,
    tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
    [
      ...broken.map(({ name, message }) => ({ name, message })),
      ...tests
        .filter(({ status }) => status === 'failed')
        .map(({ file, fullName, failureMessages }) => ({
          name: `${file} › ${fullName}`,
          message: failureMessages.join('\n'),
        })),
    ],
  );
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** From Playwright's JSON report. A test that passed only when tried again has failed. */
export function readPlaywright(json: string): Counts {
  const { stats, suites, errors } = JSON.parse(json) as PlaywrightReport;
  const specs = suites.flatMap(specsIn);
  const ran = stats.expected + stats.unexpected + stats.flaky;
  return countsOf(
    stats.expected,
    stats.unexpected + stats.flaky + (ran === 0 ? errors.length : 0),
    specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'skipped'))
      .map(({ title, tests }) => reasonToSkip(tests) ?? title),
    [
      ...specs.filter(({ tests }) => tests.some(hasFailed)).map(failureOf),
      ...errors.map(({ message }) => ({ name: 'outside of every test', message })),
    ],
  );
}

interface PlaywrightReport {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  readonly errors: readonly PlaywrightError[];
  readonly suites: readonly PlaywrightSuite[];
}
interface PlaywrightSuite {
  readonly specs: readonly PlaywrightSpec[];
  readonly suites?: readonly PlaywrightSuite[];
}
interface PlaywrightSpec {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly tests: readonly PlaywrightTest[];
}
interface PlaywrightTest {
  readonly status: string;
  readonly annotations?: readonly { readonly type: string; readonly description?: string }[];
  readonly results: readonly { readonly errors: readonly PlaywrightError[] }[];
}
interface PlaywrightError {
  readonly message: string;
}

function reasonToSkip(tests: readonly PlaywrightTest[]): string | undefined {
  return tests
    .flatMap(({ annotations = [] }) => annotations)
    .find(({ type, description }) => type === 'skip' && description !== undefined)?.description;
}

function specsIn(suite: PlaywrightSuite): readonly PlaywrightSpec[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsIn)];
}

function hasFailed({ status }: PlaywrightTest): boolean {
  return status === 'unexpected' || status === 'flaky';
}

function failureOf({ file, line, title, tests }: PlaywrightSpec): Failure {
  const errors = tests.flatMap(({ results }) => results).flatMap(({ errors: all }) => all);
  return {
    name: `${file}:${line} › ${title}`,
    message: errors.map(({ message }) => message).join('\n'),
  };
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
  const failures = [...tap.matchAll(/^\s*not ok \d+ - (.*)\n\s*---\n([^]*?)\n\s*\.\.\.$/gm)]
    .filter(([, , details]) => !details?.includes("failureType: 'subtestsFailed'"))
    .map(([, name = '', details = '']) => ({
      name,
      message: /^\s*error: ([^]*)/m.exec(details)?.[1] ?? details,
    }));
  return countsOf(passed, failed + cancelled, skippedNames, failures);
}
