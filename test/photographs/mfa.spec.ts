import type { Page } from '@playwright/test';
import type { MfaDevice } from '#shared/contract/mfa-devices.ts';
import type { EnrolmentView } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import { photographScenes } from './photograph.ts';
import { dialogs, NOW, button, menuItem, showcaseNow, openView } from './scene.ts';

async function openEnrolment(page: Page): Promise<void> {
  await openView(page, /^MFA/);
  await button(page, /^Make an MFA device for/)
    .first()
    .click();
}

async function openOfDana(page: Page, action: string): Promise<void> {
  await openView(page, /^MFA/);
  await button(page, /^More for the device of dana$/).click();
  await menuItem(page, action).click();
}

const UNFINISHED: EnrolmentView = {
  identity: 'ci-reports',
  deviceName: 'ci-reports',
  serial: 'arn:aws:iam::123456789012:mfa/ci-reports',
  step: 'enable',
  isRunning: false,
  waitingForCodesUntil: null,
  failure: null,
};

const DEVICES: readonly MfaDevice[] = [
  {
    serial: 'arn:aws:iam::123456789012:mfa/dana-phone',
    enabledAt: '2025-02-11T08:00:00Z',
    isUsed: true,
    hasSeed: true,
  },
  { serial: 'GAHT87654321', enabledAt: '2024-06-30T08:00:00Z', isUsed: false, hasSeed: false },
];

photographScenes([
  dialogs(showcaseNow, [
    {
      name: 'mfa-enrol',
      act: openEnrolment,
    },
    {
      name: 'mfa-qr',
      act: async (page) => {
        await openOfDana(page, 'Show QR code for a phone…');
        await button(page, 'Show for 60 s').click();
        await page.getByRole('img', { name: /^QR code/ }).waitFor();
      },
    },
    {
      name: 'mfa-resync',
      act: async (page) => openOfDana(page, 'Resync…'),
    },
    {
      name: 'mfa-remove',
      act: async (page) => openOfDana(page, 'Remove in AWS…'),
    },
    {
      name: 'add-mfa',
      act: async (page) => {
        await openView(page, /^MFA/);
        await button(page, 'Add an MFA device for ci-reports').click();
      },
    },
  ]),
  { name: 'mfa', state: showcaseNow, act: async (page) => openView(page, /^MFA/) },
  {
    name: 'mfa-menu',
    state: showcaseNow,
    act: async (page) => {
      await openView(page, /^MFA/);
      await button(page, /^More for the device of dana$/).click();
    },
  },
  {
    name: 'mfa-unfinished',
    state: () => ({ ...showcaseNow(), enrolments: [UNFINISHED] }),
    act: async (page) => openView(page, /^MFA/),
  },
  {
    name: 'mfa-enrol-waiting',
    state: () => ({
      ...showcaseNow(),
      enrolments: [
        {
          ...UNFINISHED,
          isRunning: true,
          waitingForCodesUntil: instantOf(NOW + 40_000),
        },
      ],
    }),
    act: openEnrolment,
  },
  {
    name: 'mfa-enrol-stopped',
    state: () => ({ ...showcaseNow(), enrolments: [UNFINISHED] }),
    act: async (page) => {
      await openView(page, /^MFA/);
      await button(page, 'Finish or cancel…').click();
    },
  },
  {
    name: 'mfa-enrol-leftover',
    state: showcaseNow,
    act: async (page, main) => {
      main.failNext('mfaDevices.enrol', {
        code: 'mfa/name-taken',
        facts: { deviceName: 'ci-reports', isLeftover: true },
      });
      await openEnrolment(page);
      await button(page, 'Make the device').click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'mfa-enrol-done',
    state: showcaseNow,
    act: async (page) => {
      await openEnrolment(page);
      await button(page, 'Make the device').click();
      await button(page, 'Done').waitFor();
    },
  },
  {
    name: 'mfa-devices',
    state: () => ({ ...showcaseNow(), mfaDevices: DEVICES }),
    act: async (page) => {
      await openOfDana(page, 'Devices in AWS…');
      await page.getByText('used here').waitFor();
    },
  },
  {
    name: 'mfa-empty',
    state: () => ({
      ...showcaseNow(),
      identities: showcaseNow().identities!.filter(({ mfaSerial }) => mfaSerial === null),
    }),
    act: async (page) => openView(page, /^MFA/),
  },
]);
