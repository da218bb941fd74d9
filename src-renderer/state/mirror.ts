import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Snapshot } from '#shared/contract/things.ts';
import { openSnapshot } from '#shared/open-snapshot.ts';
import type { Api } from '../api/api.ts';
import { applyChange } from './apply-change.ts';

/** What the window knows of main, and how well it hears main at the moment. */
export interface MirrorState {
  readonly link: 'connecting' | 'live' | 'interrupted' | 'refused';
  /** Null only before the first snapshot. Kept while interrupted: what was known is still worth reading. */
  readonly snapshot: Snapshot | null;
}
export type Mirror = StoreApi<MirrorState>;

const PAUSES_MS = [250, 500, 1000, 2000, 5000, 10_000];

export function createMirror(): Mirror {
  return createStore<MirrorState>(() => ({ link: 'connecting', snapshot: null }));
}

/**
 * Keeps the mirror in step until `signal` ends it: subscribes first, then takes the snapshot, so
 * that no change falls between; reconnects with growing pauses. `pause` waits that many milliseconds.
 */
export async function followMain(options: {
  readonly api: Api;
  readonly mirror: Mirror;
  readonly signal: AbortSignal;
  readonly pause: (ms: number) => Promise<void>;
}): Promise<void> {
  const { mirror, signal } = options;
  let failures = 0;
  while (!signal.aborted && mirror.getState().link !== 'refused') {
    try {
      await followOnce(options, () => (failures = 0));
    } catch {
      // Every reason ends the same way: the link is shown as interrupted, and tried again.
    }
    if (signal.aborted || mirror.getState().link === 'refused') return;
    mirror.setState({ link: 'interrupted' });
    await options.pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0);
    failures += 1;
  }
}

async function followOnce(
  {
    api,
    mirror,
    signal,
  }: { readonly api: Api; readonly mirror: Mirror; readonly signal: AbortSignal },
  onLive: () => void,
): Promise<void> {
  const changes = await api.events({}, { signal });
  const snapshotNow = async () => openSnapshot(await api.snapshot({}, { signal }));
  mirror.setState({ link: 'live', snapshot: await snapshotNow() });
  onLive();
  for await (const change of changes) {
    const { snapshot } = mirror.getState();
    const next = snapshot === null ? 'stale' : applyChange(snapshot, change);
    mirror.setState({ snapshot: next === 'stale' ? await snapshotNow() : next });
  }
}
