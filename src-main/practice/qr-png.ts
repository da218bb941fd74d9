import { crc32, deflateSync } from 'node:zlib';
import { encodeQR } from 'qr';

/** Pixels to a module: enough for a phone to read it from a screen. */
const SCALE = 4;
/** The quiet zone that the QR standard asks for, in modules. */
const BORDER = 4;

/** A QR code of the text as a PNG: black on white, one bit per pixel. */
export function qrPng(text: string): Buffer {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: BORDER });
  const width = modules.length * SCALE;
  const rows = modules.flatMap((row) => Array.from({ length: SCALE }, () => scanline(row, width)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  // Bits per pixel; the zeros after it: greyscale, deflate, no filter of its own, not interlaced.
  header.writeUInt8(1, 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A byte for "not filtered", then the pixels; a bit that is set is white. */
function scanline(row: readonly boolean[], width: number): Buffer {
  const line = Buffer.alloc(1 + Math.ceil(width / 8));
  for (let x = 0; x < width; x += 1) {
    const isBlack = row[Math.floor(x / SCALE)] === true;
    if (!isBlack) line[1 + (x >> 3)]! |= 0x80 >> (x & 7);
  }
  return line;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}
