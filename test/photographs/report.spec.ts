import type { Page } from '@playwright/test';
import type { FakeMainState } from '#test/fakes/fake-main.ts';
import { crowdReport, HOSTILE_NAMES, showcaseReport } from '#test/fakes/showcase-report.ts';
import { photographScenes } from './photograph.ts';
import { bringToTop, button, menuItem, NOW, openView, showcaseNow } from './scene.ts';

const withReport = (): FakeMainState => ({ ...showcaseNow(), report: showcaseReport(NOW) });

async function openReport(page: Page): Promise<void> {
  await openView(page, /^Report/);
  await page.getByRole('heading', { name: /^Report/ }).waitFor();
}

/** In a low window the pictures fill the first screen. */
const lookAtUsers = async (page: Page) =>
  bringToTop(page.getByRole('searchbox', { name: 'Find a user' }));

async function getReport(page: Page): Promise<void> {
  await openReport(page);
  await button(page, 'Get the report').click();
  await page.getByRole('grid').waitFor();
}

/** The Report view, in every state. */
photographScenes([
  { name: 'report-ask', state: withReport, act: openReport },
  {
    name: 'report-making',
    state: withReport,
    act: async (page, main) => {
      main.holdAws();
      await openReport(page);
      await button(page, 'Get the report').click();
      await page.getByText('4 s').waitFor();
    },
  },
  {
    name: 'report-code',
    state: withReport,
    act: async (page, main) => {
      main.askForCode('dana', 'arn:aws:iam::123456789012:mfa/dana-phone');
      await openReport(page);
      await button(page, 'Get the report').click();
      await page.getByLabel('Code from dana-phone').waitFor();
    },
  },
  {
    name: 'report-denied',
    state: withReport,
    act: async (page, main) => {
      main.failNext('report.make', {
        code: 'report/not-allowed',
        facts: {
          actions: ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'],
          principal: 'arn:aws:iam::123456789012:user/dana',
          withoutMfa: false,
        },
      });
      await openReport(page);
      await button(page, 'Get the report').click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'report', state: withReport, act: getReport },
  {
    name: 'report-low',
    state: withReport,
    act: async (page) => {
      await page.setViewportSize({ width: 760, height: 520 });
      await getReport(page);
      await button(page, 'Pictures').click();
    },
  },
  {
    name: 'report-filtered',
    state: withReport,
    act: async (page) => {
      await getReport(page);
      await button(page, /^90–179 d/).click();
    },
    look: lookAtUsers,
  },
  {
    name: 'report-nothing',
    state: withReport,
    act: async (page) => {
      await getReport(page);
      await page.getByRole('searchbox', { name: 'Find a user' }).fill('nobody');
      await page.getByText('No user fits').waitFor();
    },
    look: lookAtUsers,
  },
  {
    name: 'report-again',
    state: withReport,
    act: async (page, main) => {
      await getReport(page);
      main.holdAws();
      await button(page, 'Get again').click();
      await page.getByText('4 s').waitFor();
    },
  },
  {
    name: 'report-menu',
    state: withReport,
    act: async (page) => {
      await getReport(page);
      await button(page, 'More for the report').click();
      await menuItem(page, 'Forget this report').waitFor();
    },
  },
  {
    name: 'report-hostile',
    state: () => ({ ...showcaseNow(), report: showcaseReport(NOW, HOSTILE_NAMES) }),
    act: async (page) => {
      await getReport(page);
      await page.getByRole('searchbox', { name: 'Find a user' }).fill('long');
      await page.getByRole('row', { name: /^long/ }).click();
    },
    look: lookAtUsers,
  },
  {
    name: 'report-crowd',
    state: () => ({ ...showcaseNow(), report: crowdReport(NOW) }),
    act: getReport,
    look: lookAtUsers,
  },
]);
