/** What of a page shows whether its user is in the middle of something. */
export interface QuietWorld {
  /** Hears of each key and each press of a pointer. Gives what ends that. */
  onInput(listener: () => void): () => void;
  /** Whether a menu or a list of choices is open. */
  isChoosing(): boolean;
  /** Gives what cancels it. */
  setTimer(ms: number, ring: () => void): () => void;
}

/** As long as people pause between two keys or clicks that belong together. */
const QUIET_MS = 1000;

/**
 * Calls `then` once nobody has typed or clicked for a moment, so that no key and no click lands in what
 * appears. Gives what cancels it.
 */
export function whenQuiet(world: QuietWorld, then: () => void): () => void {
  let cancelTimer = () => {};
  const start = () => {
    cancelTimer();
    cancelTimer = world.setTimer(QUIET_MS, () => {
      if (world.isChoosing()) {
        start();
        return;
      }
      end();
      then();
    });
  };
  const stopHearing = world.onInput(start);
  const end = () => {
    cancelTimer();
    stopHearing();
  };
  start();
  return end;
}

export function pageQuietWorld(page: Window): QuietWorld {
  const { document } = page;
  return {
    onInput(listener) {
      // Before anything in the page can keep it to itself.
      const options = { capture: true, passive: true } as const;
      for (const kind of ['keydown', 'pointerdown'] as const)
        document.addEventListener(kind, listener, options);
      return () => {
        for (const kind of ['keydown', 'pointerdown'] as const)
          document.removeEventListener(kind, listener, options);
      };
    },
    isChoosing: () => document.querySelector('[role="menu"], [role="listbox"]') !== null,
    setTimer(ms, ring) {
      const timer = page.setTimeout(ring, ms);
      return () => page.clearTimeout(timer);
    },
  };
}
