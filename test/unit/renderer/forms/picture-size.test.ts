import { expect, it } from 'vitest';
import { pictureSize } from '#renderer/forms/picture-size.ts';

/** The first bytes of a PNG that says it is that large. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(33);
  bytes.write('89504e470d0a1a0a0000000d49484452', 'hex');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** A JPEG with a segment before its frame header, as cameras write it. */
function jpeg(width: number, height: number, frame = 'ffc2'): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([Buffer.from(`ffd8ffe00004abcdff${frame}001108`, 'hex'), size]);
}

it('is read from the header of a PNG and of a JPEG', () => {
  expect(pictureSize(png(800, 600))).toEqual({ width: 800, height: 600 });
  expect(pictureSize(jpeg(4032, 3024))).toEqual({ width: 4032, height: 3024 });
});

it('is known of a picture that no memory could hold, without unpacking it', () => {
  expect(pictureSize(png(0xffffffff, 0xffffffff))?.width).toBe(0xffffffff);
});

it.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['text', Buffer.from('otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ and some more of it')],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ['a PNG cut short', png(8, 8).subarray(0, 20)],
  ['a JPEG cut short', jpeg(8, 8).subarray(0, 14)],
  ['a JPEG without a frame', Buffer.from('ffd8ffe00004abcdffd9', 'hex')],
  ['a JPEG whose segments have no length', Buffer.from(`ffd8${'ffe00000'.repeat(8)}`, 'hex')],
])('is not to be had of %s', (_, bytes) => {
  expect(pictureSize(bytes)).toBe(null);
});
