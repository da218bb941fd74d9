import { chmod, stat } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from '#main/aws-files/document.ts';
import { isChangedSince } from '#main/profiles/decide-undo.ts';
import type { BackupFile } from '#main/aws-files/backups.ts';
import {
  codeOf,
  createProfileParts,
  KEYS,
  shownLines,
  type ProfileParts,
} from './profile-parts.ts';

const MINE =
  '# mine\r\n[me]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n[x]\ny=1 ';

let parts: ProfileParts;
beforeEach(async () => {
  parts = await createProfileParts();
  await parts.give(parts.credentialsFile, MINE);
});

const standing = async () => [
  await parts.read(parts.credentialsFile),
  await parts.read(parts.configFile),
];

describe('undo', () => {
  it('puts both files back byte for byte, and removes the one that was not there', async () => {
    await parts.switchTo('dev');
    const { done, files, changedSince, backup } = await parts.profiles.undo({});
    expect([done, changedSince, backup.why, files.length]).toEqual([true, [], 'switch dev', 2]);
    expect(await standing()).toEqual([MINE, null]);
    expect(parts.ownership.list()).toEqual([]);
    expect(parts.book.get('dev')?.deliveredTo).toBeNull();
  });

  it('shows first what it would do', async () => {
    await parts.switchTo('dev');
    const before = await standing();
    const preview = await parts.profiles.undo({ preview: true });
    expect(preview.done).toBe(false);
    expect(shownLines(preview.files.find(({ path }) => path === parts.configFile)!)).toEqual([
      '-[profile dev]',
      '-region = us-east-1',
    ]);
    expect(await standing()).toEqual(before);
    expect(await parts.backups.list()).toHaveLength(1);
  });

  it('can be undone, and then the session counts as delivered again', async () => {
    await parts.switchTo('dev');
    const after = await standing();
    await parts.profiles.undo({});
    const { backup } = await parts.profiles.undo({});
    expect(backup.why).toBe('undo');
    expect(await standing()).toEqual(after);
    expect(parts.book.get('dev')?.deliveredTo).toEqual({
      profile: 'dev',
      path: parts.credentialsFile,
    });
    // It is ours still: stopping takes it away, and nothing else.
    await parts.delivery.withdraw('dev', false);
    expect(await standing()).toEqual([MINE, null]);
  });

  it('takes all switches back at once when nothing else has changed between them', async () => {
    for (const target of ['dev', 'alice', 'dev']) await parts.switchTo(target);
    await parts.profiles.undo({});
    expect(await standing()).toEqual([MINE, null]);
    expect(parts.ownership.list()).toEqual([]);
  });

  it('refuses where somebody else has changed the file since, until one insists', async () => {
    await parts.switchTo('dev');
    const theirs = `${await parts.read(parts.credentialsFile)}[theirs]\nz = 1\n`;
    await parts.give(parts.credentialsFile, theirs);
    expect((await parts.profiles.undo({ preview: true })).changedSince).toEqual([
      parts.credentialsFile,
    ]);
    expect(await codeOf(parts.profiles.undo({}))).toBe('files/changed-since');
    expect(await parts.read(parts.credentialsFile)).toBe(theirs);
    await parts.profiles.undo({ insist: true });
    expect(await standing()).toEqual([MINE, null]);
    await parts.profiles.undo({});
    expect(await parts.read(parts.credentialsFile)).toBe(theirs);
  });

  it('of an older change goes without asking when only Latchkey has changed the file since', async () => {
    await parts.switchTo('dev');
    const [first] = await parts.profiles.backups();
    await parts.profiles.undo({});
    await parts.profiles.undo({});
    expect((await parts.profiles.undo({ backup: first!.id })).changedSince).toEqual([]);
    expect(await standing()).toEqual([MINE, null]);
  });

  it('goes on with the sections that were ours then', async () => {
    await parts.switchTo('dev');
    await parts.give(parts.credentialsFile, `${await parts.read(parts.credentialsFile)}# note\n`);
    const withDev = await parts.read(parts.credentialsFile);
    await parts.switchTo('alice');
    await parts.profiles.undo({});
    expect(await parts.read(parts.credentialsFile)).toBe(withDev);
    expect(
      parts.ownership
        .list()
        .filter(({ path }) => path === parts.credentialsFile)
        .map(({ section }) => section),
    ).toEqual(['dev']);
    await parts.switchTo('dev', { ...KEYS, accessKeyId: 'ASIASECONDSECONDSECO' });
    expect(await parts.read(parts.credentialsFile)).toContain('ASIASECONDSECONDSECO');
  });

  it('says when there is nothing to undo, or no such backup', async () => {
    expect(await codeOf(parts.profiles.undo({}))).toBe('files/no-backup');
    await parts.switchTo('dev');
    expect(await codeOf(parts.profiles.undo({ backup: 'other' }))).toBe('files/no-backup');
  });

  it('needs the vault for the secrets that it puts back', async () => {
    await parts.switchTo('dev');
    parts.vault.lock();
    expect(await codeOf(parts.profiles.undo({}))).toBe('vault/locked');
    expect(await parts.read(parts.credentialsFile)).not.toBe(MINE);
  });

  it('never widens the rights of a file', async () => {
    await parts.switchTo('dev');
    await chmod(parts.credentialsFile, 0o600);
    await parts.profiles.undo({});
    expect((await stat(parts.credentialsFile)).mode & 0o777).toBe(0o600);
  });

  it('brings back a file that another program has emptied', async () => {
    await parts.switchTo('dev');
    await parts.give(parts.credentialsFile, '');
    await parts.files.refresh();
    const restorable = parts.files.view().find(({ kind }) => kind === 'credentials')?.restorable;
    expect(restorable).toEqual({ backup: (await parts.profiles.backups())[0]!.id });
    await parts.profiles.undo({ backup: restorable!.backup, insist: true });
    expect(await parts.read(parts.credentialsFile)).toBe(MINE);
    expect(parts.files.view()[0]?.restorable).toBeNull();
  });

  it('is offered although Latchkey has written its profile into the emptied file', async () => {
    await parts.switchTo('dev');
    await parts.give(parts.credentialsFile, '');
    await parts.switchTo('dev', { ...KEYS, accessKeyId: 'ASIASECONDSECONDSECO' });
    await parts.files.refresh();
    const restorable = parts.files.view().find(({ kind }) => kind === 'credentials')?.restorable;
    await parts.profiles.undo({ backup: restorable!.backup, insist: true });
    expect(await parts.read(parts.credentialsFile)).toBe(MINE);
  });

  it('is not offered where Latchkey itself has taken all out', async () => {
    const { beforeReplace } = parts.backups.start({ why: 'lock away 1 key', always: true });
    const file = { path: parts.credentialsFile, kind: 'credentials' } as const;
    const before = Buffer.from(MINE);
    const document = parse(before, file);
    const after = new Uint8Array();
    await beforeReplace({ path: file.path, before, document, after, mode: 0o600 });
    await parts.give(parts.credentialsFile, '');
    await parts.files.refresh();
    expect(parts.files.view()[0]?.restorable).toBeNull();
  });
});

describe('whether somebody else has changed a file since', () => {
  const entry = (number: number, outside: string, outsideAfter = outside) =>
    ({ path: 'f', number, outside, outsideAfter }) as BackupFile;

  it.each([
    ['nothing came after', [entry(1, 'a', 'b')], 'b', false],
    ['it was not written after all', [entry(1, 'a', 'b')], 'a', false],
    ['something else is there now', [entry(1, 'a', 'b')], 'c', true],
    ['only we went on', [entry(1, 'a', 'b'), entry(2, 'b', 'c')], 'c', false],
    [
      'somebody came between two changes of ours',
      [entry(1, 'a', 'b'), entry(2, 'x', 'c')],
      'c',
      true,
    ],
    [
      'another file changed',
      [entry(1, 'a', 'b'), { ...entry(2, 'x', 'y'), path: 'other' }],
      'b',
      false,
    ],
    ['an older backup does not count', [entry(1, 'a', 'b'), entry(0, 'q', 'r')], 'b', false],
  ])('%s', (_, all, now, expected) => {
    expect(isChangedSince(all[0]!, all, now)).toBe(expected);
  });
});
