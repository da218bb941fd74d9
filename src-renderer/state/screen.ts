import { createStore, type StoreApi } from 'zustand/vanilla';

/** Which view and which dialog is open: the only state that belongs to the window itself. */
export interface ScreenState {
  readonly view: ViewName;
  readonly dialog: Dialog | null;
  readonly filter: string;
  readonly selected: string | null;
}
export type ViewName = 'switch' | 'mfa';

export type Dialog =
  | { readonly kind: 'add-identity' }
  | { readonly kind: 'from-files' }
  | { readonly kind: 'add-role'; readonly source: string | null }
  | { readonly kind: 'edit-role'; readonly name: string }
  | { readonly kind: 'set-profile'; readonly target: string }
  | { readonly kind: 'add-mfa'; readonly identity: string; readonly serial: string | null }
  | { readonly kind: 'remove-mfa'; readonly identity: string }
  | { readonly kind: 'remove-target'; readonly target: string };

export type Screen = StoreApi<ScreenState>;

export function createScreen(): Screen {
  return createStore<ScreenState>(() => ({
    view: 'switch',
    dialog: null,
    filter: '',
    selected: null,
  }));
}
