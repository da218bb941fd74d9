import type { Failure } from '#shared/errors.ts';
import { habitItem } from '#shared/search/habit-items.ts';
import { useTask } from '../state/use-task.ts';
import { useWorld } from '../state/world.ts';
import { MFA_WORDS } from '../words/mfa.ts';
import { SWITCH_WORDS } from '../words/switch.ts';
import type { PaletteDeed } from './palette-actions.ts';
import type { PaletteThing } from './palette-things.ts';

/** Does what was chosen. The palette closes when it is done, or at once where what comes next says it. */
export function usePaletteDeeds(close: () => void): {
  readonly failure: Failure | null;
  choose(thing: PaletteThing): void;
} {
  const { api, screen, switching, clipboard, toasts, mirror } = useWorld();
  const task = useTask(async (deed: PaletteDeed) => {
    await carryOut(deed);
    close();
  });

  async function carryOut(deed: PaletteDeed): Promise<void> {
    switch (deed.kind) {
      case 'go':
        screen.setState({ view: deed.view });
        return;
      case 'open':
        screen.setState({ dialog: deed.dialog });
        return;
      case 'lock':
        await api.vault.lock({});
        return;
      case 'unlock':
        // A passphrase is asked for by the screen below, whose field has the keyboard again then.
        if (mirror.getState().snapshot?.vault.kind === 'keychain') await api.vault.unlock({});
        return;
      case 'stop-all': {
        const { stopped } = await api.targets.stopAll({});
        toasts.show(SWITCH_WORDS.stoppedAll(stopped.length));
        return;
      }
      case 'copy-code': {
        const outcome = await clipboard.copyCode(deed.identity);
        toasts.show(outcome === 'stays' ? MFA_WORDS.copiedStays : MFA_WORDS.copiedCleared);
        return;
      }
      case 'read-key':
        await api.identities.refresh({ name: deed.identity });
        screen.setState({ view: 'keys' });
    }
  }

  function choose(thing: PaletteThing): void {
    switch (thing.kind) {
      case 'target': {
        const { target } = thing;
        screen.setState({
          view: 'switch',
          selected: target.name,
          filter: '',
          isPaletteOpen: false,
        });
        // A switch is noted by main.
        if (target.session.state !== 'active') void switching.start(target.name);
        return;
      }
      case 'account':
        note(thing);
        screen.setState({ view: 'switch', filter: thing.id, selected: null, isPaletteOpen: false });
        return;
      case 'action':
        note(thing);
        void task.run(thing.action.does);
    }
  }

  /** That a use was not noted changes nothing for who does something else. While locked, nothing is. */
  function note({ kind, id }: PaletteThing): void {
    if (mirror.getState().snapshot?.vault.state !== 'unlocked') return;
    api.habits.note({ item: habitItem(kind, id) }).catch(() => {});
  }

  return { failure: task.failure, choose };
}
