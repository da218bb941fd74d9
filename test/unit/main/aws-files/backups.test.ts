import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackups, type Backups } from '#main/aws-files/backups.ts';
import { parse } from '#main/aws-files/document.ts';
import { isAppError } from '#shared/errors.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';
import { anyBytes } from './ini-texts.ts';

const FILE = '/home/dana/.aws/credentials';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const KEYS = `[me]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}\n`;

let home: string;
let vault: ReturnType<typeof createMemoryVault>;
let clock: ReturnType<typeof createFakeClock>;
let backups: Backups;
let ids = 0;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-backups-'));
  vault = createMemoryVault();
  clock = createFakeClock();
  backups = open();
});
afterEach(() => rm(home, { recursive: true, force: true }));

const folder = () => path.join(home, 'backups');

/** What begins with "ours:" is ours in these tests. */
function open(): Backups {
  return createBackups({
    folder: folder(),
    clock,
    sealer: vault.sealer,
    randomId: () => `change${ids++}`,
    ownPartOf: ({ bytes }) => {
      const lines = Buffer.from(bytes)
        .toString('latin1')
        .split(/(?<=\n)/);
      const owned = lines
        .filter((line) => line.startsWith('ours:'))
        .map((line) => ({ section: line.trim(), hash: 'h' }));
      return {
        owned,
        outside: Buffer.from(lines.filter((line) => !line.startsWith('ours:')).join(''), 'latin1'),
      };
    },
  });
}

async function change(
  before: string | Uint8Array | null,
  after: string,
  { why = 'switch dev', always = false, file = FILE, change = backups.start({ why, always }) } = {},
) {
  await clock.advance(1000);
  await change.beforeReplace({
    path: file,
    before: Buffer.from(before ?? ''),
    document: parse(Buffer.from(before ?? ''), { path: file, kind: 'credentials' }),
    after: Buffer.from(after),
    mode: before === null ? null : 0o600,
  });
  return change;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

const content = async (index = 0) => {
  const read = await backups.read((await backups.list())[index]!.files[0]!);
  return read === null ? null : Buffer.from(read).toString('latin1');
};

describe('a backup', () => {
  it('has every byte of the file, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(anyBytes, fc.boolean()), async ([bytes, withSecret]) => {
        const before = Buffer.concat([bytes, Buffer.from(withSecret ? `\n${KEYS}` : '')]);
        await change(before, 'x', { always: true });
        expect(await content()).toBe(before.toString('latin1'));
        expect(vault.view().state).toBe('unlocked');
      }),
      { numRuns: 150 },
    );
  });

  it('rests with its secrets encrypted, and the rest readable', async () => {
    await change(KEYS, `${KEYS}ours: dev\n`);
    const [name] = await readdir(folder());
    const text = await readFile(path.join(folder(), name!), 'utf8');
    expect(text).toContain(
      '[me]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ********\n',
    );
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(Buffer.from(SECRET).toString('base64'));
    expect(await content()).toBe(KEYS);
  });

  it('is for nobody else to read', async () => {
    await change(KEYS, 'x');
    const [name] = await readdir(folder());
    expect((await stat(folder())).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(folder(), name!))).mode & 0o777).toBe(0o600);
  });

  it('says when, why, and whether there was a file at all', async () => {
    await change(null, 'ours: dev\n', { why: 'switch dev' });
    expect(await backups.list()).toMatchObject([
      {
        why: 'switch dev',
        takenAtMs: clock.now(),
        files: [{ path: FILE, existed: false, mode: null }],
      },
    ]);
    expect(await content()).toBeNull();
  });

  it('is made once for ten switches, so that the user’s own file is not pushed out', async () => {
    await change(KEYS, `${KEYS}ours: dev\n`);
    for (let count = 0; count < 10; count++)
      await change(`${KEYS}ours: dev ${count}\n`, `${KEYS}ours: dev ${count + 1}\n`);
    expect(await backups.list()).toHaveLength(1);
    await change(`${KEYS}region = x\nours: dev 10\n`, 'y');
    expect(await backups.list()).toHaveLength(2);
  });

  it('is always made for a change to what is not ours', async () => {
    await change(KEYS, 'x');
    await change(KEYS, 'y', { why: 'fix lint', always: true });
    expect((await backups.list()).map(({ why }) => why)).toEqual(['fix lint', 'switch dev']);
  });

  it('of one change has both files', async () => {
    const both = await change(KEYS, 'x');
    await change('[profile me]\n', 'x', { file: '/home/dana/.aws/config', change: both });
    const list = await backups.list();
    expect(list).toHaveLength(1);
    expect(list[0]!.files.map((file) => file.path).toSorted()).toEqual([
      '/home/dana/.aws/config',
      FILE,
    ]);
  });

  it('is the last one when the writer had to begin anew', async () => {
    const one = await change('[a]\n', 'x');
    await change('[a]\n[b]\n', 'x', { change: one });
    expect(await backups.list()).toHaveLength(1);
    expect(await content()).toBe('[a]\n[b]\n');
  });

  it('is one of ten for each file, and the oldest go', async () => {
    for (let count = 0; count < 13; count++) await change(`# ${count}\n`, 'x');
    await change('other\n', 'x', { file: '/home/dana/.aws/config' });
    const list = await backups.list();
    expect(list).toHaveLength(11);
    expect(await content(1)).toBe('# 12\n');
    expect(await content(10)).toBe('# 3\n');
  });

  it('takes along what a process that died had left half written', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const name = (pid: number) => `x.backup.${pid}.0123456789ab.tmp`;
    await mkdir(folder(), { recursive: true });
    for (const pid of [dead, process.pid]) await writeFile(path.join(folder(), name(pid)), 'half');
    await change(KEYS, 'x');
    const names = await readdir(folder());
    expect(names.filter((each) => each.endsWith('.tmp'))).toEqual([name(process.pid)]);
  });

  it('remembers which sections were ours', async () => {
    await change(`${KEYS}ours: dev\n`, 'x');
    expect((await backups.list())[0]!.files[0]!.owned).toEqual([
      { section: 'ours: dev', hash: 'h' },
    ]);
  });
});

describe('where no backup is possible', () => {
  it('nothing may be written while the vault is locked, unless the file has no secrets', async () => {
    vault.lock();
    expect(await codeOf(change(KEYS, 'x'))).toBe('vault/locked');
    expect(await codeOf(change('[default]\nregion = x\n', 'x'))).toBe('no error');
    expect(await content()).toBe('[default]\nregion = x\n');
  });

  it('nothing may be written, and the error names our folder’s trouble', async () => {
    await writeFile(folder(), 'in the way');
    const error: unknown = await change(KEYS, 'x').catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'files/backup-failed',
      facts: { path: FILE, reason: expect.stringMatching(/^E/) as string },
    });
  });

  it.skipIf(process.getuid?.() === 0)(
    'nothing may be written into a read-only folder (needs another user than root)',
    async () => {
      await chmod(home, 0o500);
      expect(await codeOf(change(KEYS, 'x'))).toBe('files/backup-failed');
      await chmod(home, 0o700);
    },
  );
});

describe('a backup that cannot be used', () => {
  async function damaged(edit: (text: string) => string): Promise<string> {
    await change(KEYS, 'x');
    const [file] = (await backups.list())[0]!.files;
    const text = await readFile(file!.backupPath, 'latin1');
    await writeFile(file!.backupPath, edit(text), 'latin1');
    return codeOf(backups.read(file!));
  }

  it('is refused when it was cut off, or its secrets or their places were touched', async () => {
    expect(await damaged((text) => text.slice(0, -12))).toBe('files/backup-unreadable');
    expect(await damaged((text) => text.replace(/"sealed":"..../, '"sealed":"AAAA'))).toBe(
      'files/backup-unreadable',
    );
    expect(await damaged((text) => text.replace(/"holes":\[\d+\]/, '"holes":[3]'))).toBe(
      'files/backup-unreadable',
    );
    expect(await damaged((text) => text.replace(/"holes":\[\d+\]/, '"holes":[]'))).toBe(
      'files/backup-unreadable',
    );
    expect(await damaged((text) => text.replace(/\n\{"holes"[^\n]*/, '\nnothing'))).toBe(
      'files/backup-unreadable',
    );
  });

  it('is refused when it is of another vault', async () => {
    await change(KEYS, 'x');
    const [file] = (await backups.list())[0]!.files;
    vault = createMemoryVault();
    expect(await codeOf(open().read(file!))).toBe('files/backup-unreadable');
  });

  it('is not offered, and does not stand in the way of the others', async () => {
    await change(KEYS, 'x');
    await change('[b]\n', 'x');
    const names = (await readdir(folder())).toSorted();
    await writeFile(path.join(folder(), names[0]!), '{"version":2}\n');
    await writeFile(path.join(folder(), 'note.txt'), 'hello');
    expect(await backups.list()).toHaveLength(1);
    expect(await content()).toBe('[b]\n');
  });
});
