import type { FakeMainState } from '#test/fakes/fake-main.ts';
import { rotationInGrace } from '#test/fakes/showcase-rotations.ts';
import { keysNow, lookAtKeysOf, openKeys, rotating, showRotation } from './keys-scenes.ts';
import { photographScenes } from './photograph.ts';
import { NOW, button, menuItem, openView } from './scene.ts';

/** As hostile as AWS and the contract let a name be: long, and without a place to break. */
const LONG = `${'very.long.name.without.a.place.to.break.'.repeat(2)}end`.slice(0, 63);

function longNames(state: FakeMainState): FakeMainState {
  return JSON.parse(
    JSON.stringify(state)
      .replaceAll('"dana"', JSON.stringify(LONG))
      .replaceAll('"acme-main"', JSON.stringify(LONG)),
  ) as FakeMainState;
}

photographScenes([
  { name: 'keys-long', state: () => longNames(keysNow()), act: openKeys },
  {
    name: 'rotation-long',
    state: () => longNames(rotating(rotationInGrace(NOW))),
    act: showRotation,
  },
  {
    name: 'keys-long-rotation-line',
    state: () => longNames(rotating(rotationInGrace(NOW))),
    act: openKeys,
    look: lookAtKeysOf(LONG),
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
      await openView(page, /^MFA/);
      await button(page, 'Copy').first().waitFor();
    },
  },
  {
    name: 'mfa-long-enrol',
    state: () => longNames(keysNow()),
    act: async (page) => {
      await openView(page, /^MFA/);
      await button(page, `More for the device of ${LONG}`).click();
      await menuItem(page, 'Remove in AWS…').click();
    },
  },
]);
