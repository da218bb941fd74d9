import { pictureSize } from './picture-size.ts';

export type SeedPictureProblem = 'too-large' | 'not-a-picture' | 'no-code' | 'other-code';

export type SeedPictureReading =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: SeedPictureProblem };

const FILE_MAX_BYTES = 10 * 1024 * 1024;
/** A screen of 8K, or the photograph of a phone. */
const PICTURE_MAX_PIXELS = 50_000_000;
const SIDE_MAX = 16_384;
/** Larger pictures are made smaller: a QR code is found as well, and sooner. */
const LOOKED_AT_SIDE = 1600;
const LOOKED_AT_MS = 3000;

/**
 * The `otpauth:` address in a picture of a QR code. The picture is unpacked by the browser, in its sandbox,
 * and never leaves the window; a size that no memory has is refused before that.
 */
export async function readSeedPicture(picture: Blob): Promise<SeedPictureReading> {
  if (picture.size > FILE_MAX_BYTES) return problem('too-large');
  const size = pictureSize(new Uint8Array(await picture.arrayBuffer()));
  if (size === null || size.width === 0 || size.height === 0) return problem('not-a-picture');
  const { width, height } = size;
  if (Math.max(width, height) > SIDE_MAX || width * height > PICTURE_MAX_PIXELS)
    return problem('too-large');
  const pixels = await pixelsOf(picture, Math.min(1, LOOKED_AT_SIDE / Math.max(width, height)));
  if (pixels === null) return problem('not-a-picture');
  const text = await codeIn(pixels);
  if (text === null) return problem('no-code');
  return /^otpauth(?:-migration)?:/i.test(text) ? { kind: 'read', text } : problem('other-code');
}

async function pixelsOf(picture: Blob, scale: number): Promise<ImageData | null> {
  const bitmap = await createImageBitmap(picture).catch(() => null);
  if (bitmap === null) return null;
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d');
  // What is transparent is looked at on white.
  if (context !== null) context.fillStyle = '#fff';
  context?.fillRect(0, 0, width, height);
  context?.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context?.getImageData(0, 0, width, height) ?? null;
}

async function codeIn(pixels: ImageData): Promise<string | null> {
  // Loaded when needed: few ever read a picture.
  const { decodeQR } = await import('qr/decode.js');
  try {
    return decodeQR(pixels, { effort: Infinity, timeLimit: LOOKED_AT_MS });
  } catch {
    return null;
  }
}

function problem(of: SeedPictureProblem): SeedPictureReading {
  return { kind: 'problem', problem: of };
}
