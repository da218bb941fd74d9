import { chmod, stat } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeOf, createProfileParts, shownLines, type ProfileParts } from './profile-parts.ts';

let parts: ProfileParts;
beforeEach(async () => {
  parts = await createProfileParts();
});

async function lint(rule: string) {
  const { lints } = await parts.profiles.lints();
  const found = lints.find((candidate) => candidate.rule === rule);
  if (found === undefined)
    throw new Error(`no ${rule} among ${lints.map(({ id }) => id).join(', ')}`);
  return found;
}

describe('what is odd in the AWS files', () => {
  it('is listed with its line, what it means and a preview of the fix', async () => {
    await parts.give(parts.configFile, '[profile a]\nRegion = x\n\n[profile b\n');
    const { lints, failures } = await parts.profiles.lints();
    expect(failures).toEqual([]);
    expect(lints.map(({ id, path, line, blocks }) => ({ id, path, line, blocks }))).toEqual([
      { id: 'config:key-case:2', path: parts.configFile, line: 2, blocks: 'nothing' },
      { id: 'config:header-unterminated:4', path: parts.configFile, line: 4, blocks: 'file' },
    ]);
    expect(shownLines(lints[0]!.fix!.diff)).toEqual([
      ' [profile a]',
      '-Region = x',
      '+region = x',
      ' ',
      ' [profile b',
    ]);
    expect(lints[1]!.fix).toBeNull();
  });

  it('is mended exactly as previewed, with a backup, and can be undone', async () => {
    const before = '\ufeff[default]\r\nregion = x # home\r\n';
    await parts.give(parts.configFile, before);
    const { id, fix } = await lint('bom');
    await parts.profiles.fixLint({ id, hash: fix!.hash });
    expect(await parts.read(parts.configFile)).toBe('[default]\r\nregion = x # home\r\n');
    expect((await parts.profiles.backups()).map(({ why }) => why)).toEqual(['fix bom']);
    const comment = await lint('inline-comment');
    await parts.profiles.fixLint({ id: comment.id, hash: comment.fix!.hash });
    expect(await parts.read(parts.configFile)).toBe('[default]\r\n# home\r\nregion = x\r\n');
    await parts.profiles.undo({});
    await parts.profiles.undo({ backup: (await parts.profiles.backups()).at(-1)!.id });
    expect(await parts.read(parts.configFile)).toBe(before);
  });

  it('is left when the file has changed since the preview, or has none such', async () => {
    await parts.give(parts.configFile, '[profile a]\nRegion = x\n');
    const { id, fix } = await lint('key-case');
    await parts.give(parts.configFile, '[profile a]\nRegion = y\n');
    expect(await codeOf(parts.profiles.fixLint({ id, hash: fix!.hash }))).toBe(
      'files/changed-since-preview',
    );
    expect(await codeOf(parts.profiles.fixLint({ id: 'config:bom:1', hash: 'x' }))).toBe(
      'files/changed-since-preview',
    );
    expect(await parts.read(parts.configFile)).toBe('[profile a]\nRegion = y\n');
    expect(await parts.backups.list()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')(
    'counts rights of other users, and takes them away without touching the content',
    async () => {
      await parts.give(parts.credentialsFile, '[me]\nx = 1\n');
      await chmod(parts.credentialsFile, 0o644);
      const { id, fix } = await lint('mode-too-wide');
      expect(fix).toMatchObject({
        does: 'Takes the rights of other users away: mode 0644 becomes 0600.',
        diff: { lines: [] },
      });
      await parts.profiles.fixLint({ id, hash: fix!.hash });
      expect((await stat(parts.credentialsFile)).mode & 0o777).toBe(0o600);
      expect(await parts.read(parts.credentialsFile)).toBe('[me]\nx = 1\n');
      expect((await parts.profiles.lints()).lints).toEqual([]);
    },
  );

  it('counts sessions of other tools that are over, and never one of ours', async () => {
    await parts.switchTo('dev');
    const session =
      '[saml]\naws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\nx_security_token_expires = 2020-01-01T00:00:00Z\n';
    await parts.give(parts.credentialsFile, `${await parts.read(parts.credentialsFile)}${session}`);
    const { id, fix } = await lint('expired-session');
    expect(shownLines(fix!.diff).join('\n')).not.toContain('aws_secret_access_key = s');
    await parts.profiles.fixLint({ id, hash: fix!.hash });
    expect(await parts.read(parts.credentialsFile)).not.toContain('saml');
    expect((await parts.profiles.diff(null)).owned.map(({ standing }) => standing)).toEqual([
      'as-written',
      'as-written',
    ]);
  });

  it('of one file is shown although the other cannot be read', async () => {
    await parts.give(parts.configFile, '[profile a]\nRegion = x\n');
    await parts.give(parts.credentialsFile, '[me]\n');
    await chmod(parts.credentialsFile, 0o602);
    const { lints, failures } = await parts.profiles.lints();
    expect([lints.map(({ rule }) => rule), failures.map(({ code }) => code)]).toEqual([
      ['key-case'],
      ['files/world-writable'],
    ]);
  });

  it('stays answerable for very many: the first ones have a preview', async () => {
    await parts.give(
      parts.configFile,
      Array.from({ length: 300 }, (_, index) => `[profile p${index}]\nRegion = x\n`).join(''),
    );
    const { lints } = await parts.profiles.lints();
    expect(lints).toHaveLength(300);
    expect(lints.filter(({ fix }) => fix !== null)).toHaveLength(40);
  });
});
