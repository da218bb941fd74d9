import { describe, expect, it } from 'vitest';
import { followPlaces } from '#renderer/state/follow-places.ts';
import { createScreen } from '#renderer/state/screen.ts';
import type { WindowPlace } from '#shared/contract/contract.ts';

async function turned(...places: readonly WindowPlace[]) {
  const screen = createScreen();
  screen.setState({ view: 'mfa', filter: 'prod', selected: 'prod', dialog: { kind: 'take-over' } });
  const chosen = async () =>
    (async function* () {
      await Promise.resolve();
      yield* places;
    })();
  await followPlaces({ places: chosen } as never, screen);
  return screen.getState();
}

describe('what is chosen in the tray', () => {
  it('turns the window to the keys', async () => {
    expect(await turned({ view: 'keys' })).toMatchObject({ view: 'keys', filter: 'prod' });
  });

  it('shows a session, whatever the list was narrowed to', async () => {
    expect(await turned({ view: 'switch', target: 'dev' })).toMatchObject({
      view: 'switch',
      selected: 'dev',
      filter: '',
    });
  });

  it('goes to the last that was chosen, and closes no dialog', async () => {
    const places = [{ view: 'keys' }, { view: 'switch', target: null }] as const;
    expect(await turned(...places)).toMatchObject({
      view: 'switch',
      selected: 'prod',
      dialog: { kind: 'take-over' },
    });
  });
});
