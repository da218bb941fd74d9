import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchFiles, type FileWatch } from '#main/aws-files/watch.ts';
import { eventually } from '#test/fixtures/eventually.ts';

let home: string;
let changes: number;
let watching: FileWatch | null;

beforeEach(async () => {
  home = await realpath(await mkdtemp(path.join(os.tmpdir(), 'latchkey-watch-')));
  changes = 0;
  watching = null;
});
afterEach(async () => {
  watching?.close();
  await rm(home, { recursive: true, force: true });
});

const at = (...parts: string[]) => path.join(home, ...parts);

async function start(...files: string[]): Promise<void> {
  watching = watchFiles(files, () => void changes++);
  // It tells once when it has begun.
  await eventually(() => expect(changes).toBe(1));
}

/** A change is told of; how soon is not asserted, since a busy machine is slow. */
async function expectTold(work: () => Promise<unknown>): Promise<void> {
  const before = changes;
  await work();
  await eventually(() => expect(changes).toBeGreaterThan(before));
}

describe('a watched file', () => {
  it('that is written, replaced, removed or made is told of', async () => {
    await writeFile(at('config'), 'a');
    await start(at('config'));
    await expectTold(() => writeFile(at('config'), 'b'));
    await writeFile(at('new'), 'c');
    await expectTold(() => rename(at('new'), at('config')));
    await expectTold(() => unlink(at('config')));
    await expectTold(() => writeFile(at('config'), 'd'));
  });

  it('is told of when its folder comes, goes and comes again', async () => {
    await start(at('.aws', 'config'), at('.aws', 'credentials'));
    await expectTold(() => mkdir(at('.aws')));
    await expectTold(() => writeFile(at('.aws', 'credentials'), 'a'));
    await expectTold(() => rm(at('.aws'), { recursive: true }));
    await expectTold(async () => {
      await mkdir(at('.aws'));
      await writeFile(at('.aws', 'config'), 'b');
    });
    await expectTold(() => writeFile(at('.aws', 'config'), 'c'));
  });

  it('behind links is told of, and so is a link that turns to another file', async () => {
    await mkdir(at('dotfiles'));
    await mkdir(at('.aws'));
    await writeFile(at('dotfiles', 'one'), 'a');
    await writeFile(at('dotfiles', 'two'), 'b');
    await symlink('../dotfiles/one', at('.aws', 'config'));
    await start(at('.aws', 'config'));
    await expectTold(() => writeFile(at('dotfiles', 'one'), 'a2'));
    await expectTold(async () => {
      await symlink('../dotfiles/two', at('.aws', 'next'));
      await rename(at('.aws', 'next'), at('.aws', 'config'));
    });
    await expectTold(() => writeFile(at('dotfiles', 'two'), 'b2'));
  });

  it('is told of when its folder is a link that turns to another folder', async () => {
    for (const folder of ['one', 'two']) {
      await mkdir(at(folder));
      await writeFile(at(folder, 'config'), folder);
    }
    await symlink('one', at('.aws'));
    await start(at('.aws', 'config'));
    await expectTold(async () => {
      await symlink('two', at('next'));
      await rename(at('next'), at('.aws'));
    });
    await expectTold(() => writeFile(at('two', 'config'), 'x'));
  });

  it('is told of once for many writes at a time', async () => {
    await writeFile(at('config'), 'a');
    await start(at('config'));
    await expectTold(async () => {
      // On a slow machine each of these might settle before the next, did they let anything come between.
      for (let count = 0; count < 50; count++) writeFileSync(at('config'), `${count}`);
    });
    expect(changes).toBe(2);
  });

  it('is not told of any more once the watch is closed, and other files never were', async () => {
    await writeFile(at('config'), 'a');
    await start(at('config'));
    await writeFile(at('.config.latchkey-1.tmp'), 'x');
    await expectTold(() => writeFile(at('config'), 'b'));
    watching?.close();
    const before = changes;
    const other = watchFiles([at('config')], () => void seen++);
    let seen = 0;
    await eventually(() => expect(seen).toBe(1));
    await writeFile(at('config'), 'c');
    await eventually(() => expect(seen).toBeGreaterThan(1));
    other.close();
    expect(changes).toBe(before);
  });
});
