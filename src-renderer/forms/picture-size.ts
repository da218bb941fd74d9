export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The size in pixels that a PNG or JPEG says it has, from its first bytes: known before anything is unpacked,
 * since a small file can hold a picture that no memory does. Null for whatever is neither.
 */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return pngSize(view) ?? jpegSize(view);
}

const PNG_SIGNATURE = [0x89504e47, 0x0d0a1a0a] as const;
const IHDR = 0x49484452;

function pngSize(view: DataView): PictureSize | null {
  if (view.byteLength < 24) return null;
  const isPng =
    view.getUint32(0) === PNG_SIGNATURE[0] &&
    view.getUint32(4) === PNG_SIGNATURE[1] &&
    view.getUint32(12) === IHDR;
  return isPng ? { width: view.getUint32(16), height: view.getUint32(20) } : null;
}

/** Its size stands in the frame header (SOF), after segments that say how long they are. */
function jpegSize(view: DataView): PictureSize | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= view.byteLength;) {
    const marker = view.getUint16(at);
    if (marker < 0xff00) return null;
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const isFill = marker === 0xffff;
    at += isFill ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** SOF0 to SOF15, without the three that are something else: DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return (
    marker >= 0xffc0 &&
    marker <= 0xffcf &&
    marker !== 0xffc4 &&
    marker !== 0xffc8 &&
    marker !== 0xffcc
  );
}
