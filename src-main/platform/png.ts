import { crc32, deflateSync } from 'node:zlib';

/** By the PNG standard's numbers. */
const COLOUR_TYPES = { grey: 0, rgba: 6 } as const;

/** A PNG of these rows of pixels, packed as the standard has it (PNG, third edition, §7.2); nothing is filtered. */
export function pngFile(picture: {
  readonly width: number;
  readonly bitsPerSample: 1 | 8;
  readonly colours: keyof typeof COLOUR_TYPES;
  readonly rows: readonly Buffer[];
}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.rows.length, 4);
  // The zeros after it: deflate, filtered by a byte for each row, not interlaced.
  header.writeUInt8(picture.bitsPerSample, 8);
  header.writeUInt8(COLOUR_TYPES[picture.colours], 9);
  const notFiltered = Buffer.alloc(1);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(picture.rows.flatMap((row) => [notFiltered, row])))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}
