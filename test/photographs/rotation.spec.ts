import type { Page } from '@playwright/test';
import type { Rotation } from '#shared/contract/things.ts';
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS } from '#shared/time.ts';
import {
  aRotation,
  aRotationCheck,
  aRotationCheckInTheWay,
  rotationInGrace,
} from '#test/fakes/showcase-rotations.ts';
import { showcase } from '#test/fakes/showcase.ts';
import {
  failOffline,
  keysNow,
  lookAtKeysOf,
  openKeys,
  rotating,
  showRotation,
} from './keys-scenes.ts';
import { photographScenes } from './photograph.ts';
import { NOW, button } from './scene.ts';

async function openRotation(page: Page): Promise<void> {
  await openKeys(page);
  await button(page, 'Rotate…').first().click();
  await page.getByRole('list', { name: 'What was looked at' }).waitFor();
}

const failed = (taken: number, waitsFor: Rotation['waitsFor'], failure: Rotation['failure']) =>
  aRotation(NOW, {
    taken,
    state: 'resting',
    waitsFor,
    waitsSince: instantOf(NOW - HOUR_MS),
    failure,
    failedAt: instantOf(NOW - HOUR_MS),
  });

const stoppedByPolicy = () =>
  failed(4, 'again', {
    code: 'rotation/denied',
    facts: { action: 'iam:UpdateAccessKey', userName: 'dana', newKeyId: 'AKIAZ7QNEWKEYEXA2026' },
  });

/** A newer Latchkey has gone on with it. */
const newer = () =>
  aRotation(NOW, {
    taken: 4,
    state: 'resting',
    waitsFor: 'update',
    waitsSince: instantOf(NOW - HOUR_MS),
    failure: { code: 'rotation/newer', facts: { userName: 'dana' } },
    canRollBack: false,
    steps: [],
  });

const ORPHAN = { accessKeyId: 'AKIAZ7QLOSTKEYEX2026', createdAt: instantOf(NOW - MINUTE_MS) };

photographScenes([
  {
    name: 'rotation-check',
    state: () => ({ ...keysNow(), rotationCheck: aRotationCheck() }),
    act: openRotation,
  },
  {
    name: 'rotation-check-stopped',
    state: () => ({ ...keysNow(), rotationCheck: aRotationCheckInTheWay(NOW) }),
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
        aRotation(NOW, {
          taken: 2,
          proof: { sts: 3, iam: 2, neededSuccesses: 5, seconds: 6, neededSeconds: 10 },
        }),
      ),
    act: showRotation,
  },
  {
    name: 'rotation-grace',
    state: () => rotating(rotationInGrace(NOW)),
    act: showRotation,
  },
  {
    name: 'rotation-grace-keys',
    state: () => rotating(rotationInGrace(NOW, { deletesItself: true })),
    act: openKeys,
    look: lookAtKeysOf('dana'),
  },
  {
    name: 'rotation-stopped-keys',
    state: () => rotating(stoppedByPolicy()),
    act: openKeys,
    look: lookAtKeysOf('dana'),
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
    look: lookAtKeysOf('dana'),
  },
  {
    name: 'rotation-stopped-banner',
    state: () => ({ ...showcase(NOW), rotations: [stoppedByPolicy()] }),
    act: async () => {},
  },
  {
    name: 'rotation-rolled-back-keys',
    state: () =>
      rotating(
        aRotation(NOW, {
          taken: 3,
          direction: 'back',
          state: 'resting',
          waitsFor: 'person',
          waitsSince: instantOf(NOW - 2 * DAY_MS),
          canRollBack: false,
        }),
      ),
    act: openKeys,
    look: lookAtKeysOf('dana'),
  },
  {
    name: 'rotation-roll-back',
    state: () => rotating(rotationInGrace(NOW)),
    act: async (page) => {
      await openKeys(page);
      await button(page, 'Roll back…').first().click();
      await page.locator('button:enabled', { hasText: /^Roll back$/ }).waitFor();
    },
  },
  {
    name: 'rotation-finish',
    state: () => rotating(rotationInGrace(NOW)),
    act: async (page) => {
      await showRotation(page);
      await button(page, 'Delete it now…').click();
      await page.locator('button:enabled', { hasText: /^Delete it$/ }).waitFor();
    },
  },
  {
    name: 'rotation-rolling-back',
    state: () => rotating(aRotation(NOW, { taken: 5, direction: 'back', canRollBack: false })),
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
          facts: { accessKeyId: 'AKIAIOSFODNN1EXAMPLE', service: 's3', at: instantOf(NOW) },
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
      rotating(aRotation(NOW, { taken: 0, state: 'resting', waitsFor: 'orphan', orphan: ORPHAN })),
    act: async (page) => {
      await showRotation(page);
      await page.locator('button:enabled', { hasText: 'Delete it and go on' }).waitFor();
    },
  },
  {
    name: 'rotation-done',
    state: () => rotating(rotationInGrace(NOW)),
    act: async (page, main) => {
      await showRotation(page);
      main.change({
        rotations: [aRotation(NOW, { taken: 6, state: 'done', canRollBack: false })],
      });
      await page.getByText(/^Done:/).waitFor();
    },
  },
]);
