import type { Clock } from '../platform/clock.ts';
import { openDocumentStore, type DocumentStore } from './document-store.ts';
import { emptyState, printState, STATE_SHAPE, takeState, type State } from './state-document.ts';

/** The state document. Main owns the truth; everything else mirrors it. */
export type StateStore = DocumentStore<State>;

/** Throws `state/newer`, `state/damaged`, `state/unusable`. */
export function openStateStore(deps: {
  readonly stateFile: string;
  readonly lockFolder: string;
  readonly clock: Clock;
}): Promise<StateStore> {
  return openDocumentStore({
    ...deps,
    file: deps.stateFile,
    empty: emptyState(),
    read: async (text) => (await import('./read-state.ts')).readState(text),
    print: printState,
    known: { shape: STATE_SHAPE, take: takeState },
  });
}
