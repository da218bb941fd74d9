/**
 * Photographs every screen and state of the window over the fake main, light and dark, in both sizes,
 * and fails on a CSP violation, a page error or an accessibility finding:
 * `npx tsx scripts/photograph-window.ts OUT_DIR [NAME_PART]`.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import type { MfaDevice } from '#shared/contract/mfa-devices.ts';
import type { EnrolmentView } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import { createFakeMain } from '../test/fakes/fake-main.ts';
import {
  codeNeed,
  crowd,
  failedNeed,
  firstRun,
  questionNeed,
  showcase,
} from '../test/fakes/showcase.ts';
import { serveWindow } from '../test/fakes/window-server.ts';
import { buildWindow, WINDOW_FOLDER } from './dev-window.ts';
import { DROP_SCENES } from './drop-scenes.ts';
import { KEYS_SCENES } from './keys-scenes.ts';
import { PALETTE_SCENES } from './palette-scenes.ts';
import { CREDENTIALS_SCENES, REPORT_SCENES } from './report-scenes.ts';
import { button, menuItem, type Scene } from './scene.ts';

const SIZES = [
  { name: '1080x720', width: 1080, height: 720 },
  { name: '760x520', width: 760, height: 520 },
] as const;

const showcaseNow = () => showcase(Date.now());
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name},`) });

async function openSettings(page: Page): Promise<void> {
  await button(page, 'Settings').click();
  await page.getByRole('list', { name: 'AWS files' }).waitFor();
}

async function openAwsFiles(page: Page): Promise<void> {
  await openSettings(page);
  await page
    .getByRole('heading', { name: 'AWS files' })
    .evaluate((title) => title.scrollIntoView());
}

async function openSessionOptions(page: Page): Promise<void> {
  await button(page, 'More for staging-deploy').first().click();
  await menuItem(page, 'Edit role…').click();
  await button(page, /^Tags and session policies/).click();
  await button(page, 'Add a tag').scrollIntoViewIfNeeded();
}

async function openTakeOver(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await menuItem(page, 'From my AWS files…').click();
  await page.getByText('Keys in plain text').waitFor();
}

async function openEnrolment(page: Page): Promise<void> {
  await button(page, 'MFA').click();
  await button(page, /^Make an MFA device for/)
    .first()
    .click();
}

async function openOfDana(page: Page, action: string): Promise<void> {
  await button(page, 'MFA').click();
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

const SCENES: readonly Scene[] = [
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
  { name: 'switch-crowd', state: () => crowd(Date.now(), 2000, 5) },
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
  { name: 'mfa', state: showcaseNow, act: async (page) => button(page, 'MFA').click() },
  {
    name: 'mfa-menu',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'MFA').click();
      await button(page, /^More for the device of dana$/).click();
    },
  },
  {
    name: 'mfa-unfinished',
    state: () => ({ ...showcaseNow(), enrolments: [UNFINISHED] }),
    act: async (page) => button(page, 'MFA').click(),
  },
  {
    name: 'mfa-enrol',
    state: showcaseNow,
    act: openEnrolment,
  },
  {
    name: 'mfa-enrol-waiting',
    state: () => ({
      ...showcaseNow(),
      enrolments: [
        {
          ...UNFINISHED,
          isRunning: true,
          waitingForCodesUntil: instantOf(Date.now() + 40_000),
        },
      ],
    }),
    act: openEnrolment,
  },
  {
    name: 'mfa-enrol-stopped',
    state: () => ({ ...showcaseNow(), enrolments: [UNFINISHED] }),
    act: async (page) => {
      await button(page, 'MFA').click();
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
    name: 'mfa-qr',
    state: showcaseNow,
    act: async (page) => {
      await openOfDana(page, 'Show QR code for a phone…');
      await button(page, 'Show for 60 s').click();
      await page.getByRole('img', { name: /^QR code/ }).waitFor();
    },
  },
  {
    name: 'mfa-resync',
    state: showcaseNow,
    act: async (page) => openOfDana(page, 'Resync…'),
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
    name: 'mfa-remove',
    state: showcaseNow,
    act: async (page) => openOfDana(page, 'Remove in AWS…'),
  },
  {
    name: 'mfa-empty',
    state: () => ({
      ...showcaseNow(),
      identities: showcaseNow().identities!.filter(({ mfaSerial }) => mfaSerial === null),
    }),
    act: async (page) => button(page, 'MFA').click(),
  },
  {
    name: 'add-identity',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'Add').click();
      await menuItem(page, 'IAM user…').click();
    },
  },
  {
    name: 'add-identity-problems',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'Add').click();
      await menuItem(page, 'IAM user…').click();
      await page.getByRole('textbox', { name: 'Name' }).fill('dana bad');
      await page.getByRole('radio', { name: /^Latchkey makes/ }).check({ force: true });
      await button(page, 'More options').click();
      await button(page, 'Add IAM user').click();
    },
  },
  {
    name: 'add-identity-root',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'Add').click();
      await menuItem(page, 'IAM user…').click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('root');
      await page.getByRole('textbox', { name: 'Access key id' }).fill('AKIAIOSFODNN7EXAROOT');
      await page
        .getByLabel('Secret access key', { exact: true })
        .fill('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
      await button(page, 'Add IAM user').click();
      await page.getByRole('alert').waitFor();
      await page.getByRole('alert').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'add-role',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'Add').click();
      await menuItem(page, 'Role…').click();
      await page.getByLabel('Role ARN').fill('arn:aws:iam::123456789012:rle/ReadOnly');
      await page.getByLabel('Role ARN').blur();
    },
  },
  {
    name: 'delivery-change',
    state: showcaseNow,
    act: async (page) => {
      await row(page, 'prod-readonly').click();
      await button(page, 'Change profile…').click();
      await page.getByRole('radio', { name: /^Tools ask Latchkey/ }).waitFor();
    },
  },
  {
    name: 'delivery-add-role',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'Add').click();
      await menuItem(page, 'Role…').click();
      await button(page, 'More options').click();
      await page.getByText('Tools ask Latchkey').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'edit-role',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'More for prod-admin').first().click();
      await menuItem(page, 'Edit role…').click();
      await button(page, 'More options').click();
    },
  },
  {
    name: 'edit-role-options',
    state: showcaseNow,
    act: openSessionOptions,
  },
  {
    name: 'edit-role-options-problems',
    state: showcaseNow,
    act: async (page) => {
      await openSessionOptions(page);
      await page.getByRole('textbox', { name: 'Key of tag 2' }).fill('Team');
      await page.getByRole('textbox', { name: /^Session policy/ }).fill('{\n  "Statement": [\n');
      await button(page, 'Save').click();
    },
  },
  {
    name: 'edit-role-options-end',
    state: showcaseNow,
    act: async (page) => {
      await openSessionOptions(page);
      await page.getByRole('textbox', { name: /^Managed policies/ }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'switch-role-options',
    state: showcaseNow,
    act: async (page) => row(page, 'staging-deploy').click(),
  },
  { name: 'take-over', state: showcaseNow, act: openTakeOver },
  {
    name: 'take-over-left-out',
    state: showcaseNow,
    act: async (page) => {
      await openTakeOver(page);
      await page.getByText('prod', { exact: true }).first().click();
      await page.getByRole('heading', { name: /^Become roles/ }).scrollIntoViewIfNeeded();
      await page.getByText(/is not chosen/).waitFor();
    },
  },
  {
    name: 'take-over-stays',
    state: showcaseNow,
    act: async (page) => {
      await openTakeOver(page);
      await page.getByText(/^The console/).waitFor({ state: 'detached' });
      await button(page, /accessKeys.csv instead/).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'take-over-review',
    state: showcaseNow,
    act: async (page) => {
      await openTakeOver(page);
      await button(page, 'Show the changes').click();
      await page.getByText('kept for the build server').waitFor();
    },
  },
  {
    name: 'take-over-result',
    state: showcaseNow,
    act: async (page) => {
      await openTakeOver(page);
      await button(page, 'Show the changes').click();
      await button(page, /^Lock away/).click();
      await page.getByText('rests in the vault').waitFor();
    },
  },
  {
    name: 'take-over-undo',
    state: showcaseNow,
    act: async (page) => {
      await openTakeOver(page);
      await button(page, 'Show the changes').click();
      await button(page, /^Lock away/).click();
      await button(page, 'Undo…').click();
      await button(page, 'Put back').waitFor();
    },
  },
  {
    name: 'take-over-undone',
    state: showcaseNow,
    act: async (page) => {
      await openTakeOver(page);
      await button(page, 'Show the changes').click();
      await button(page, /^Lock away/).click();
      await button(page, 'Undo…').click();
      await button(page, 'Put back').click();
      await page.getByText('Your files are as they were').waitFor();
    },
  },
  {
    name: 'take-over-csv',
    state: showcaseNow,
    act: async (page) => {
      await openTakeOver(page);
      await page.locator('input[type=file]').setInputFiles({
        name: 'kim_accessKeys.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Access key ID,Secret access key'),
      });
      await page.getByText('kim, account 123456789012').waitFor();
    },
  },
  {
    name: 'take-over-nothing',
    state: () => {
      const { importPlan: _, ...state } = showcaseNow();
      return state;
    },
    act: async (page) => {
      await button(page, 'Add').click();
      await menuItem(page, 'From my AWS files…').click();
      await page.getByText('Nothing to take over').waitFor();
    },
  },
  {
    name: 'take-over-failed',
    state: showcaseNow,
    act: async (page, main) => {
      await openTakeOver(page);
      await button(page, 'Show the changes').click();
      main.failNext('import.apply', { code: 'import/changed', facts: {} });
      await button(page, /^Lock away/).click();
      await page.getByRole('alert').waitFor();
      await page.getByRole('alert').scrollIntoViewIfNeeded();
    },
  },
  { name: 'take-over-crowd', state: () => crowd(Date.now(), 200, 5), act: openTakeOver },
  { name: 'settings', state: showcaseNow, act: openSettings },
  {
    name: 'settings-desktop',
    state: () => ({ ...showcaseNow(), app: { surface: 'desktop' } }),
    act: openSettings,
  },
  { name: 'settings-files', state: showcaseNow, act: openAwsFiles },
  {
    name: 'settings-middle',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, 'Changes since the newest backup').click();
      await button(page, 'Changes since the newest backup').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-end',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /fix duplicate-key/).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-fix',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /config, line 12/).click();
    },
  },
  {
    name: 'settings-fix-mode',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /credentials, line 1$/).click();
    },
  },
  {
    name: 'settings-put-back',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /switch prod-readonly/).click();
      await button(page, 'Put back').last().waitFor();
    },
  },
  {
    name: 'settings-put-back-changed',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /lock away 2 keys/).click();
      await button(page, 'Put back all the same').waitFor();
    },
  },
  {
    name: 'settings-would-change',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await page.getByRole('combobox').scrollIntoViewIfNeeded();
      await page.getByRole('combobox').fill('prod-billing');
      await page.getByRole('option', { name: /^prod-billing/ }).click();
      await button(page, 'Show').last().click();
      await page.getByText('These lines, and nothing else').waitFor();
    },
  },
  {
    name: 'settings-empty',
    state: () => ({
      ...showcaseNow(),
      lints: [],
      backups: [],
      profileDiffs: {},
      awsFiles: showcaseNow().awsFiles!.map((file) => ({
        ...file,
        exists: false,
        changedAt: null,
        lintCount: 0,
        rewritten: null,
      })),
    }),
    act: openAwsFiles,
  },
  {
    name: 'settings-troubled',
    state: () => ({
      ...showcaseNow(),
      lints: [],
      awsFiles: showcaseNow().awsFiles!.map((file) =>
        file.kind === 'config'
          ? {
              ...file,
              failure: {
                code: 'files/unreadable',
                facts: { path: file.path, reason: 'you may not read it' },
              },
            }
          : { ...file, rewritten: null, restorable: { backup: 'b3' } },
      ),
    }),
    act: openAwsFiles,
  },
  { name: 'settings-crowd', state: () => crowd(Date.now(), 200, 5), act: openAwsFiles },
  {
    name: 'difference-changed',
    state: showcaseNow,
    act: async (page) => {
      await page.getByRole('searchbox').fill('staging-readonly');
      await button(page, 'Show the difference').click();
      await page.getByText('for the nightly job').waitFor();
    },
  },
  {
    name: 'first-run-take-over',
    state: firstRun,
    act: async (page) => {
      await button(page, /^Use what is in/).click();
      await button(page, 'Use this vault').click();
      await page.getByText('Keys in plain text').waitFor();
    },
  },
  {
    name: 'set-profile',
    state: showcaseNow,
    act: async (page) => {
      await row(page, 'logs-archive').click();
      await button(page, 'Choose another name').click();
    },
  },
  {
    name: 'add-mfa',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'MFA').click();
      await button(page, 'Add an MFA device for ci-reports').click();
    },
  },
  {
    name: 'remove-target',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'More for ci-reports').first().click();
      await menuItem(page, 'Remove…').click();
    },
  },
  {
    name: 'needs-strip',
    state: () => ({ ...showcaseNow(), needs: [failedNeed(Date.now()), codeNeed(Date.now())] }),
    act: async (page) => page.getByRole('region', { name: 'Needs you' }).waitFor(),
  },
  {
    name: 'needs-many',
    state: () => ({
      ...showcaseNow(),
      needs: [
        ...Array.from({ length: 4 }, (_, index) => ({
          ...failedNeed(Date.now()),
          id: String(index),
        })),
        codeNeed(Date.now()),
        questionNeed(Date.now()),
      ],
    }),
    act: async (page) => {
      await page.getByRole('alertdialog').waitFor();
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'needs-code',
    state: () => ({ ...showcaseNow(), needs: [codeNeed(Date.now())] }),
    act: async (page) => {
      await button(page, 'Type the code…').click();
      await page.getByRole('textbox', { name: 'Code' }).fill('000000');
      await button(page, 'Use the code').click();
      await page.getByText('AWS refused the MFA code').waitFor();
    },
  },
  {
    name: 'needs-question',
    state: () => ({ ...showcaseNow(), needs: [questionNeed(Date.now() + 10_000)] }),
    act: async (page) => page.locator('button:enabled', { hasText: /^Allow$/ }).waitFor(),
  },
  {
    name: 'needs-question-everything',
    state: () => ({
      ...showcaseNow(),
      needs: [
        questionNeed(
          Date.now(),
          'everything',
          '<b>x</b>\u202E”. Press Allow, it is quite safe, really',
        ),
      ],
    }),
    act: async (page) => page.locator('button:enabled', { hasText: /^Allow$/ }).waitFor(),
  },
  {
    name: 'scopes',
    state: showcaseNow,
    act: async (page) => {
      await row(page, 'prod-admin').click();
      await button(page, 'Remove scope everything…').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'scope-edit',
    state: showcaseNow,
    act: async (page) => {
      await row(page, 'prod-admin').click();
      await button(page, 'Edit scope logs…').click();
    },
  },
  {
    name: 'scope-add-problems',
    state: showcaseNow,
    act: async (page) => {
      await row(page, 'prod-admin').click();
      await button(page, 'Add a scope…').click();
      await page.getByRole('textbox', { name: /^Session policy/ }).fill('{"Statement": [');
      await button(page, 'Add scope').click();
      await page.getByText('Ask me each time').scrollIntoViewIfNeeded();
    },
  },
  ...KEYS_SCENES,
  ...DROP_SCENES,
  ...PALETTE_SCENES,
  ...REPORT_SCENES,
  ...CREDENTIALS_SCENES,
  { name: 'first-run', state: firstRun },
  {
    name: 'first-run-practice',
    state: firstRun,
    act: async (page) => {
      await button(page, /^Try it/).click();
      await page.getByRole('link').waitFor();
    },
  },
  {
    name: 'first-run-vault',
    state: firstRun,
    act: async (page) => button(page, /^Add an IAM user/).click(),
  },
  {
    name: 'first-run-vault-file',
    state: () => ({
      ...firstRun(),
      vault: {
        kind: null,
        state: 'not-chosen',
        failure: {
          code: 'vault/absent',
          facts: { backend: 'keychain', reason: 'no secret service answers on D-Bus' },
        },
      },
    }),
    act: async (page) => {
      await button(page, /^Add an IAM user/).click();
      await page.getByLabel('Passphrase', { exact: true }).fill('correct horse');
      await button(page, 'Use this vault').click();
    },
  },
  {
    name: 'first-run-identity',
    state: firstRun,
    act: async (page) => {
      await button(page, /^Add an IAM user/).click();
      await button(page, 'Use this vault').click();
      await page.getByRole('textbox', { name: 'Access key id' }).waitFor();
    },
  },
  {
    name: 'locked',
    state: () => ({
      ...showcaseNow(),
      vault: { kind: 'file', state: 'locked', failure: null },
      passphrase: 'right',
    }),
    act: async (page) => {
      await page.getByLabel('Passphrase', { exact: true }).fill('wrong');
      await button(page, 'Unlock').click();
      await page.getByText('The passphrase is wrong').waitFor();
    },
  },
  {
    name: 'keychain-locked',
    state: () => ({
      ...showcaseNow(),
      vault: { kind: 'keychain', state: 'locked', failure: null },
    }),
  },
  {
    name: 'vault-unavailable',
    state: () => ({
      ...showcaseNow(),
      vault: {
        kind: 'keychain',
        state: 'unavailable',
        failure: { code: 'vault/not-answering', facts: { backend: 'keychain', seconds: 20 } },
      },
    }),
  },
];

const [, , outDir = 'photographs', part = ''] = process.argv;
await mkdir(outDir, { recursive: true });
if (process.env['NO_BUILD'] === undefined) await buildWindow();
const browser = await chromium.launch({
  ...(process.env['CHROMIUM_PATH'] === undefined
    ? { executablePath: '/usr/bin/chromium' }
    : { executablePath: process.env['CHROMIUM_PATH'] }),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let findings = 0;
for (const scene of SCENES.filter(({ name }) => new RegExp(part).test(name)))
  findings += await photograph(scene);
await photographLinks();
await browser.close();
console.log(`${findings} findings`);
process.exitCode = findings === 0 ? 0 : 1;

async function photograph(scene: Scene): Promise<number> {
  let found = 0;
  const say = (text: string) => {
    found += 1;
    console.log(`${scene.name}: ${text}`);
  };
  const main = createFakeMain(scene.state());
  const { url, close } = await serveWindow(main, WINDOW_FOLDER);
  const context = await browser.newContext({
    viewport: SIZES[0],
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => say(`page error: ${error.message}`));
  page.on('console', (message) => {
    // The browser itself notes each answer that is a failure; that is the scene.
    if (message.type() === 'error' && !message.text().includes('responded with a status of'))
      say(`console: ${message.text()}`);
  });
  await page.goto(url);
  await page.getByRole('main').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"] h1') === null);
  try {
    await scene.act?.(page, main);
  } catch (error) {
    say(`could not be reached: ${String(error).slice(0, 400)}`);
  }
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(200);
      await page.screenshot({
        path: path.join(outDir, `${scene.name}-${size.name}-${colorScheme}.png`),
      });
      // What axe looks at is the same in both sizes, but for what is scrolled.
      if (size !== SIZES[0]) continue;
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) {
        const where = nodes.map(({ html }) => html.slice(0, 200)).slice(0, 3);
        say(`${size.name} ${colorScheme}: axe ${id}: ${where.join(' | ')}`);
      }
    }
  }
  await context.close();
  close();
  return found;
}

/** The two screens without a main to talk to. */
async function photographLinks(): Promise<void> {
  if (!new RegExp(part).test('links')) return;
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: size });
    const { url, close } = await serveWindow(createFakeMain(showcaseNow()), WINDOW_FOLDER);
    await page.goto(url.replace(/#.*$/, ''));
    await page.getByRole('main').waitFor();
    await page.screenshot({ path: path.join(outDir, `refused-${size.name}-light.png`) });
    await page.route('**/api/rpc/**', (route) => route.abort());
    // Another address each time: a new fragment alone loads nothing.
    await page.goto(url.replace('#', '?connecting#'));
    await page.waitForTimeout(400);
    await page.screenshot({ path: path.join(outDir, `connecting-${size.name}-light.png`) });
    await page.unroute('**/api/rpc/**');
    await page.goto(url.replace('#', '?again#'));
    await page.getByRole('grid').waitFor();
    close();
    await page.getByText('Latchkey does not answer.').waitFor();
    await page.screenshot({ path: path.join(outDir, `interrupted-${size.name}-light.png`) });
    await page.close();
  }
}
