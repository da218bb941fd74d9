import { spawnSync } from 'node:child_process';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import { parse } from '#main/aws-files/document.ts';
import { setSetting } from '#main/aws-files/edit.ts';
import { replaceFile } from '#main/aws-files/replace-file.ts';
import { editFile, type Edit, type WriterDeps } from '#main/aws-files/writer.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { buildWriter, hasStrace, isRoot, type WriterProgram } from './run-writer.ts';

const OLD = '[default]\nregion = us-east-1\n';
const NEW = '[default]\nregion = eu-west-1\n';
const NOBODY = 65_534;

let home: string;
let file: string;
let deps: WriterDeps;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-aws-'));
  file = path.join(home, 'config');
  deps = {
    lockFolder: path.join(home, 'locks'),
    clock: createSystemClock(),
    parse,
    beforeReplace: async () => {},
  };
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

const toEu: Edit = (document) => setSetting(document, 'default', ['region', 'eu-west-1']);
const edit = (change: Edit = toEu, where = file, with_: Partial<WriterDeps> = {}) =>
  editFile({ path: where, kind: 'config' }, change, { ...deps, ...with_ });
const read = (where = file) => readFile(where, 'utf8');
const modeOf = async (where: string) => (await stat(where)).mode & 0o777;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
const strayFiles = async () => (await readdir(home)).filter((name) => name.includes('latchkey-'));

describe('what stays', () => {
  it.each([0o600, 0o640, 0o644, 0o660])('the mode %o', async (mode) => {
    await writeFile(file, OLD);
    await chmod(file, mode);
    await edit();
    expect([await read(), await modeOf(file)]).toEqual([NEW, mode]);
  });

  it.skipIf(!isRoot)('the group (needs root, to give a file to another)', async () => {
    await writeFile(file, OLD);
    await chown(file, 0, 12);
    await edit();
    expect([(await stat(file)).gid, await read()]).toEqual([12, NEW]);
  });

  it('the file itself, when nothing changes', async () => {
    await writeFile(file, NEW);
    const before = await stat(file);
    await expect(edit()).resolves.toEqual({ changed: false });
    const after = await stat(file);
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  it('everything, when the edit is refused', async () => {
    const broken = '[default]\nregion\n';
    await writeFile(file, broken);
    expect([await codeOf(edit()), await read(), await strayFiles()]).toEqual([
      'files/refused',
      broken,
      [],
    ]);
  });

  it('everything, when what must happen before fails', async () => {
    await writeFile(file, OLD);
    const failing = { beforeReplace: () => Promise.reject(new Error('no record')) };
    expect([await codeOf(edit(toEu, file, failing)), await read(), await strayFiles()]).toEqual([
      'Error: no record',
      OLD,
      [],
    ]);
  });
});

describe('new files', () => {
  it('get the mode 0600 in a folder of 0700', async () => {
    const inFolder = path.join(home, 'new', 'config');
    await edit(toEu, inFolder);
    expect([
      await read(inFolder),
      await modeOf(inFolder),
      await modeOf(path.dirname(inFolder)),
    ]).toEqual([NEW, 0o600, 0o700]);
  });

  it('are not made for an edit that changes nothing', async () => {
    const inFolder = path.join(home, 'new', 'config');
    await edit(({ bytes }) => bytes, inFolder);
    expect(await readdir(home)).not.toContain('new');
  });

  it('can be removed again', async () => {
    await writeFile(file, OLD);
    await edit(() => null);
    expect(await readdir(home)).not.toContain('config');
  });
});

describe('links', () => {
  it('stay, and the file behind them is written', async () => {
    const target = path.join(home, 'dotfiles', 'aws-config');
    await mkdir(path.dirname(target));
    await writeFile(target, OLD);
    await symlink('dotfiles/aws-config', path.join(home, 'second'));
    await symlink(path.join(home, 'second'), file);
    await edit();
    expect([await read(target), await readlink(file), (await lstat(target)).isFile()]).toEqual([
      NEW,
      path.join(home, 'second'),
      true,
    ]);
  });

  it('that point to nothing get the file made where they point', async () => {
    await mkdir(path.join(home, 'dotfiles'));
    await symlink('dotfiles/config', file);
    await edit();
    expect([
      await read(path.join(home, 'dotfiles', 'config')),
      (await lstat(file)).isSymbolicLink(),
    ]).toEqual([NEW, true]);
  });

  it('into a folder that is not there are refused', async () => {
    await symlink('not-mounted/config', file);
    expect([await codeOf(edit()), await readdir(home)]).toEqual(['files/unreadable', ['config']]);
  });

  it('that go in a circle are refused', async () => {
    await symlink('other', file);
    await symlink('config', path.join(home, 'other'));
    expect(await codeOf(edit())).toBe('files/not-regular');
  });

  it.skipIf(!isRoot)(
    'of another user are refused (needs root, to give a file to another)',
    async () => {
      await writeFile(path.join(home, 'target'), OLD);
      await symlink('target', file);
      spawnSync('chown', ['-h', '1', file]);
      expect([await codeOf(edit()), await read()]).toEqual(['files/foreign-owner', OLD]);
    },
  );
});

describe('what is refused', () => {
  it('a pipe, at once', async () => {
    expect(spawnSync('mkfifo', [file]).status).toBe(0);
    expect(await codeOf(edit())).toBe('files/not-regular');
  });

  it('a folder', async () => {
    await mkdir(file);
    expect(await codeOf(edit())).toBe('files/not-regular');
  });

  it('a device', async () => {
    expect(await codeOf(edit(toEu, '/dev/null'))).toBe('files/not-regular');
  });

  it('a path through a file', async () => {
    await writeFile(file, OLD);
    expect(await codeOf(edit(toEu, path.join(file, 'config')))).toBe('files/unreadable');
  });

  it.skipIf(!isRoot)(
    'a file or folder of another user (needs root, to give them to another)',
    async () => {
      await writeFile(file, OLD);
      await chown(file, 1, 1);
      expect([await codeOf(edit()), await read()]).toEqual(['files/foreign-owner', OLD]);
      await chown(file, 0, 0);
      await chown(home, 1, 1);
      expect([await codeOf(edit()), await read()]).toEqual(['files/foreign-owner', OLD]);
    },
  );

  it('a file or folder that everybody may write', async () => {
    await writeFile(file, OLD);
    await chmod(file, 0o666);
    expect([await codeOf(edit()), await read()]).toEqual(['files/world-writable', OLD]);
    await chmod(file, 0o600);
    await chmod(home, 0o777);
    expect([await codeOf(edit()), await read()]).toEqual(['files/world-writable', OLD]);
  });

  it('a file that its user has made read-only', async () => {
    await writeFile(file, OLD);
    await chmod(file, 0o400);
    expect([await codeOf(edit()), await read(), await modeOf(file)]).toEqual([
      'files/read-only',
      OLD,
      0o400,
    ]);
  });

  it('a file of 100 MB', async () => {
    await writeFile(file, '');
    await truncate(file, 100_000_000);
    expect(await codeOf(edit())).toBe('files/unreadable');
  });

  it.skipIf(spawnSync('chattr', ['+i', '/nonexistent']).error !== undefined || !isRoot)(
    'an immutable file (needs root and chattr)',
    async () => {
      await writeFile(file, OLD);
      const isSet = spawnSync('chattr', ['+i', file]).status === 0;
      try {
        if (isSet)
          expect([await codeOf(edit()), await strayFiles()]).toEqual(['files/read-only', []]);
      } finally {
        spawnSync('chattr', ['-i', file]);
      }
      expect(await read()).toBe(OLD);
    },
  );
});

describe('another writer', () => {
  it('that was faster keeps its change, and ours is made on top', async () => {
    await writeFile(file, OLD);
    let times = 0;
    const beforeReplace = async () => {
      if (times++ < 3) await writeFile(file, `# theirs ${times}\n`, { flag: 'a' });
    };
    await edit(toEu, file, { beforeReplace });
    expect(await read()).toBe(`${NEW}# theirs 1\n# theirs 2\n# theirs 3\n`);
  });

  it('that writes after our last look keeps its change as well', async () => {
    await writeFile(file, OLD);
    const [before, stats] = [await readFile(file), await stat(file)];
    const theirs = `${OLD}# theirs\n`;
    const isUnchanged = async () => {
      await writeFile(file, theirs);
      return true;
    };
    const outcome = await replaceFile(file, Buffer.from(NEW), { before, stats, isUnchanged });
    expect(outcome).toEqual({ late: Buffer.from(theirs) });
  });

  it.skipIf(!hasStrace)(
    'that writes just before we replace the file has its change in the new one (needs strace)',
    async () => {
      const program = await buildWriter();
      const slowly = ['-e', 'trace=rename', '-e', 'inject=rename:delay_enter=1500000'];
      const size = async () => {
        const [name] = await strayFiles();
        return name === undefined
          ? 0
          : ((await stat(path.join(home, name)).catch(() => null))?.size ?? 0);
      };
      const writeBeside = async () => {
        await writeFile(file, OLD);
        const ours = program.run(
          {
            path: file,
            kind: 'config',
            lockFolder: path.join(home, 'locks'),
            edits: [['default', 'region', 'eu-west-1']],
          },
          ['strace', '-f', '-qq', '-o', '/dev/null', ...slowly],
        );
        while ((await size()) < NEW.length) await delay(10);
        await delay(300);
        await writeFile(file, `${OLD}# theirs\n`);
        const isInTime = (await size()) > 0;
        const { lines } = await ours;
        return { isInTime, outcome: [lines, await read()] };
      };
      let written = await writeBeside();
      // On a machine that stood still meanwhile, theirs came after ours.
      for (let tries = 1; tries < 5 && !written.isInTime; tries++) written = await writeBeside();
      expect(written).toEqual({ isInTime: true, outcome: [['changed'], `${NEW}# theirs\n`] });
      await rm(program.folder, { recursive: true });
    },
  );

  it('that does not stop makes us give up, with its bytes in place', async () => {
    await writeFile(file, OLD);
    let times = 0;
    const beforeReplace = async () => {
      times++;
      await writeFile(file, `${OLD}# ${times}\n`);
    };
    expect([await codeOf(edit(toEu, file, { beforeReplace })), await read(), times]).toEqual([
      'files/busy',
      `${OLD}# 5\n`,
      5,
    ]);
  });

  it('that narrows the mode meanwhile is not undone', async () => {
    await writeFile(file, OLD);
    await chmod(file, 0o644);
    await edit(toEu, file, { beforeReplace: () => chmod(file, 0o600) });
    expect(await modeOf(file)).toBe(0o600);
  });

  it.each(['', '[default]\nreg'])(
    'that is in the middle of it, with %j so far, is waited for',
    async (half) => {
      await writeFile(file, half);
      const clock = createFakeClock((await stat(file)).mtimeMs);
      const work = edit((document) => setSetting(document, 'a', ['region', 'x']), file, { clock });
      while (clock.sleepers() === 0) await new Promise((resolve) => setImmediate(resolve));
      await writeFile(file, OLD);
      await clock.advance(200);
      await work;
      expect(await read()).toBe(`${OLD}\n[profile a]\nregion = x\n`);
    },
  );

  it('is not expected behind a file that has long been empty', async () => {
    await writeFile(file, '');
    const clock = createFakeClock();
    await utimes(file, 0, 0);
    await edit(toEu, file, { clock });
    expect(await read()).toBe(NEW);
  });
});

describe('temporary files', () => {
  it('of writers that died are swept, those of living ones stay', async () => {
    await writeFile(file, OLD);
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const name = (pid: number) => `.config.latchkey-${pid}-0123456789ab.tmp`;
    await writeFile(path.join(home, name(dead)), 'secret');
    await writeFile(path.join(home, name(process.pid)), 'secret');
    await writeFile(path.join(home, '.config.latchkey-notes'), 'mine');
    await edit();
    expect((await strayFiles()).toSorted()).toEqual(
      ['.config.latchkey-notes', name(process.pid)].toSorted(),
    );
  });
});

describe('as a user who is not root', () => {
  let program: WriterProgram;
  beforeAll(async () => {
    program = await buildWriter();
  });
  afterAll(() => rm(program.folder, { recursive: true, force: true }));

  const editAsNobody = async () => {
    const { lines } = await program.run({
      path: file,
      kind: 'config',
      lockFolder: path.join(home, 'locks'),
      edits: [['default', 'region', 'eu-west-1']],
      uid: NOBODY,
    });
    return lines;
  };
  const giveToNobody = async () => {
    await writeFile(file, OLD, { mode: 0o600 });
    await mkdir(path.join(home, 'locks'));
    for (const each of [file, home, path.join(home, 'locks')]) await chown(each, NOBODY, NOBODY);
  };

  it.skipIf(!isRoot)(
    'a file that may not be read is named unreadable (needs root, to become somebody else)',
    async () => {
      await giveToNobody();
      await chmod(file, 0o200);
      expect([await editAsNobody(), await read()]).toEqual([['files/unreadable'], OLD]);
    },
  );

  it.skipIf(!isRoot)(
    'a file in a folder that may not be written is written in place (needs root, to become somebody else)',
    async () => {
      await giveToNobody();
      await chown(home, 0, 0);
      await chmod(home, 0o755);
      const { ino } = await stat(file);
      expect([await editAsNobody(), await read(), (await stat(file)).ino]).toEqual([
        ['changed'],
        NEW,
        ino,
      ]);
      expect(await readdir(path.join(home, 'locks'))).toEqual([]);
    },
  );

  it.skipIf(!isRoot)(
    'a new file in such a folder is named read-only (needs root, to become somebody else)',
    async () => {
      await giveToNobody();
      await rm(file);
      await chown(home, 0, 0);
      await chmod(home, 0o755);
      expect(await editAsNobody()).toEqual(['files/read-only']);
    },
  );

  it.skipIf(!isRoot)(
    'a file of root is refused (needs root, to become somebody else)',
    async () => {
      await giveToNobody();
      await chown(file, 0, 0);
      await chmod(file, 0o644);
      expect([await editAsNobody(), await read()]).toEqual([['files/foreign-owner'], OLD]);
    },
  );
});
