import { beforeEach, describe, expect, it } from 'vitest';
import { createTicker, type Ticker, type TickerWorld } from '#renderer/state/ticker.ts';

const START = Date.parse('2026-11-24T09:00:20Z');

/** A page whose clock moves only when told, and which counts what it was asked to wake for. */
function fakePage() {
  let now = START;
  let timer: { at: number; ring: () => void } | null = null;
  let visibility: () => void = () => {};
  let isHidden = false;
  const page = {
    wakes: 0,
    world: {
      now: () => now,
      setTimer(ms, ring) {
        const mine = { at: now + ms, ring };
        timer = mine;
        return () => {
          if (timer === mine) timer = null;
        };
      },
      isHidden: () => isHidden,
      onVisibilityChange: (listener) => {
        visibility = listener;
      },
    } satisfies TickerWorld,
    advance(ms: number) {
      const end = now + ms;
      while (timer !== null && timer.at <= end) {
        const due: { at: number; ring: () => void } = timer;
        timer = null;
        now = due.at;
        page.wakes += 1;
        due.ring();
      }
      now = end;
    },
    setHidden(hidden: boolean) {
      isHidden = hidden;
      visibility();
    },
    hasTimer: () => timer !== null,
  };
  return page;
}

describe('the one clock tick', () => {
  let page: ReturnType<typeof fakePage>;
  let ticker: Ticker;
  beforeEach(() => {
    page = fakePage();
    ticker = createTicker(page.world);
  });

  it('does nothing while nobody watches', () => {
    expect(page.hasTimer()).toBe(false);
  });

  it('wakes once a second for whoever watches seconds, however many they are', () => {
    let seen = 0;
    for (let index = 0; index < 20; index += 1) ticker.watch('second', () => (seen += 1));
    page.advance(10_000);
    expect(page.wakes).toBe(10);
    expect(seen).toBe(200);
  });

  it('wakes once a minute when only minutes are watched', () => {
    ticker.watch('minute', () => {});
    page.advance(10 * 60_000);
    expect(page.wakes).toBe(10);
  });

  it('tells whoever watches minutes only when the minute has passed', () => {
    let minutes = 0;
    ticker.watch('second', () => {});
    ticker.watch('minute', () => (minutes += 1));
    page.advance(39_000);
    expect(minutes).toBe(0);
    page.advance(2000);
    expect(minutes).toBe(1);
  });

  it('shows one time to all who watch the same period', () => {
    ticker.watch('second', () => {});
    page.advance(3000);
    expect(ticker.now('second')).toBe(START + 3000);
    expect(ticker.now('minute')).toBe(START);
  });

  it('slows down when the last who watched seconds has gone', () => {
    const stop = ticker.watch('second', () => {});
    ticker.watch('minute', () => {});
    page.advance(5000);
    stop();
    page.wakes = 0;
    page.advance(60_000);
    expect(page.wakes).toBe(1);
  });

  it('tells whoever waits for an end by minutes, and near it by seconds', () => {
    let told = 0;
    const stop = ticker.watchUntil(START + 10 * 60_000, () => (told += 1));
    page.advance(8 * 60_000);
    expect({ told, wakes: page.wakes }).toEqual({ told: 8, wakes: 8 });
    page.advance(60_000);
    // The first minute to begin within two minutes of the end is 20 s old by now.
    expect(told).toBe(9 + 20);
    expect(ticker.now('second')).toBe(START + 9 * 60_000);
    stop();
    expect(page.hasTimer()).toBe(false);
  });

  it('stands still while the page is hidden, and is right at once when it is shown again', () => {
    let seen = 0;
    ticker.watch('second', () => (seen += 1));
    page.setHidden(true);
    page.advance(60_000);
    expect(page.wakes).toBe(0);
    page.setHidden(false);
    expect(seen).toBe(1);
    expect(ticker.now('second')).toBe(START + 60_000);
    expect(ticker.now('minute')).toBe(START + 60_000);
  });

  it('is right at once for the first who watches after a pause', () => {
    page.advance(90_000);
    ticker.watch('minute', () => {});
    expect(ticker.now('minute')).toBe(START + 90_000);
  });
});
