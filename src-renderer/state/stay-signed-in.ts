import type { Api } from '../api/api.ts';

/** Well under the 15 minutes after which browser mode signs out a session that asks for nothing. */
const ASK_EVERY_MS = 5 * 60_000;

/**
 * A window that somebody can see is in use, although it asks for nothing: it says so now and then. A
 * hidden one does not, and is signed out.
 */
export function staySignedIn(world: {
  readonly api: Pick<Api, 'endpoints'>;
  readonly isVisible: () => boolean;
  readonly every: (ms: number, tick: () => void) => void;
}): void {
  world.every(ASK_EVERY_MS, () => {
    if (!world.isVisible()) return;
    // Whatever the answer: the mirror notices a lost link by itself.
    world.api.endpoints.list({}).catch(() => {});
  });
}
