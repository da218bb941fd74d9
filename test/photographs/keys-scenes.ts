import type { Page } from '@playwright/test';
import type { Rotation } from '#shared/contract/things.ts';
import { instantOf } from '#shared/time.ts';
import type { FakeMain, FakeMainState } from '#test/fakes/fake-main.ts';
import { keysShowcase } from '#test/fakes/showcase.ts';
import { bringToTop, button, NOW, openView } from './scene.ts';

export const keysNow = () => keysShowcase(NOW);

export async function openKeys(page: Page): Promise<void> {
  await openView(page, /^Keys/);
  await page.getByRole('heading', { name: 'Keys', exact: true }).waitFor();
  await page.getByText('Looking…').first().waitFor({ state: 'detached' });
}

/** Brings the keys of an identity to the top. */
export const lookAtKeysOf = (identity: string) => async (page: Page) =>
  bringToTop(page.getByRole('article', { name: identity, exact: true }));

/** The next call of that procedure finds no network. */
export function failOffline(main: FakeMain, procedure: string): void {
  main.failNext(procedure, {
    code: 'aws/unreachable',
    facts: { url: 'https://iam.amazonaws.com/', reason: 'name-not-found', sent: false },
  });
}

/** Keys of dana while that rotation is there: its old key beside the new one. */
export function rotating(rotation: Rotation): FakeMainState {
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
                  createdAt: instantOf(NOW),
                  lastUse: { kind: 'never' as const },
                },
              ],
            },
          },
    ),
  };
}

export async function showRotation(page: Page): Promise<void> {
  await openKeys(page);
  await button(page, /^(Show|Show the rotation|Go on|Type the code)…$/)
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
}
