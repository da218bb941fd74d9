import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';

/** Of a page in use: each frame is a screenshot, shown for as long as the script says. */
export interface Film {
  /** What is to be seen now, for that long. */
  hold(ms: number): Promise<void>;
  /** The pointer goes there, as a hand would move it. */
  pointAt(what: Locator): Promise<void>;
  press(what: Locator): Promise<void>;
  type(text: string): Promise<void>;
  /** What the page shows meanwhile, in its own time. */
  watchUntil(isThere: () => Promise<boolean>): Promise<void>;
  /** In a terminal that the film draws over the page. */
  showTerminal(text: string): Promise<void>;
  length(): number;
  /** As an animated WebP that starts again at its end. Needs `img2webp` of Debian's package `webp`. */
  save(file: string): void;
}

interface Frame {
  readonly picture: Buffer;
  ms: number;
}

const STEP_MS = 40;
const STEP_PIXELS = 50;
const LETTER_MS = 160;
const PRESS_MS = 200;

/** Films a page that is open, from now on; the pointer comes in at the middle of its lower edge. */
export async function filmOf(page: Page): Promise<Film> {
  const frames: Frame[] = [];
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  let at = { x: width / 2, y: height - 40 };
  await page.evaluate(drawPointer);
  await page.mouse.move(at.x, at.y);

  async function hold(ms: number): Promise<void> {
    const picture = await page.screenshot();
    const last = frames.at(-1);
    if (last?.picture.equals(picture) === true) last.ms += ms;
    else frames.push({ picture, ms });
  }

  async function pointAt(what: Locator): Promise<void> {
    const box = await what.boundingBox();
    if (box === null) throw new Error(`The film finds nothing to point at: ${what.toString()}`);
    const from = at;
    const way = { x: box.x + box.width / 2 - from.x, y: box.y + box.height / 2 - from.y };
    const steps = 4 + Math.ceil(Math.hypot(way.x, way.y) / STEP_PIXELS);
    for (let step = 1; step <= steps; step += 1) {
      // It sets out slowly and arrives slowly.
      const part = (1 - Math.cos((Math.PI * step) / steps)) / 2;
      at = { x: from.x + way.x * part, y: from.y + way.y * part };
      await page.mouse.move(at.x, at.y);
      await hold(STEP_MS);
    }
  }

  return {
    hold,
    pointAt,
    async press(what) {
      await pointAt(what);
      await page.mouse.down();
      await hold(PRESS_MS);
      await page.mouse.up();
    },
    async type(text) {
      for (const letter of text) {
        await page.keyboard.type(letter);
        await hold(LETTER_MS);
      }
    },
    async watchUntil(isThere) {
      for (let last = Date.now(); !(await isThere());) {
        await hold(0);
        const shown = frames.at(-1);
        if (shown !== undefined) shown.ms += Date.now() - last;
        last = Date.now();
      }
    },
    showTerminal: (text) => page.evaluate(drawTerminal, text),
    length: () => frames.reduce((sum, { ms }) => sum + ms, 0),
    save: (file) => pack(frames, file),
  };
}

function pack(frames: readonly Frame[], file: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-film-'));
  const given = frames.flatMap(({ picture, ms }, index) => {
    const name = path.join(folder, `${index}.png`);
    writeFileSync(name, picture);
    return ['-d', `${ms}`, '-lossless', '-m', '6', name];
  });
  const { status } = spawnSync('img2webp', ['-loop', '0', '-min_size', ...given, '-o', file]);
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error('img2webp is needed to make a film: apt-get install webp');
}

/** In the page, where nothing is named: a headless browser draws no pointer. */
function drawPointer(): void {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  const arrow = document.createElementNS(space, 'path');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  arrow.setAttribute('d', 'M3 2 L3 19 L7.6 15 L10.6 21.6 L13.6 20.3 L10.7 13.8 L16.6 13.4 Z');
  arrow.setAttribute('fill', '#111');
  arrow.setAttribute('stroke', '#fff');
  arrow.setAttribute('stroke-width', '1.5');
  picture.append(arrow);
  Object.assign(picture.style, {
    position: 'fixed',
    inset: '0 auto auto 0',
    width: '28px',
    zIndex: '2147483647',
    pointerEvents: 'none',
    transformOrigin: '3px 2px',
  });
  document.documentElement.append(picture);
  for (const kind of ['pointermove', 'pointerdown', 'pointerup'] as const)
    window.addEventListener(
      kind,
      ({ clientX, clientY, buttons }) => {
        const size = buttons === 0 ? 1 : 0.8;
        picture.style.transform = `translate(${clientX - 3}px, ${clientY - 2}px) scale(${size})`;
      },
      true,
    );
}

function drawTerminal(text: string): void {
  const before = document.querySelector<HTMLElement>('[data-film="terminal"]');
  const terminal = before ?? document.createElement('pre');
  terminal.dataset['film'] = 'terminal';
  terminal.textContent = text;
  Object.assign(terminal.style, {
    position: 'fixed',
    inset: 'auto 24px 24px 96px',
    minHeight: '168px',
    margin: '0',
    padding: '16px 20px',
    borderRadius: '8px',
    background: '#14181f',
    color: '#e8ecf3',
    boxShadow: '0 12px 40px rgb(0 0 0 / 35%)',
    font: '14px/24px var(--font-mono)',
    whiteSpace: 'pre-wrap',
    pointerEvents: 'none',
    zIndex: '2147483646',
  });
  if (before === null) document.documentElement.append(terminal);
}
