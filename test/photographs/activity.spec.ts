import type { Page } from '@playwright/test';
import { activityOf } from '#test/e2e/views/activity.ts';
import { pictureOf } from '#test/e2e/views/picture.ts';
import type { FakeMainState } from '#test/fakes/fake-main.ts';
import { crowdActivity, showcaseActivity } from '#test/fakes/showcase-activity.ts';
import { photographScenes } from './photograph.ts';
import { bringToTop, button, NOW, showcaseNow } from './scene.ts';

const PICTURE = 'Sessions of the last 24 hours';
const HOSTILE = `<img src=x onerror=alert(1)>\u202E${'-without-end'.repeat(6)}`;
const withLog = (): FakeMainState => ({
  ...showcaseNow(),
  activity: {
    entries: showcaseActivity(NOW, [
      { kind: 'identity-added', identity: HOSTILE },
      { kind: 'identity-removed', identity: HOSTILE },
    ]),
  },
});

async function openActivity(page: Page): Promise<void> {
  await activityOf(page).open();
  await activityOf(page).list.waitFor();
}

/** In a low window the picture fills the first screen. */
const lookAtEntries = async (page: Page) => bringToTop(activityOf(page).find);

/** The Activity view, in every state. */
photographScenes([
  {
    name: 'activity',
    state: withLog,
    act: openActivity,
    next: [
      { name: 'activity-entries', look: lookAtEntries },
      {
        name: 'activity-lane',
        act: async (page) =>
          pictureOf(page, PICTURE)
            .lane(/^prod-admin:/)
            .click(),
      },
      {
        name: 'activity-failures',
        act: async (page) => {
          await pictureOf(page, PICTURE)
            .lane(/^prod-admin:/)
            .click();
          await activityOf(page).kind('Failures').click();
        },
        look: lookAtEntries,
      },
      {
        name: 'activity-hostile',
        act: async (page) => {
          await activityOf(page).kind('Identities and roles').click();
          await activityOf(page)
            .entry(/^.*Identity removed/)
            .click();
        },
        look: lookAtEntries,
      },
      {
        name: 'activity-nothing',
        act: async (page) => {
          await activityOf(page).find.fill('nothing like it');
          await page.getByText('No entry fits the filters.').waitFor();
        },
        look: lookAtEntries,
      },
    ],
  },
  {
    name: 'activity-low',
    state: withLog,
    act: async (page) => {
      await page.setViewportSize({ width: 760, height: 520 });
      await openActivity(page);
      await button(page, 'Picture').click();
    },
  },
  {
    name: 'activity-broken',
    state: () => ({
      ...showcaseNow(),
      activity: {
        entries: showcaseActivity(NOW),
        check: {
          brokenAt: 3,
          seal: 'lost',
          torn: 1,
          failure: {
            code: 'state/unusable',
            facts: { path: '/home/dana/.local/share/latchkey/activity', reason: 'EROFS' },
          },
        },
      },
    }),
    act: openActivity,
  },
  {
    name: 'activity-empty',
    state: () => ({ ...showcaseNow(), activity: { entries: [] } }),
    act: async (page) => activityOf(page).open(),
  },
  {
    name: 'activity-crowd',
    state: () => ({ ...showcaseNow(), activity: { entries: crowdActivity(NOW) } }),
    act: openActivity,
  },
]);
