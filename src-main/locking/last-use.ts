import type { Clock } from '../platform/clock.ts';

/** When somebody did something in Latchkey last: where the computer does not say whether anybody is there. */
export interface LastUse {
  note(): void;
  idleMs(): number;
}

export function createLastUse(clock: Pick<Clock, 'monotonic'>): LastUse {
  let at = clock.monotonic();
  return {
    note: () => void (at = clock.monotonic()),
    idleMs: () => clock.monotonic() - at,
  };
}
