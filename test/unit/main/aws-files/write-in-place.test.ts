import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isHalfWritten, mendAfterCrash, writeInPlace } from '#main/aws-files/write-in-place.ts';

let home: string;
let file: string;
let backupPath: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-in-place-'));
  file = path.join(home, 'config');
  backupPath = path.join(home, 'backup');
});
afterEach(() => rm(home, { recursive: true, force: true }));

const backupOf = (before: string, after: string) =>
  JSON.stringify({
    before: Buffer.from(before).toString('base64'),
    after: Buffer.from(after).toString('base64'),
  });

describe('writing into the file itself', () => {
  it.each([
    ['longer', 'old', 'much longer'],
    ['shorter', 'much longer', 'new'],
    ['empty', 'old', ''],
  ])('leaves a %s text, and no backup', async (_, old, text) => {
    await writeFile(file, old);
    const change = {
      before: Buffer.from(old),
      after: Buffer.from(text),
      backupPath,
      isUnchanged: async () => true,
    };
    expect(await writeInPlace(file, change)).toBe(true);
    expect([await readFile(file, 'utf8'), await readdir(home)]).toEqual([text, ['config']]);
  });

  it('writes nothing when the file has changed meanwhile', async () => {
    await writeFile(file, 'theirs');
    const change = {
      before: Buffer.from('old'),
      after: Buffer.from('new'),
      backupPath,
      isUnchanged: async () => false,
    };
    expect(await writeInPlace(file, change)).toBe(false);
    expect([await readFile(file, 'utf8'), await readdir(home)]).toEqual(['theirs', ['config']]);
  });
});

describe('after a crash in the middle', () => {
  it('the old text comes back, wherever it stopped', async () => {
    for (const [before, after] of [
      ['[a]\nx = 1\n', '[a]\nx = 2222\ny = 3\n'],
      ['[a]\nlong = 12345\n', '[a]\n'],
    ] as const) {
      for (let written = 0; written <= after.length; written++) {
        const torn = `${after.slice(0, written)}${before.slice(written)}`;
        await writeFile(file, torn);
        await writeFile(backupPath, backupOf(before, after));
        await mendAfterCrash(file, backupPath);
        expect([torn, await readFile(file, 'utf8')]).toEqual([torn, before]);
      }
    }
    expect(await readdir(home)).toEqual(['config']);
  });

  it('what somebody else has written since stays', async () => {
    await writeFile(file, '[theirs]\n');
    await writeFile(backupPath, backupOf('[a]\nx = 1\n', '[a]\nx = 2\n'));
    await mendAfterCrash(file, backupPath);
    expect([await readFile(file, 'utf8'), await readdir(home)]).toEqual(['[theirs]\n', ['config']]);
  });

  it('any text but a mixture of old and new is somebody else’s', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 8, max: 3 }),
        fc.uint8Array({ maxLength: 8, max: 3 }),
        fc.uint8Array({ maxLength: 8, max: 3 }),
        (current, before, after) => {
          const mixtures = Array.from({ length: after.length + 1 }, (_, written) =>
            Buffer.concat([
              after.subarray(0, written),
              before.subarray(Math.min(written, before.length)),
            ]).toString('hex'),
          );
          expect(isHalfWritten(current, before, after)).toBe(
            mixtures.includes(Buffer.from(current).toString('hex')),
          );
        },
      ),
      { numRuns: 5000 },
    );
  });
});
