import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pngFile } from '#main/platform/png.ts';

/**
 * Draws the pictures of the tray into `resources`: Latchkey's mark (src-renderer/public/icon.svg), in colour and,
 * for macOS, as a template that the system colours; with a spot where something should not wait. Again after a
 * change: `npx tsx scripts/draw-tray.ts`.
 */
export function trayPictures(): ReadonlyMap<string, Picture> {
  const pictures = new Map<string, Picture>();
  for (const scale of [1, 2])
    for (const isAlert of [false, true]) {
      const name = `tray${isAlert ? '-alert' : ''}`;
      const suffix = `${scale === 1 ? '' : '@2x'}.png`;
      pictures.set(
        `${name}${suffix}`,
        draw(24 * scale, (at) => inColour(at, isAlert)),
      );
      pictures.set(
        `${name}Template${suffix}`,
        draw(18 * scale, (at) => asTemplate(at, isAlert)),
      );
    }
  return pictures;
}

/** Red, green, blue and opacity of each pixel; as many rows as each has pixels. */
type Picture = readonly Buffer[];

/** A place in the mark, which is 32 by 32. */
interface Point {
  readonly x: number;
  readonly y: number;
}
type Colour = readonly [red: number, green: number, blue: number];

const MARK = 32;
const PAPER: Colour = [0x23, 0x34, 0x5f];
const KEY: Colour = [0xf3, 0xc5, 0x67];
const SPOT: Colour = [0xe5, 0x48, 0x4d];
const BLACK: Colour = [0, 0, 0];
/** Each pixel is looked at so often in both directions, for soft edges. */
const SAMPLES = 8;

function inColour(at: Point, isAlert: boolean): Colour | null {
  if (isAlert && isInCircle(at, { x: 24, y: 8 }, 6.5)) return SPOT;
  if (isInKey(at, 0)) return KEY;
  return isInPaper(at) ? PAPER : null;
}

/** The key fills the picture, and the spot is cut out of it: there is one colour only. */
function asTemplate(at: Point, isAlert: boolean): Colour | null {
  if (isAlert && isInCircle(at, { x: 25, y: 7 }, 5.5)) return BLACK;
  if (isAlert && isInCircle(at, { x: 25, y: 7 }, 7.5)) return null;
  const closer = { x: 16.5 + (at.x - 16) * 0.72, y: 16.5 + (at.y - 16) * 0.72 };
  return isInKey(closer, 0.1) ? BLACK : null;
}

/** The mark's key: a ring, a shaft, and two teeth; `more` makes its strokes wider. */
function isInKey(at: Point, more: number): boolean {
  const half = 1.3 + more;
  const ring = Math.abs(Math.hypot(at.x - 12, at.y - 16) - 5) <= half;
  const strokes = [
    [17, 16, 26, 16],
    [23, 16, 23, 20],
    [19.5, 16, 19.5, 19],
  ] as const;
  return ring || strokes.some((stroke) => distanceToLine(at, stroke) <= half);
}

function distanceToLine(
  { x, y }: Point,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
): number {
  const nearestX = Math.min(Math.max(x, x1), x2);
  const nearestY = Math.min(Math.max(y, y1), y2);
  return Math.hypot(x - nearestX, y - nearestY);
}

function isInPaper({ x, y }: Point): boolean {
  const radius = 7;
  const fromCorner = (along: number) => Math.max(radius - along, along - (MARK - radius), 0);
  return Math.hypot(fromCorner(x), fromCorner(y)) <= radius;
}

function isInCircle({ x, y }: Point, centre: Point, radius: number): boolean {
  return Math.hypot(x - centre.x, y - centre.y) <= radius;
}

function draw(size: number, colourAt: (at: Point) => Colour | null): Picture {
  const all = Array.from({ length: size }, (_, at) => at);
  return all.map((row) =>
    Buffer.from(all.flatMap((column) => pixel({ size, row, column }, colourAt))),
  );
}

function pixel(
  { size, row, column }: { readonly size: number; readonly row: number; readonly column: number },
  colourAt: (at: Point) => Colour | null,
): readonly number[] {
  const colours: Colour[] = [];
  for (let down = 0; down < SAMPLES; down += 1)
    for (let right = 0; right < SAMPLES; right += 1) {
      const place = (at: number, part: number) => ((at + (part + 0.5) / SAMPLES) * MARK) / size;
      const colour = colourAt({ x: place(column, right), y: place(row, down) });
      if (colour !== null) colours.push(colour);
    }
  const mean = (of: (colour: Colour) => number) =>
    Math.round(colours.reduce((sum, colour) => sum + of(colour), 0) / Math.max(colours.length, 1));
  const opacity = Math.round((colours.length * 255) / SAMPLES ** 2);
  return [mean(([red]) => red), mean(([, green]) => green), mean(([, , blue]) => blue), opacity];
}

if (import.meta.filename === process.argv[1]) {
  const folder = path.join(import.meta.dirname, '../resources');
  mkdirSync(folder, { recursive: true });
  for (const [name, rows] of trayPictures())
    writeFileSync(
      path.join(folder, name),
      pngFile({ width: rows.length, bitsPerSample: 8, colours: 'rgba', rows }),
    );
}
