/**
 * Films the main job for the README, in the built window on the practice account:
 * `npm run build && npx tsx scripts/record-main-job.ts`. Needs the AWS CLI and Debian's package `webp`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { rmdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../test/e2e/find-browser.ts';
import { firstLine } from '../test/e2e/command.ts';
import { switchOf } from '../test/e2e/views/switch.ts';
import { scriptThatDresses } from '../test/photographs/dress.ts';
import { filmOf } from './film.ts';

const root = path.resolve(import.meta.dirname, '..');
const FILM = path.join(root, 'docs/images/main-job.webp');
const ROLE = 'acme-prod-readonly';
/** The window shows where it wrote: a path that says nothing of anybody's machine. */
const HOME = '/tmp/practice';

const practice = spawn(
  process.execPath,
  ['out/main/cli.js', 'practice', '--no-open', '--json', '--scale', '40x5', '--home', HOME],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
const { open, variables } = JSON.parse(await firstLine(practice)) as {
  readonly open: string;
  readonly variables: Readonly<Record<string, string>>;
};
const browser = await chromium.launch({
  executablePath: findBrowser() ?? chromium.executablePath(),
  args: [...BROWSER_FLAGS],
});
const page = await browser.newPage({
  viewport: { width: 1080, height: 720 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
  locale: 'en-GB',
  timezoneId: 'UTC',
});
await page.addInitScript(scriptThatDresses());
await page.goto(open);
const list = switchOf(page);
await list.row('acme-dev-developer').waitFor();
const film = await filmOf(page);

await film.hold(1600);
await film.press(list.filter);
await film.hold(400);
await film.type('prodro');
await list.row(ROLE).waitFor();
await film.hold(1400);

await film.press(list.row(ROLE).getByRole('button', { name: `Switch to ${ROLE}` }));
await film.watchUntil(() => list.active(ROLE).isVisible());
await film.hold(1800);
await film.pointAt(list.panel.getByText(/left$/));
await film.hold(1500);
await film.press(page.getByRole('button', { name: 'Clear' }));
await film.hold(1500);

const command = `aws --profile ${ROLE} sts get-caller-identity`;
for (let typed = 0; typed <= command.length; typed += 3) {
  await film.showTerminal(`$ ${command.slice(0, typed)}▏`);
  await film.hold(typed === 0 ? 700 : 110);
}
const answer = execFileSync('aws', command.split(' ').slice(1), {
  env: { PATH: process.env['PATH'], ...variables, AWS_EC2_METADATA_DISABLED: 'true' },
  encoding: 'utf8',
});
await film.showTerminal(`$ ${command}\n${answer.trim()}`);
await film.hold(4200);

film.save(FILM);
console.log(`${FILM}: ${film.length() / 1000} s`);
await browser.close();
const isEnded = new Promise((resolve) => practice.once('close', resolve));
practice.kill('SIGTERM');
await isEnded;
rmdirSync(HOME);
