import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  closingLine,
  countsOf,
  failureLines,
  readPlaywright,
  readTap,
  readVitest,
  settle,
  sum,
  type Counts,
} from './counts.ts';
import { provideBrowser } from './provide-browser.ts';

/**
 * `npm test`: everything that this machine can check, and a plain word about what it cannot. With
 * `--all` also what only matters to who changes the code: the format, and what is unused.
 */
const project = path.resolve(import.meta.dirname, '..');
const standIn = path.resolve(project, '../shared/electron-stand-in');

const BINARIES: Readonly<Record<string, string>> = {
  'electron-vite': 'node_modules/electron-vite/bin/electron-vite.js',
  tsc: 'node_modules/typescript/bin/tsc',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  oxfmt: 'node_modules/oxfmt/bin/oxfmt',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};

interface Step {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly limitMinutes: number;
  /** Where the runner writes what it counted, and how to read it; without, the step is one check. */
  readonly report?: { readonly file: string; read(text: string): Counts | null };
  /** Why it cannot run here. */
  readonly obstacle?: string | null;
}

await main(process.argv.includes('--all'));

async function main(all: boolean): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-test-'));
  const results: { readonly name: string; readonly counts: Counts }[] = [];
  try {
    for (const step of await stepsFor(all, folder)) {
      results.push({ name: step.name, counts: await take(step) });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  printSummary(results);
  if (sum(results.map(({ counts }) => counts)).failed > 0) process.exitCode = 1;
}

async function stepsFor(all: boolean, folder: string): Promise<readonly Step[]> {
  const browser = provideBrowser();
  const environment: Record<string, string> = browser === null ? {} : { CHROMIUM_PATH: browser };
  const noBrowser =
    browser === null ? 'no Chromium or Chrome here, and none could be installed' : null;
  const report = (name: string, read: (text: string) => Counts | null) => ({
    file: path.join(folder, name),
    read,
  });
  const vitest = report('vitest.json', readVitest);
  const playwright = report('playwright.json', readPlaywright);
  const photographs = report('photographs.json', readPlaywright);
  const tap = report('stand-in.tap', readTap);
  const roots = ['src-shared', 'src-main', 'src-renderer', 'test'];
  return [
    { name: 'build', ...bin('electron-vite', 'build', '--logLevel', 'warn'), limitMinutes: 5 },
    ...roots.map((root) => ({
      name: `types of ${root}`,
      ...bin('tsc', '-p', root),
      limitMinutes: 5,
    })),
    { name: 'lint', ...bin('oxlint', '--deny-warnings'), limitMinutes: 5 },
    ...(all
      ? [
          { name: 'format', ...bin('oxfmt', '--check'), limitMinutes: 2 },
          { name: 'unused code', ...bin('knip'), limitMinutes: 2 },
        ]
      : []),
    {
      name: 'unit and port tests',
      ...bin(
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${vitest.file}`,
      ),
      environment,
      limitMinutes: 25,
      report: vitest,
    },
    {
      name: 'end-to-end tests',
      ...bin('playwright', 'test', '--project=end-to-end*', '--reporter=list,json'),
      environment: { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: playwright.file },
      limitMinutes: 12,
      report: playwright,
      obstacle: noBrowser,
    },
    {
      name: 'photographs',
      ...bin('playwright', 'test', '--project=photographs', '--reporter=list,json'),
      environment: { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: photographs.file },
      limitMinutes: 12,
      report: photographs,
      obstacle: noBrowser,
    },
    {
      name: 'production bundles on the Electron stand-in',
      program: process.execPath,
      args: [
        '--test',
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        '--test-reporter=tap',
        `--test-reporter-destination=${tap.file}`,
        ...(await testFilesIn('test/stand-in')),
      ],
      environment: { ...environment, ELECTRON_STAND_IN_FOLDER: standIn },
      limitMinutes: 5,
      report: tap,
      obstacle: noBrowser ?? obstacleToStandIn(),
    },
  ];
}

async function testFilesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(path.join(project, folder));
  return names.filter((name) => name.endsWith('.test.mjs')).map((name) => path.join(folder, name));
}

function obstacleToStandIn(): string | null {
  if (!existsSync(path.join(standIn, 'index.mjs')))
    return 'the Electron stand-in is not beside this folder';
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 20)
    ? null
    : 'the Electron stand-in needs Node 20.20';
}

/** A tool of ours, run by this very Node. */
function bin(name: string, ...args: readonly string[]) {
  return { program: process.execPath, args: [path.join(project, BINARIES[name] ?? name), ...args] };
}

async function take(step: Step): Promise<Counts> {
  console.log(`\n── ${step.name}`);
  if (step.obstacle !== undefined && step.obstacle !== null) {
    console.log(`not run: ${step.obstacle}`);
    return countsOf(0, 0, [`${step.name}: ${step.obstacle}`]);
  }
  const exitCode = await run(step);
  const text =
    step.report === undefined ? null : await readFile(step.report.file, 'utf8').catch(() => null);
  if (step.report !== undefined && text === null)
    return countsOf(0, 1, [], [{ name: step.name, message: 'ended without a report' }]);
  const counts = text === null ? null : (step.report?.read(text) ?? null);
  return settle(counts, exitCode, step.name);
}

function run(step: Step): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(step.program, step.args, {
      cwd: project,
      env: { ...process.env, ...step.environment },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const limit = setTimeout(() => {
      console.log(`stopped: it took more than ${step.limitMinutes} minutes`);
      child.kill('SIGKILL');
    }, step.limitMinutes * 60_000);
    child.on('error', (error) => console.log(String(error)));
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve(code);
    });
  });
}

function printSummary(
  results: readonly { readonly name: string; readonly counts: Counts }[],
): void {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log('\n── summary');
  for (const { name, counts } of results)
    console.log(`${name.padEnd(width)}  ${closingLine(counts)}`);
  const total = sum(results.map(({ counts }) => counts));
  if (total.skippedNames.length > 0) console.log('\nNot run on this machine:');
  for (const name of new Set(total.skippedNames)) console.log(`  ${name}`);
  if (total.failures.length > 0) console.log('\nFailed:');
  for (const line of failureLines(total.failures)) console.log(line);
  console.log(`\n${closingLine(total)}`);
}
