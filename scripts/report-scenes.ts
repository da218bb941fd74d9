import type { Page } from '@playwright/test';
import type { FakeMainState } from '../test/fakes/fake-main.ts';
import { crowdReport, HOSTILE_NAMES, showcaseReport } from '../test/fakes/showcase-report.ts';
import { showcaseCredentials, STRICT_POLICY } from '../test/fakes/showcase-credentials.ts';
import { keysShowcase, showcase } from '../test/fakes/showcase.ts';
import { button, menuItem, type Scene } from './scene.ts';

const now = () => Date.now();
const withReport = (): FakeMainState => ({ ...showcase(now()), report: showcaseReport(now()) });

async function openReport(page: Page): Promise<void> {
  await page.keyboard.press('Control+4');
  await page.getByRole('heading', { name: /^Report/ }).waitFor();
}

async function getReport(page: Page): Promise<void> {
  await openReport(page);
  await button(page, 'Get the report').click();
  await page.getByRole('grid').waitFor();
}

/** The Report view, in every state. */
export const REPORT_SCENES: readonly Scene[] = [
  { name: 'report-ask', state: withReport, act: openReport },
  {
    name: 'report-making',
    state: withReport,
    act: async (page, main) => {
      main.holdReports();
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
    },
  },
  {
    name: 'report-filtered',
    state: withReport,
    act: async (page) => {
      await getReport(page);
      await button(page, /^90–179 d/).click();
    },
  },
  {
    name: 'report-nothing',
    state: withReport,
    act: async (page) => {
      await getReport(page);
      await page.getByRole('searchbox', { name: 'Find a user' }).fill('nobody');
      await page.getByText('No user fits').waitFor();
    },
  },
  {
    name: 'report-again',
    state: withReport,
    act: async (page, main) => {
      await getReport(page);
      main.holdReports();
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
    state: () => ({ ...showcase(now()), report: showcaseReport(now(), HOSTILE_NAMES) }),
    act: async (page) => {
      await getReport(page);
      await page.getByRole('searchbox', { name: 'Find a user' }).fill('long');
      await page.getByRole('row', { name: /^long/ }).click();
    },
  },
  {
    name: 'report-crowd',
    state: () => ({ ...showcase(now()), report: crowdReport(now()) }),
    act: getReport,
  },
];

const withCredentials = (): FakeMainState => ({
  ...keysShowcase(now()),
  ownCredentials: showcaseCredentials(now()),
  passwordPolicy: STRICT_POLICY,
});

async function openOfDana(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+2');
  await page.getByRole('button', { name: 'More for dana', exact: true }).click();
  await menuItem(page, action).click();
}

/** What a user has besides keys, and one's own password. */
export const CREDENTIALS_SCENES: readonly Scene[] = [
  {
    name: 'credentials',
    state: withCredentials,
    act: async (page) => {
      await openOfDana(page, 'Other credentials…');
      await page.getByText('shop.example.com').waitFor();
    },
  },
  {
    name: 'credentials-delete',
    state: withCredentials,
    act: async (page) => {
      await openOfDana(page, 'Other credentials…');
      await button(page, 'More for ACCA12345678901EXAMPLE').click();
      await menuItem(page, 'Delete…').click();
      await page.getByText('What stops working').waitFor();
    },
  },
  {
    name: 'credentials-password',
    state: withCredentials,
    act: async (page) => {
      await openOfDana(page, 'Change the console password…');
      await page.getByRole('textbox', { name: 'Old password' }).fill('old');
      await page.getByRole('textbox', { name: 'New password', exact: true }).fill('Half-good');
      await button(page, 'Change it').click();
    },
  },
];
