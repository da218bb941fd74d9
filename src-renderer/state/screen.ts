import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OwnCredential } from '#shared/contract/account.ts';
import type { KeyAction } from '#shared/contract/keys.ts';
import type { FileLint } from '#shared/contract/profile-files.ts';

/** Which view and which dialog is open: the only state that belongs to the window itself. */
export interface ScreenState {
  readonly view: ViewName;
  readonly dialog: Dialog | null;
  readonly isPaletteOpen: boolean;
  readonly filter: string;
  readonly selected: string | null;
}
export type ViewName = 'switch' | 'keys' | 'mfa' | 'report' | 'activity' | 'settings';

export type Dialog =
  | { readonly kind: 'add-identity' }
  | { readonly kind: 'take-over' }
  | { readonly kind: 'add-role'; readonly source: string | null }
  | { readonly kind: 'edit-role'; readonly name: string }
  | { readonly kind: 'set-profile'; readonly target: string }
  | { readonly kind: 'add-mfa'; readonly identity: string; readonly serial: string | null }
  | { readonly kind: 'enrol-mfa'; readonly identity: string }
  | { readonly kind: 'show-seed-qr'; readonly identity: string }
  | { readonly kind: 'resync-mfa'; readonly identity: string }
  | { readonly kind: 'mfa-devices'; readonly identity: string }
  | { readonly kind: 'remove-mfa-device'; readonly identity: string; readonly serial: string }
  | { readonly kind: 'forget-mfa'; readonly identity: string }
  | { readonly kind: 'forget-mfa-command'; readonly identity: string }
  | { readonly kind: 'show-difference'; readonly target: string }
  | { readonly kind: 'put-back'; readonly backup: string }
  | { readonly kind: 'fix-lint'; readonly lint: FileLint }
  | { readonly kind: 'remove-target'; readonly target: string }
  | { readonly kind: 'set-scope'; readonly role: string; readonly scope: string | null }
  | { readonly kind: 'remove-scope'; readonly role: string; readonly scope: string }
  | { readonly kind: 'change-key'; readonly accessKeyId: string; readonly action: KeyAction }
  | { readonly kind: 'replace-key'; readonly identity: string }
  | { readonly kind: 'own-credentials'; readonly identity: string }
  | {
      readonly kind: 'change-credential';
      readonly identity: string;
      readonly credential: OwnCredential;
      readonly action: KeyAction;
    }
  | { readonly kind: 'change-password'; readonly identity: string }
  | { readonly kind: 'set-thresholds'; readonly identity: string }
  | {
      readonly kind: 'rotate';
      readonly identity: string;
      /** What is asked first. */
      readonly asks: 'roll-back' | 'finish' | null;
    }
  | { readonly kind: 'answer-need'; readonly need: string }
  | { readonly kind: 'decide-need'; readonly need: string };

export type Screen = StoreApi<ScreenState>;

export function createScreen(): Screen {
  return createStore<ScreenState>(() => ({
    view: 'switch',
    dialog: null,
    isPaletteOpen: false,
    filter: '',
    selected: null,
  }));
}
