import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { crowdReport, HOSTILE_NAMES, showcaseReport } from '#test/fakes/showcase-report.ts';
import { showcase } from '#test/fakes/showcase.ts';
import { axeFindingsInBothSchemes, test } from './fake-window.ts';
import { reportOf } from './views/report.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

const now = () => Date.now();
const withReport = (names: readonly string[] = []) => ({
  ...showcase(now()),
  report: showcaseReport(now(), names),
});
const DENIED = {
  code: 'report/not-allowed',
  facts: {
    actions: ['iam:GenerateCredentialReport'],
    principal: 'arn:aws:iam::123456789012:user/ci-reports',
    withoutMfa: true,
  },
} as const;

test('whoever looks after an account sees who of it signs in how, the gravest first', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(withReport());
  const report = reportOf(page);
  await report.open();
  await report.ask();
  await expect(page.getByText(/13 users, 11 active keys · Made .* 2 h ago/)).toBeVisible();
  await expect(page.getByText(/AWS gives this same one until/)).toBeVisible();
  expect((await report.names()).slice(0, 3)).toEqual([
    'bea.lindqvist@acme.example',
    'pat',
    'data-export',
  ]);
  await report.user('noor').click();
  await expect(report.panel).toContainText('inactive key left over');
  await expect(report.panel).toContainText('402 days');
  await expect(report.panel).toContainText('arn:aws:iam::123456789012:user/noor');
});

test('another identity or role is asked with, of those there are', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(withReport());
  const report = reportOf(page);
  await report.open();
  await report.choose('prod-readonly');
  await report.ask();
  await report.table.waitFor();
  expect(main.calls.findLast(({ procedure }) => procedure === 'report.make')?.input).toEqual({
    target: 'prod-readonly',
  });
});

test('a report that takes its time tells how long, and is waited for no more once cancelled', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withReport());
  main.holdAws();
  const report = reportOf(page);
  await report.open();
  await report.ask();
  await expect(page.getByText('AWS makes the report · 4 s')).toBeVisible();
  await windowOf(page).goTo('Switch');
  await report.open();
  await expect(page.getByText('AWS makes the report · 4 s')).toBeVisible();
  await expect.poll(() => main.waitingForAws()).toBe(1);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect.poll(() => main.waitingForAws()).toBe(0);
  await expect(page.getByText('AWS makes the report · 4 s')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  main.releaseAws();
  await report.ask();
  await expect(report.table).toBeVisible();
});

test('a code that is needed is asked for where one is, and again where AWS refuses it', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withReport());
  main.askForCode('dana', 'arn:aws:iam::123456789012:mfa/dana-phone');
  const report = reportOf(page);
  await report.open();
  await report.ask();
  await expect(report.code).toBeFocused();
  await report.code.fill('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^AWS refused the MFA code/)).toBeVisible();
  await report.code.fill('123 456');
  await page.keyboard.press('Enter');
  await expect(report.table).toBeVisible();
});

test('who may not hears what it takes, and has the way to what mends it', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withReport());
  const report = reportOf(page);
  main.failNext('report.make', DENIED);
  await report.open();
  await report.choose('ci-reports');
  await report.ask();
  const failure = windowOf(page).failure('AWS does not allow the credential report');
  await expect(failure).toContainText('iam:GenerateCredentialReport');
  await failure.getByRole('button', { name: 'Make an MFA device…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(report.table).toBeVisible();
});

test('without a network the report that is there stays, and it is asked for again', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withReport());
  const report = reportOf(page);
  await report.open();
  await report.ask();
  await report.table.waitFor();
  main.failNext('report.make', {
    code: 'aws/unreachable',
    facts: { url: 'https://iam.amazonaws.com/', reason: 'name-not-found', sent: false },
  });
  await page.getByRole('button', { name: 'Get again' }).click();
  const failure = page.getByRole('alert');
  await expect(failure).toBeVisible();
  await expect(report.user('dana')).toBeVisible();
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(failure).toHaveCount(0);
  await page.getByRole('button', { name: 'Get again' }).click();
  await expect(windowOf(page).news('AWS has no newer report yet')).toBeVisible();
});

test('a bar of a picture, or a kind of finding, shows below who it stands for', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(withReport());
  const report = reportOf(page);
  await report.open();
  await report.ask();
  await report.bar('Age of active keys', '90–179 d: 2 keys').click();
  await expect(report.shown('2 of 13 users · active key 90–179 d old')).toBeVisible();
  expect((await report.names()).toSorted()).toEqual(['dana', 'release-bot']);
  await report.bar('MFA of passwords', 'no MFA: 2 users').click();
  await expect(report.shown('2 of 13 users · password without MFA')).toBeVisible();
  expect((await report.names()).toSorted()).toEqual(['bea.lindqvist@acme.example', 'pat']);
  await report.finding('inactive key left over 1').click();
  await expect(report.shown('1 of 13 users')).toBeVisible();
  await expect(report.user('noor')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(report.shown('13 users')).toBeVisible();
  await report.find.fill('bot deploy');
  await expect(report.shown('1 of 13 users')).toBeVisible();
  await report.find.fill('nobody at all');
  await expect(page.getByText('No user fits')).toBeVisible();
});

test('each column sorts, and the other way when it is pressed again', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(withReport());
  const report = reportOf(page);
  await report.open();
  await report.ask();
  await report.column('Oldest key').getByRole('button').click();
  await expect(report.column('Oldest key')).toHaveAttribute('aria-sort', 'descending');
  expect((await report.names()).slice(0, 2)).toEqual(['old-laptop', 'data-export']);
  await report.column('Oldest key').getByRole('button').click();
  await expect(report.column('Oldest key')).toHaveAttribute('aria-sort', 'ascending');
  expect((await report.names()).slice(0, 2)).toEqual(['kim', 'ari']);
});

test('what the table shows is taken along as a file that no spreadsheet runs', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(withReport(HOSTILE_NAMES));
  const report = reportOf(page);
  await report.open();
  await report.ask();
  const saved = async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Export/ }).click(),
    ]);
    return {
      name: download.suggestedFilename(),
      text: await readFile(await download.path(), 'utf8'),
    };
  };
  const all = await saved();
  expect(all.name).toMatch(/^credential-report-123456789012-\d{4}-\d\d-\d\d\.csv$/);
  expect(all.text.split('\r\n')[0]).toMatch(/^user,arn,.*cert_2_last_rotated$/);
  expect(all.text).toContain(`\r\n'=1+2,`);
  expect(all.text).toContain(`\r\n'@sum.a1,`);
  expect(all.text).not.toMatch(/^[=@+-]/m);
  await report.find.fill('terraform');
  await expect(page.getByRole('button', { name: 'Export 1 user' })).toBeVisible();
  const part = await saved();
  expect(part.name).toMatch(/-part\.csv$/);
  expect(part.text.trimEnd().split('\r\n')).toHaveLength(2);
});

test('names are text, whatever they are', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(withReport(HOSTILE_NAMES));
  const report = reportOf(page);
  await report.open();
  await report.ask();
  await report.find.fill('img onerror');
  await expect(report.panel.getByRole('heading', { level: 2 })).toHaveText(
    '<img src=x onerror=alert(1)>',
  );
  await expect(report.panel.getByRole('img')).toHaveCount(0);
  await report.find.fill('bidi');
  await expect(report.panel.getByRole('heading', { level: 2 })).toHaveText(
    /^bidi[^\u202E]+gnp\.exe$/,
  );
});

test('nothing of a report is left in the window once Latchkey is locked, or it is forgotten', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withReport());
  const report = reportOf(page);
  await report.open();
  await report.ask();
  await report.table.waitFor();
  await report.choosing('Forget this report');
  await expect(page.getByRole('button', { name: 'Get the report' })).toBeVisible();
  await report.ask();
  await report.table.waitFor();
  const { vault } = main.snapshot();
  main.change({ vault: { ...vault, state: 'locked' } });
  await expect(report.table).toHaveCount(0);
  main.change({ vault });
  await expect(page.getByRole('button', { name: 'Get the report' })).toBeVisible();
});

test('five thousand users are there at once, and so is the last of them', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow({ ...showcase(now()), report: crowdReport(now()) });
  const report = reportOf(page);
  await report.open();
  await report.ask();
  await expect(report.table).toHaveAttribute('aria-rowcount', '5002');
  expect((await report.names()).length).toBeLessThan(60);
  await report.column('User').getByRole('button').click();
  await report.table.locator('[data-index]').first().focus();
  await page.keyboard.press('End');
  await expect(report.user('user-5000')).toBeFocused();
  await report.find.fill('user-4321');
  await expect(report.user('user-4321')).toBeVisible();
});

test('everything is reached and done by keyboard', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(withReport());
  const report = reportOf(page);
  await switchOf(page).row('dana').waitFor();
  await page.keyboard.press('Control+4');
  await page.getByRole('button', { name: 'Get the report' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Report/ })).toBeFocused();
  await report.bar('Age of active keys', '90–179 d: 2 keys').focus();
  await page.keyboard.press('Space');
  await expect(report.shown('2 of 13 users')).toBeVisible();
  await report.column('To see to').getByRole('button').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(report.column('User').getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(report.column('User')).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('ArrowDown');
  await expect(report.user('dana')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(report.user('release-bot')).toBeFocused();
  await expect(report.panel).toContainText('release-bot');
});

test('axe finds nothing in any state, light and dark', async ({ openFakeWindow }) => {
  test.slow();
  const { page, main } = await openFakeWindow(withReport());
  const report = reportOf(page);
  const expectNothing = async () => expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await report.open();
  await expectNothing();
  main.failNext('report.make', DENIED);
  await report.ask();
  await page.getByRole('alert').waitFor();
  await expectNothing();
  main.askForCode('dana', 'arn:aws:iam::123456789012:mfa/dana-phone');
  await report.ask();
  await report.code.waitFor();
  await expectNothing();
  main.holdAws();
  await report.code.fill('123456');
  await page.keyboard.press('Enter');
  await page.getByText('AWS makes the report · 4 s').waitFor();
  await expectNothing();
  main.releaseAws();
  await report.table.waitFor();
  await expectNothing();
  await report.find.fill('nobody at all');
  await page.getByText('No user fits').waitFor();
  await expectNothing();
});
