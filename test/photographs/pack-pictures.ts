import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const FOLDER = path.join(import.meta.dirname, 'pictures');
const PALETTE = 3;

/** How far apart the colours of a kept picture are: much less than what counts as a difference. */
const STEP = 32;

/** After a run: pictures just taken become a quarter as large, for they stay in the repository for ever. */
// oxlint-disable-next-line import/no-default-export -- it is what Playwright calls
export default function packPictures(): void {
  if (!existsSync(FOLDER)) return;
  for (const name of readdirSync(FOLDER).filter((one) => one.endsWith('.png'))) {
    const file = path.join(FOLDER, name);
    const picture = readFileSync(file);
    if (picture[25] === PALETTE) continue;
    const packed = packedPicture(picture);
    if (packed !== null) writeFileSync(file, packed);
  }
}

/** With a palette of at most 256 colours; null where that is not enough. */
export function packedPicture(png: Buffer): Buffer | null {
  return withPalette(readPicture(png));
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bytesPerPixel: number;
  readonly pixels: Buffer;
}

/** A picture as a browser takes it: 8 bits, RGB or RGBA, not interlaced. */
function readPicture(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const bytesPerPixel = png[25] === 6 ? 4 : 3;
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const stride = width * bytesPerPixel;
  const filtered = inflateSync(Buffer.concat(packed));
  const pixels = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1)
    unfilterRow({ row, stride, bytesPerPixel, filtered, pixels });
  return { width, height, bytesPerPixel, pixels };
}

/** PNG, third edition, §9.2. */
function unfilterRow(of: {
  readonly row: number;
  readonly stride: number;
  readonly bytesPerPixel: number;
  readonly filtered: Buffer;
  readonly pixels: Buffer;
}): void {
  const { row, stride, bytesPerPixel, filtered, pixels } = of;
  const from = row * (stride + 1);
  const kind = filtered[from];
  for (let x = 0; x < stride; x += 1) {
    const at = row * stride + x;
    const left = x < bytesPerPixel ? 0 : (pixels[at - bytesPerPixel] ?? 0);
    const up = row === 0 ? 0 : (pixels[at - stride] ?? 0);
    const corner = row === 0 || x < bytesPerPixel ? 0 : (pixels[at - stride - bytesPerPixel] ?? 0);
    pixels[at] = (filtered[from + 1 + x] ?? 0) + guess(kind, left, up, corner);
  }
}

function guess(kind: number | undefined, left: number, up: number, corner: number): number {
  switch (kind) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return nearestOf(left, up, corner);
    default:
      return 0;
  }
}

function nearestOf(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function withPalette({ width, height, bytesPerPixel, pixels }: Picture): Buffer | null {
  const places = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  const rounded = (value: number) => Math.min(255, Math.round(value / STEP) * STEP);
  for (let row = 0; row < height; row += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (row * width + x) * bytesPerPixel;
      const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
      const colour = (rounded(red) << 16) | (rounded(green) << 8) | rounded(blue);
      const place = places.get(colour) ?? places.size;
      if (place > 255) return null;
      places.set(colour, place);
      rows[row * (width + 1) + 1 + x] = place;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  header.writeUInt8(PALETTE, 9);
  const palette = Buffer.from(
    [...places.keys()].flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}
