import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Snapshot } from '#shared/contract/things.ts';
import type { Api } from '../api/api.ts';
import type { Clipboard } from './clipboard.ts';
import type { Mirror } from './mirror.ts';
import type { Reports } from './reports.ts';
import type { Dialog, Screen, ScreenState } from './screen.ts';
import type { Switching } from './switching.ts';
import type { Ticker } from './ticker.ts';
import type { Toasts } from './toasts.ts';

/** What every component may use. Made once in `window.tsx`; the gallery and tests make their own. */
export interface World {
  readonly api: Api;
  readonly mirror: Mirror;
  readonly screen: Screen;
  readonly switching: Switching;
  readonly reports: Reports;
  readonly ticker: Ticker;
  readonly toasts: Toasts;
  readonly clipboard: Clipboard;
}

export const WorldContext = createContext<World | null>(null);

export function useWorld(): World {
  const world = use(WorldContext);
  if (world === null) throw new Error('no WorldContext around this component');
  return world;
}

export function useApi(): Api {
  return useWorld().api;
}

/** A part of main's state. Only for components below the frame, which shows them once there is a snapshot. */
export function useSnapshot<T>(select: (snapshot: Snapshot) => T): T {
  return useStore(useWorld().mirror, ({ snapshot }) => {
    if (snapshot === null) throw new Error('no snapshot yet');
    return select(snapshot);
  });
}

export function useScreen<T>(select: (screen: ScreenState) => T): T {
  return useStore(useWorld().screen, select);
}

export function useOpenDialog(): (dialog: Dialog | null) => void {
  const { screen } = useWorld();
  return (dialog) => screen.setState({ dialog });
}
