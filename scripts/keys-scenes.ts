import type { Page } from '@playwright/test';
import type { Rotation } from '#shared/contract/things.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, instantOf } from '#shared/time.ts';
import type { FakeMain, FakeMainState } from '../test/fakes/fake-main.ts';
import {
  aRotation,
  aRotationCheck,
  aRotationCheckInTheWay,
  rotationInGrace,
} from '../test/fakes/showcase-rotations.ts';
import { keysShowcase, showcase } from '../test/fakes/showcase.ts';
import { button, menuItem, type Scene } from './scene.ts';

const now = () => Date.now();
const keysNow = () => keysShowcase(now());

async function openKeys(page: Page): Promise<void> {
  await button(page, /^Keys/).click();
  await page.getByRole('heading', { name: 'Keys', exact: true }).waitFor();
  await page.getByText('Looking…').first().waitFor({ state: 'detached' });
}

/** Brings an identity's keys to the top of the page. */
async function showUser(page: Page, identity: string): Promise<void> {
  await openKeys(page);
  await page
    .getByRole('article', { name: identity, exact: true })
    .evaluate((card) => card.scrollIntoView());
}

/** The next call of that procedure finds no network. */
function failOffline(main: FakeMain, procedure: string): void {
  main.failNext(procedure, {
    code: 'aws/unreachable',
    facts: { url: 'https://iam.amazonaws.com/', reason: 'name-not-found', sent: false },
  });
}

async function openKeyMenu(page: Page): Promise<void> {
  await openKeys(page);
  await button(page, /^More for AKIA/)
    .first()
    .click();
}

async function openRotation(page: Page): Promise<void> {
  await openKeys(page);
  await button(page, 'Rotate…').first().click();
  await page.getByRole('list', { name: 'What was looked at' }).waitFor();
}

/** Keys of dana while that rotation is there: its old key beside the new one. */
function rotating(rotation: Rotation): FakeMainState {
  const state = keysNow();
  const { oldKeyId, newKeyId } = rotation;
  const isSwitched = rotation.steps.some(({ step, at }) => step === 'switch' && at !== null);
  return {
    ...state,
    plaintextKeys: [],
    rotations: [rotation],
    identities: (state.identities ?? []).map((identity) =>
      identity.name !== 'dana' || identity.keys === null || newKeyId === null
        ? identity
        : {
            ...identity,
            accessKeyId: isSwitched ? newKeyId : oldKeyId,
            keys: {
              ...identity.keys,
              keys: [
                ...identity.keys.keys.map((key) => ({
                  ...key,
                  status: isSwitched ? ('inactive' as const) : key.status,
                })),
                {
                  accessKeyId: newKeyId,
                  status:
                    rotation.direction === 'back' ? ('inactive' as const) : ('active' as const),
                  createdAt: instantOf(now()),
                  lastUse: { kind: 'never' as const },
                },
              ],
            },
          },
    ),
  };
}

async function showRotation(page: Page): Promise<void> {
  await openKeys(page);
  await button(page, 'Show…').first().click();
  await page.getByRole('dialog').waitFor();
}

const failed = (taken: number, waitsFor: Rotation['waitsFor'], failure: Rotation['failure']) =>
  aRotation(now(), {
    taken,
    state: 'resting',
    waitsFor,
    waitsSince: instantOf(now() - HOUR_MS),
    failure,
    failedAt: instantOf(now() - HOUR_MS),
  });

const stoppedByPolicy = () =>
  failed(4, 'again', {
    code: 'rotation/denied',
    facts: { action: 'iam:UpdateAccessKey', userName: 'dana', newKeyId: 'AKIAZ7QNEWKEYEXA2026' },
  });

/** A newer Latchkey has gone on with it. */
const newer = () =>
  aRotation(now(), {
    taken: 4,
    state: 'resting',
    waitsFor: 'update',
    waitsSince: instantOf(now() - HOUR_MS),
    failure: { code: 'rotation/newer', facts: { userName: 'dana' } },
    canRollBack: false,
    steps: [],
  });

const ORPHAN = { accessKeyId: 'AKIAZ7QLOSTKEYEX2026', createdAt: instantOf(now() - MINUTE_MS) };

/** As hostile as AWS and the contract let a name be: long, and without a place to break. */
const LONG = `${'very.long.name.without.a.place.to.break.'.repeat(2)}end`.slice(0, 63);

function longNames(state: FakeMainState): FakeMainState {
  return JSON.parse(
    JSON.stringify(state)
      .replaceAll('"dana"', JSON.stringify(LONG))
      .replaceAll('"acme-main"', JSON.stringify(LONG)),
  ) as FakeMainState;
}

/** The Keys view, what one does to keys, and every state of a rotation. */
export const KEYS_SCENES: readonly Scene[] = [
  { name: 'keys', state: keysNow, act: openKeys },
  {
    name: 'keys-picture-table',
    state: keysNow,
    act: async (page) => {
      await openKeys(page);
      await button(page, 'Show all 16 keys').click();
      await button(page, 'Show as a table: Keys over time').click();
      await page
        .getByRole('table', { name: 'Keys over time' })
        .evaluate((table) => table.scrollIntoView());
    },
  },
  ...[
    'dana-sandbox',
    'dana-hardware',
    'deploy-bot',
    'forgotten-trial',
    'old-laptop',
    'release-bot',
    'acme-root',
  ].map((identity) => ({
    name: `keys-of-${identity}`,
    state: keysNow,
    act: async (page: Page) => showUser(page, identity),
  })),
  {
    name: 'keys-not-read',
    state: () => ({
      ...keysNow(),
      identities: (keysNow().identities ?? []).map((identity) =>
        identity.name === 'dana' ? { ...identity, keys: null } : identity,
      ),
    }),
    act: openKeys,
  },
  {
    name: 'keys-offline',
    state: keysNow,
    act: async (page, main) => {
      await openKeys(page);
      failOffline(main, 'identities.refresh');
      await button(page, 'Read the keys of dana again').click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'keys-snooze',
    state: keysNow,
    act: async (page) => {
      await openKeys(page);
      await button(page, /^Remind me later: The access key of dana is/).click();
    },
  },
  {
    name: 'keys-menu',
    state: keysNow,
    act: openKeyMenu,
  },
  {
    name: 'key-delete',
    state: keysNow,
    act: async (page) => {
      await openKeys(page);
      await button(page, 'Delete…').first().click();
      await page.locator('button:enabled', { hasText: /^Delete$/ }).waitFor();
    },
  },
  {
    name: 'key-deactivate-used',
    state: keysNow,
    act: async (page) => {
      await openKeyMenu(page);
      await menuItem(page, 'Deactivate…').click();
      await page.getByText('What stops working').waitFor();
    },
  },
  {
    name: 'thresholds',
    state: keysNow,
    act: async (page) => {
      await openKeys(page);
      await button(page, 'More for dana').first().click();
      await menuItem(page, 'When it is due…').click();
      await page.getByText('Its own days').click();
      await page.getByRole('textbox', { name: 'Due at', exact: true }).fill('120');
    },
  },
  {
    name: 'rotation-check',
    state: () => ({ ...keysNow(), rotationCheck: aRotationCheck() }),
    act: openRotation,
  },
  {
    name: 'rotation-check-stopped',
    state: () => ({ ...keysNow(), rotationCheck: aRotationCheckInTheWay(now()) }),
    act: openRotation,
  },
  {
    name: 'rotation-check-failed',
    state: keysNow,
    act: async (page, main) => {
      await openKeys(page);
      failOffline(main, 'rotation.check');
      await button(page, 'Rotate…').first().click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'rotation-code',
    state: () => ({ ...keysNow(), rotationCheck: aRotationCheck() }),
    act: async (page, main) => {
      main.askForCode('dana', 'arn:aws:iam::123456789012:mfa/dana-phone');
      await openRotation(page);
      await button(page, 'Rotate').last().click();
      await page.getByLabel('Code from dana-phone').waitFor();
    },
  },
  {
    name: 'rotation-proving',
    state: () =>
      rotating(
        aRotation(now(), {
          taken: 2,
          proof: { successes: 3, neededSuccesses: 5, seconds: 6, neededSeconds: 10 },
        }),
      ),
    act: showRotation,
  },
  {
    name: 'rotation-grace',
    state: () => rotating(rotationInGrace(now())),
    act: showRotation,
  },
  {
    name: 'rotation-grace-keys',
    state: () => rotating(rotationInGrace(now(), { deletesItself: true })),
    act: openKeys,
  },
  {
    name: 'rotation-stopped-keys',
    state: () => rotating(stoppedByPolicy()),
    act: openKeys,
  },
  {
    name: 'rotation-newer',
    state: () => rotating(newer()),
    act: showRotation,
  },
  {
    name: 'rotation-newer-keys',
    state: () => rotating(newer()),
    act: openKeys,
  },
  {
    name: 'rotation-stopped-banner',
    state: () => ({ ...showcase(now()), rotations: [stoppedByPolicy()] }),
    act: async () => {},
  },
  {
    name: 'rotation-rolled-back-keys',
    state: () =>
      rotating(
        aRotation(now(), {
          taken: 3,
          direction: 'back',
          state: 'resting',
          waitsFor: 'person',
          waitsSince: instantOf(now() - 2 * DAY_MS),
          canRollBack: false,
        }),
      ),
    act: openKeys,
  },
  {
    name: 'rotation-roll-back',
    state: () => rotating(rotationInGrace(now())),
    act: async (page) => {
      await openKeys(page);
      await button(page, 'Roll back…').first().click();
      await page.locator('button:enabled', { hasText: /^Roll back$/ }).waitFor();
    },
  },
  {
    name: 'rotation-finish',
    state: () => rotating(rotationInGrace(now())),
    act: async (page) => {
      await showRotation(page);
      await button(page, 'Delete it now…').click();
      await page.locator('button:enabled', { hasText: /^Delete it$/ }).waitFor();
    },
  },
  {
    name: 'rotation-rolling-back',
    state: () => rotating(aRotation(now(), { taken: 5, direction: 'back', canRollBack: false })),
    act: showRotation,
  },
  {
    name: 'rotation-waits-for-aws',
    state: () =>
      rotating(
        failed(2, 'aws', {
          code: 'rotation/not-proven',
          facts: { accessKeyId: 'AKIAZ7QNEWKEYEXA2026', seconds: 120 },
        }),
      ),
    act: showRotation,
  },
  {
    name: 'rotation-waits-for-code',
    state: () =>
      rotating(
        failed(4, 'code', {
          code: 'mfa/code-needed',
          facts: { serial: 'arn:aws:iam::123456789012:mfa/dana-phone', target: 'dana' },
        }),
      ),
    act: showRotation,
  },
  {
    name: 'rotation-denied',
    state: () => rotating(stoppedByPolicy()),
    act: showRotation,
  },
  {
    name: 'rotation-old-key-in-use',
    state: () =>
      rotating(
        failed(4, 'person', {
          code: 'rotation/old-key-in-use',
          facts: { accessKeyId: 'AKIAIOSFODNN1EXAMPLE', service: 's3', at: instantOf(now()) },
        }),
      ),
    act: async (page) => {
      await showRotation(page);
      await button(page, 'Go on all the same').click();
      await page.locator('button:enabled', { hasText: /^Go on all the same$/ }).waitFor();
    },
  },
  {
    name: 'rotation-orphan',
    state: () =>
      rotating(
        aRotation(now(), { taken: 0, state: 'resting', waitsFor: 'orphan', orphan: ORPHAN }),
      ),
    act: async (page) => {
      await showRotation(page);
      await page.locator('button:enabled', { hasText: 'Delete it and go on' }).waitFor();
    },
  },
  {
    name: 'rotation-done',
    state: () => rotating(rotationInGrace(now())),
    act: async (page, main) => {
      await showRotation(page);
      main.change({
        rotations: [aRotation(now(), { taken: 6, state: 'done', canRollBack: false })],
      });
      await page.getByText(/^Done:/).waitFor();
    },
  },
  { name: 'keys-long', state: () => longNames(keysNow()), act: openKeys },
  {
    name: 'rotation-long',
    state: () => longNames(rotating(rotationInGrace(now()))),
    act: showRotation,
  },
  {
    name: 'keys-long-rotation-line',
    state: () => longNames(rotating(rotationInGrace(now()))),
    act: openKeys,
  },
  {
    name: 'thresholds-long',
    state: () => longNames(keysNow()),
    act: async (page) => {
      await openKeys(page);
      await button(page, `More for ${LONG}`).first().click();
      await menuItem(page, 'When it is due…').click();
    },
  },
  {
    name: 'mfa-long',
    state: () => longNames(keysNow()),
    act: async (page) => {
      await button(page, 'MFA').click();
      await button(page, 'Copy').first().waitFor();
    },
  },
  {
    name: 'mfa-long-enrol',
    state: () => longNames(keysNow()),
    act: async (page) => {
      await button(page, 'MFA').click();
      await button(page, `More for the device of ${LONG}`).click();
      await menuItem(page, 'Remove in AWS…').click();
    },
  },
  {
    name: 'settings-reminders',
    state: keysNow,
    act: async (page) => {
      await button(page, 'Settings').click();
      await page
        .getByRole('heading', { name: 'Key reminders' })
        .evaluate((title) => title.scrollIntoView());
    },
  },
];
