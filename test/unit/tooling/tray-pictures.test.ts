import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { trayPictures } from '#scripts/draw-tray.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../resources');

/** The rows of a PNG with one chunk of data, each with the byte for its filter. */
function rowsOf(png: Buffer): Buffer {
  const at = png.indexOf('IDAT');
  return inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
}

describe('the pictures of the tray', () => {
  it('are those that the script draws', async () => {
    const drawn = new Map<string, string>();
    for (const [name, rows] of trayPictures())
      drawn.set(name, digest(rows.flatMap((row) => [Buffer.alloc(1), row])));
    const kept = new Map<string, string>();
    for (const name of await readdir(FOLDER))
      kept.set(name, digest([rowsOf(await readFile(path.join(FOLDER, name)))]));
    expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(drawn));
  });

  it('have no colour where macOS gives them one', () => {
    const templates = [...trayPictures()].filter(([name]) => name.includes('Template'));
    const coloured = templates.filter(([, rows]) =>
      rows.some((row) => row.some((value, at) => at % 4 !== 3 && value !== 0)),
    );
    expect([templates.length, coloured]).toEqual([4, []]);
  });

  it('are another where something should not wait', () => {
    const pictures = [...trayPictures().values()].map(digest);
    expect(new Set(pictures).size).toBe(8);
  });
});

function digest(rows: readonly Buffer[]): string {
  return createHash('sha256')
    .update(Buffer.concat([...rows]))
    .digest('hex');
}
