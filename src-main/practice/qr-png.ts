import { encodeQR } from 'qr';
import { pngFile } from '../platform/png.ts';

/** Pixels to a module: enough for a phone to read it from a screen. */
const SCALE = 4;
/** The quiet zone that the QR standard asks for, in modules. */
const BORDER = 4;

/** A QR code of the text as a PNG: black on white, one bit per pixel. */
export function qrPng(text: string): Buffer {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: BORDER });
  const width = modules.length * SCALE;
  const rows = modules.flatMap((row) => {
    const line = scanline(row, width);
    return Array.from({ length: SCALE }, () => line);
  });
  return pngFile({ width, bitsPerSample: 1, colours: 'grey', rows });
}

/** A bit that is set is white. */
function scanline(row: readonly boolean[], width: number): Buffer {
  const line = Buffer.alloc(Math.ceil(width / 8));
  for (let x = 0; x < width; x += 1) {
    const isBlack = row[Math.floor(x / SCALE)] === true;
    if (!isBlack) line[x >> 3]! |= 0x80 >> (x & 7);
  }
  return line;
}
