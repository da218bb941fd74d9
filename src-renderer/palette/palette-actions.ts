import type { Identity, Vault } from '#shared/contract/things.ts';
import { createSearch } from '#shared/search/search.ts';
import type { IconName } from '../components/icon.tsx';
import type { Dialog, ViewName } from '../state/screen.ts';
import { APP_WORDS } from '../words/app.ts';
import { PALETTE_WORDS } from '../words/palette.ts';

/** Something to do that is about no target in particular. */
export interface PaletteAction {
  /** For what is remembered of its use, and so the same for ever. */
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  readonly note: string;
  /** Words that are not shown and by which it is found too. */
  readonly also: string;
  /** Whether it is offered while nothing is typed. */
  readonly isGeneral: boolean;
  readonly does: PaletteDeed;
}

export type PaletteDeed =
  | { readonly kind: 'go'; readonly view: ViewName }
  | { readonly kind: 'open'; readonly dialog: Dialog }
  | { readonly kind: 'stop-all' | 'lock' | 'unlock' }
  | { readonly kind: 'copy-code' | 'read-key'; readonly identity: string };

export const actionSearch = createSearch<PaletteAction>(({ label, also }) => [label, also]);

/** All that can be done now, in the order in which it is offered. */
export function paletteActions(facts: {
  readonly views: readonly { readonly view: ViewName; readonly icon: IconName }[];
  readonly identities: readonly Identity[];
  readonly hasSessions: boolean;
  readonly isLockable: boolean;
}): readonly PaletteAction[] {
  const { also } = PALETTE_WORDS;
  return [
    ...facts.views.map(({ view, icon }): PaletteAction => ({
      id: `view-${view}`,
      icon,
      label: APP_WORDS.views[view],
      note: PALETTE_WORDS.view,
      also: also[view],
      isGeneral: true,
      does: { kind: 'go', view },
    })),
    general('add-identity', 'user', 'addIdentity', {
      kind: 'open',
      dialog: { kind: 'add-identity' },
    }),
    general('add-role', 'role', 'addRole', {
      kind: 'open',
      dialog: { kind: 'add-role', source: null },
    }),
    general('take-over', 'files', 'takeOver', { kind: 'open', dialog: { kind: 'take-over' } }),
    ...(facts.hasSessions ? [general('stop-all', 'stop', 'stopAll', { kind: 'stop-all' })] : []),
    ...(facts.isLockable ? [general('lock', 'lock', 'lock', { kind: 'lock' })] : []),
    ...facts.identities.flatMap(actionsOf),
  ];
}

/** Behind the lock screen there is one way: to unlock. */
export function lockedActions(vault: Vault): readonly PaletteAction[] {
  return vault.state === 'locked' ? [general('unlock', 'lock', 'unlock', { kind: 'unlock' })] : [];
}

function general(
  id: string,
  icon: IconName,
  word: 'addIdentity' | 'addRole' | 'takeOver' | 'stopAll' | 'lock' | 'unlock',
  does: PaletteDeed,
): PaletteAction {
  return {
    id,
    icon,
    label: PALETTE_WORDS[word],
    note: '',
    also: PALETTE_WORDS.also[word],
    isGeneral: true,
    does,
  };
}

function actionsOf(identity: Identity): readonly PaletteAction[] {
  const { name, mfaSerial, hasSeed, mfaProcess } = identity;
  const action = (
    word: 'copyCode' | 'rotate' | 'enrol' | 'addSeed' | 'readKey',
    icon: IconName,
    does: PaletteDeed,
  ): PaletteAction => ({
    id: `${word} ${name}`,
    icon,
    label: PALETTE_WORDS[word](name),
    note: identity.accountAlias ?? identity.accountId,
    also: PALETTE_WORDS.also[word],
    isGeneral: false,
    does,
  });
  const open = (dialog: Dialog): PaletteDeed => ({ kind: 'open', dialog });
  return [
    ...(hasSeed ? [action('copyCode', 'code', { kind: 'copy-code', identity: name })] : []),
    action('rotate', 'key', open({ kind: 'rotate', identity: name, asks: null })),
    ...(mfaSerial === null
      ? [action('enrol', 'plus', open({ kind: 'enrol-mfa', identity: name }))]
      : []),
    ...(mfaSerial !== null && !hasSeed && mfaProcess === null
      ? [action('addSeed', 'plus', open({ kind: 'add-mfa', identity: name, serial: mfaSerial }))]
      : []),
    action('readKey', 'refresh', { kind: 'read-key', identity: name }),
  ];
}
