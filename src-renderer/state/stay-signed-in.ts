import type { Api } from '../api/api.ts';

/** Well under the 15 minutes after which browser mode signs out a session that asks for nothing. */
const ASK_EVERY_MS = 5 * 60_000;

/** What of a page and its timers this needs. */
export interface SeenWorld {
  isVisible(): boolean;
  onVisibilityChange(listener: () => void): void;
  /** Gives what ends it. */
  every(ms: number, tick: () => void): () => void;
}

/**
 * A window that somebody can see is in use, although it asks for nothing: it says so when it comes into view, and
 * now and then. A hidden one has no timer, and is signed out.
 */
export function staySignedIn(api: Pick<Api, 'endpoints'>, world: SeenWorld): void {
  let stop = () => {};
  // Whatever the answer: the mirror notices a lost link by itself.
  const ask = () => void api.endpoints.list({}).catch(() => {});
  const follow = () => {
    stop();
    stop = world.isVisible() ? world.every(ASK_EVERY_MS, ask) : () => {};
  };
  world.onVisibilityChange(() => {
    if (world.isVisible()) ask();
    follow();
  });
  follow();
}

export function pageSeenWorld(page: Window): SeenWorld {
  return {
    isVisible: () => page.document.visibilityState === 'visible',
    onVisibilityChange: (listener) => page.document.addEventListener('visibilitychange', listener),
    every(ms, tick) {
      const timer = page.setInterval(tick, ms);
      return () => page.clearInterval(timer);
    },
  };
}
