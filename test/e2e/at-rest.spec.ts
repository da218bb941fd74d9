import { expect, type Page } from '@playwright/test';
import { countdowns } from '#test/fakes/showcase.ts';
import { test } from './fake-window.ts';
import { switchOf } from './views/switch.ts';

const LIVE = 20;
/** Seconds are counted down in the last two minutes. */
const LEFT_MS = 110_000;

test('at rest the window wakes once a second for its countdowns, moves nothing, and asks for nothing; hidden it does nothing', async ({
  context,
  openFakeWindow,
}) => {
  const start = Date.now();
  await context.clock.install({ time: start });
  await context.addInitScript(noteWhatWakes);
  const { page, main } = await openFakeWindow(countdowns(start, LIVE, LEFT_MS));
  await expect(switchOf(page).active('dana')).toBeVisible();
  // From here on time passes only where it is told to. In the last minute each second is another text.
  await context.clock.pauseAt(start + LEFT_MS - 50_000);
  const asked = main.calls.length;

  await forget(page);
  await context.clock.runFor(30_000);
  const wakes = await wakesOf(page);
  expect(wakes.frames).toBe(0);
  expect(wakes.timers.length).toBeGreaterThanOrEqual(29);
  expect(wakes.timers.length).toBeLessThanOrEqual(30);
  expect(await movingThings(page)).toBe(0);
  expect(main.calls).toHaveLength(asked);

  await hide(page);
  await forget(page);
  await context.clock.runFor(20 * 60_000);
  expect(await wakesOf(page)).toEqual({ timers: [], frames: 0 });
  expect(main.calls).toHaveLength(asked);
});

interface Wakes {
  readonly timers: readonly number[];
  readonly frames: number;
}

/** In the page, before anything else: notes what its timers and animation frames run. */
function noteWhatWakes(): void {
  const wakes = { timers: [] as number[], frames: 0 };
  Object.assign(window, { wakes });
  const { setTimeout, setInterval, requestAnimationFrame } = window;
  const noting = (run: () => void) => () => {
    wakes.timers.push(Date.now());
    run();
  };
  Object.assign(window, {
    setTimeout: (run: () => void, ms?: number) => setTimeout(noting(run), ms),
    setInterval: (run: () => void, ms?: number) => setInterval(noting(run), ms),
    requestAnimationFrame: (run: FrameRequestCallback) =>
      requestAnimationFrame((time) => {
        wakes.frames += 1;
        run(time);
      }),
  });
}

async function forget(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(Reflect.get(window, 'wakes'), { timers: [], frames: 0 }));
}

function wakesOf(page: Page): Promise<Wakes> {
  return page.evaluate(() => Reflect.get(window, 'wakes') as Wakes);
}

/** Animations that never come to an end. */
function movingThings(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(
          (one) =>
            one.playState === 'running' && one.effect?.getComputedTiming().endTime === Infinity,
        ).length,
  );
}

async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperties(document, {
      hidden: { value: true },
      visibilityState: { value: 'hidden' },
    });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}
