import { crowd } from '#test/fakes/showcase.ts';
import { photographScenes } from './photograph.ts';
import { NOW, button, row, showcaseNow } from './scene.ts';

photographScenes([
  { name: 'switch', state: showcaseNow },
  {
    name: 'switch-role-active',
    state: showcaseNow,
    act: async (page) => row(page, 'prod-readonly').click(),
  },
  {
    name: 'switch-waiting',
    state: showcaseNow,
    act: async (page) => row(page, 'dana-sandbox').click(),
  },
  {
    name: 'switch-failed-duration',
    state: showcaseNow,
    act: async (page) => row(page, 'prod-admin').click(),
  },
  {
    name: 'switch-failed-taken',
    state: showcaseNow,
    act: async (page) => row(page, 'logs-archive').click(),
  },
  {
    name: 'switch-failed-changed',
    state: showcaseNow,
    act: async (page) => {
      await page.getByRole('searchbox').fill('staging-readonly');
      await row(page, 'staging-readonly').click();
    },
  },
  {
    name: 'switch-hardware',
    state: showcaseNow,
    act: async (page) => row(page, 'dana-hardware').click(),
  },
  {
    name: 'switch-code-needed',
    state: showcaseNow,
    act: async (page, main) => {
      main.askForCode('dana-hardware', 'GAHT12345678');
      await button(page, 'Switch to dana-hardware').click();
      await page.getByLabel('Code from GAHT12345678').waitFor();
    },
  },
  {
    name: 'switch-filtered',
    state: showcaseNow,
    act: async (page) => page.getByRole('searchbox').fill('prod 5678'),
  },
  {
    name: 'switch-nothing',
    state: showcaseNow,
    act: async (page) => page.getByRole('searchbox').fill('no such role'),
  },
  {
    name: 'switch-menu',
    state: showcaseNow,
    act: async (page) => button(page, 'More for prod-readonly').first().click(),
  },
  {
    name: 'switch-focus',
    state: showcaseNow,
    act: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
    },
  },
  { name: 'switch-crowd', state: () => crowd(NOW, 2000, 5) },
  {
    name: 'practice',
    state: () => ({
      ...showcaseNow(),
      app: { practice: true },
      vault: { kind: 'file', state: 'unlocked', failure: null },
    }),
  },
  {
    name: 'clock-skew',
    state: showcaseNow,
    act: async (_page, main) => main.change({ clockSkewSeconds: -240 }),
  },
  {
    name: 'switch-role-options',
    state: showcaseNow,
    act: async (page) => row(page, 'staging-deploy').click(),
  },
  {
    name: 'difference-changed',
    state: showcaseNow,
    act: async (page) => {
      await page.getByRole('searchbox').fill('staging-readonly');
      await button(page, 'Show the difference').click();
      await page.getByText('for the nightly job').waitFor();
    },
  },
]);
