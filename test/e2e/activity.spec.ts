import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import type { ActivityFact } from '#shared/contract/activity.ts';
import { instantOf } from '#shared/time.ts';
import { crowdActivity, showcaseActivity } from '#test/fakes/showcase-activity.ts';
import { showcase } from '#test/fakes/showcase.ts';
import { axeFindings, test } from './fake-window.ts';
import { activityOf } from './views/activity.ts';
import { pictureOf } from './views/picture.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

const PICTURE = 'Sessions of the last 24 hours';
const HOSTILE = '<img src=x onerror=alert(1)>';
const withLog = (more: readonly ActivityFact[] = []) => ({
  ...showcase(Date.now()),
  activity: { entries: showcaseActivity(Date.now(), more) },
});

test('one sees what was done, the newest first, and why; and what happens meanwhile', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withLog());
  const activity = activityOf(page);
  await activity.open();
  await activity.isShown('19 entries');
  await expect(activity.panel).toContainText('Session delivered, prod-readonly');
  await activity.entry(/Session obtained, prod-readonly/).click();
  await expect(activity.panel).toContainText('from the window · until');
  await expect(activity.panel).toContainText('one code serves many roles');
  main.addActivity({
    n: 20,
    at: instantOf(Date.now()),
    fact: { kind: 'session-stopped', target: 'prod-readonly' },
  });
  await expect(activity.entry(/Session stopped, prod-readonly/)).toBeVisible();
  await expect(activity.panel).toContainText('Session obtained, prod-readonly');
});

test('the sessions of the last day are a picture, of which each lane shows what belongs to it', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(withLog());
  const activity = activityOf(page);
  const picture = pictureOf(page, PICTURE);
  await activity.open();
  await expect(picture.whole).toContainText('5 sessions of 4 targets; 2 run now.');
  await expect(picture.lanes).toHaveCount(4);
  await picture.lane(/^prod-admin: 1 session, over, failed once/).click();
  await activity.isShown('4 of 19 entries of prod-admin');
  await expect(activity.entry(/Session failed, prod-admin/)).toContainText('AWS did not allow it');
  await picture.lane(/^prod-admin/).click();
  await activity.isShown('19 entries');
  await picture.toTable.click();
  await expect(picture.table.getByRole('row')).toHaveCount(5);
});

test('one filters by what happened, and finds by what a row says', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(withLog());
  const activity = activityOf(page);
  await activity.open();
  await activity.kind('Keys').click();
  await activity.isShown('2 of 19 entries');
  await activity.kind('Failures').click();
  await activity.isShown('1 of 19 entries');
  await page.getByRole('button', { name: 'Show all' }).click();
  await activity.find.fill('mlsta stopped');
  await activity.isShown('1 of 19 entries');
  await activity.find.fill('nothing like it');
  await expect(page.getByText('No entry fits the filters.')).toBeVisible();
});

test('names are text, whatever they are, also in the file one takes along', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(
    withLog([
      { kind: 'identity-added', identity: HOSTILE },
      { kind: 'identity-removed', identity: '=1+2' },
    ]),
  );
  const activity = activityOf(page);
  await activity.open();
  await activity.kind('Identities and roles').click();
  await activity
    .entry(new RegExp(`Identity added, ${HOSTILE.replaceAll(/[()]/g, '\\$&')}`))
    .click();
  await expect(activity.panel).toContainText(HOSTILE);
  await expect(activity.panel.getByRole('img')).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export 4 as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('latchkey-activity-part.csv');
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain(`identity-removed,'=1+2,`);
  expect(text.trimEnd().split('\r\n')).toHaveLength(5);
});

test('a log that was changed, cut short or cannot be written says so, and what it means', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow({
    ...showcase(Date.now()),
    activity: {
      entries: showcaseActivity(Date.now()),
      check: {
        brokenAt: 3,
        seal: 'lost',
        torn: 1,
        failure: { code: 'state/unusable', facts: { path: '/home/dana/x', reason: 'EROFS' } },
      },
    },
  });
  await activityOf(page).open();
  for (const title of [
    'The activity log was changed from outside, at entry 3',
    'Entries of the activity log are missing',
    'The activity log cannot be written',
    'One entry was cut short',
  ])
    await expect(page.getByRole('note').filter({ hasText: title })).toBeVisible();
});

test('ten thousand entries are there, none before it is looked at, and none once it is locked', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow({
    ...showcase(Date.now()),
    activity: { entries: crowdActivity(Date.now()) },
  });
  const activity = activityOf(page);
  await switchOf(page).row('dana').waitFor();
  expect(main.calls.map(({ procedure }) => procedure)).not.toContain('activity.follow');
  await activity.open();
  await expect(activity.list).toHaveAttribute('aria-rowcount', '10001');
  await activity.find.fill('target-4321');
  await expect(activity.entry(/target-4321$/)).toBeVisible();
  const { vault } = main.snapshot();
  main.change({ vault: { ...vault, state: 'locked' } });
  await expect(activity.list).toHaveCount(0);
});

test('everything is reached and done by keyboard', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(withLog());
  const activity = activityOf(page);
  await switchOf(page).row('dana').waitFor();
  await page.keyboard.press('Control+5');
  await activity.list.waitFor();
  await pictureOf(page, PICTURE)
    .lane(/^prod-admin/)
    .focus();
  await page.keyboard.press('Space');
  await activity.isShown('4 of 19 entries of prod-admin');
  await activity.entry(/Session failed, prod-admin/).focus();
  await page.keyboard.press('ArrowDown');
  await expect(activity.entry(/Session delivered, prod-admin/)).toBeFocused();
  await expect(activity.panel).toContainText('profile prod-admin');
  await page.keyboard.press('Control+6');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('axe finds nothing in any state, light and dark', async ({ openFakeWindow }) => {
  test.slow();
  const { page, main } = await openFakeWindow({
    ...showcase(Date.now()),
    activity: { entries: [] },
  });
  const activity = activityOf(page);
  const expectNothing = async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeFindings(page)).toEqual([]);
    }
  };
  await activity.open();
  await page.getByText('Nothing has happened yet').waitFor();
  await expectNothing();
  for (const entry of showcaseActivity(Date.now()).toReversed()) main.addActivity(entry);
  await activity.isShown('19 entries');
  await expectNothing();
  await activity.find.fill('nothing like it');
  await page.getByText('No entry fits the filters.').waitFor();
  await expectNothing();
  await windowOf(page).goTo('Switch');
  main.failNext('activity.follow', {
    code: 'state/unusable',
    facts: { path: '/home/dana/activity.jsonl', reason: 'EACCES' },
  });
  await activity.open();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await expectNothing();
});
