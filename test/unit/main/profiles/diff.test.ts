import { beforeEach, describe, expect, it } from 'vitest';
import { createProfileParts, shownLines, type ProfileParts } from './profile-parts.ts';

let parts: ProfileParts;
beforeEach(async () => {
  parts = await createProfileParts();
});

describe('what a switch would write', () => {
  it('is shown as it would be written, with keys that nobody can use', async () => {
    await parts.give(parts.credentialsFile, '[me]\nx = 1\n');
    const { files, owned, failure } = await parts.profiles.diff('dev');
    expect(files.map(({ path }) => path)).toEqual([parts.configFile, parts.credentialsFile]);
    expect(shownLines(files[0]!)).toEqual(['+[profile dev]', '+region = us-east-1']);
    expect(shownLines(files[1]!)).toEqual([
      ' [me]',
      ' x = 1',
      '+',
      '+[dev]',
      '+aws_access_key_id = ASIA…XXXX',
      '+aws_secret_access_key = ••••',
      '+aws_session_token = ••••',
    ]);
    expect([owned, failure]).toEqual([[], null]);
    expect(await parts.read(parts.credentialsFile)).toBe('[me]\nx = 1\n');
    expect(await parts.backups.list()).toEqual([]);
  });

  it('is nothing while the session is live and delivered', async () => {
    await parts.switchTo('dev');
    const { files, owned } = await parts.profiles.diff('dev');
    expect(files).toEqual([]);
    expect(owned).toEqual([
      { profile: 'dev', path: parts.credentialsFile, standing: 'as-written', line: 1 },
      { profile: 'dev', path: parts.configFile, standing: 'as-written', line: 1 },
    ]);
  });

  it('is shown against what somebody else made of our section, before one decides', async () => {
    await parts.switchTo('dev');
    const text = await parts.read(parts.credentialsFile);
    await parts.give(
      parts.credentialsFile,
      text!.replace('aws_session_token', 'cli_pager = less\naws_session_token'),
    );
    const { files, owned, failure } = await parts.profiles.diff('dev');
    expect(failure).toMatchObject({
      code: 'files/changed-elsewhere',
      facts: { profile: 'dev', line: 1 },
    });
    expect(owned[0]).toMatchObject({ standing: 'changed', line: 1 });
    expect(files.map(shownLines)).toEqual([
      [
        ' [dev]',
        ' aws_access_key_id = ASIA…MPLE',
        ' aws_secret_access_key = ••••',
        '-cli_pager = less',
        ' aws_session_token = ••••',
      ],
    ]);
  });

  it('is nothing where the profile is not ours, and says so', async () => {
    await parts.give(parts.credentialsFile, '[dev]\naws_access_key_id = AKIATHEIRS\n');
    const { files, failure } = await parts.profiles.diff('dev');
    expect([files, failure?.code]).toEqual([[], 'files/profile-taken']);
  });

  it('of nobody is refused', async () => {
    await expect(parts.profiles.diff('nobody')).rejects.toMatchObject({ code: 'input/unknown' });
  });
});

describe('what has changed', () => {
  it('is nothing before Latchkey has written', async () => {
    await parts.give(parts.credentialsFile, '[me]\nx = 1\n');
    expect(await parts.profiles.diff(null)).toEqual({ files: [], owned: [], failure: null });
  });

  it('is everything since the backup of each file, ours and others’', async () => {
    await parts.give(parts.credentialsFile, '[me]\nx = 1\n');
    await parts.switchTo('dev');
    await parts.give(
      parts.credentialsFile,
      (await parts.read(parts.credentialsFile))!.replace('x = 1', 'x = 2'),
    );
    const { files } = await parts.profiles.diff(null);
    expect(files.map(shownLines)).toEqual([
      [
        ' [me]',
        '-x = 1',
        '+x = 2',
        '+',
        '+[dev]',
        '+aws_access_key_id = ASIA…MPLE',
        '+aws_secret_access_key = ••••',
        '+aws_session_token = ••••',
      ],
      ['+[profile dev]', '+region = us-east-1'],
    ]);
  });

  it('names what of ours has gone', async () => {
    await parts.switchTo('dev');
    await parts.give(parts.credentialsFile, '[me]\n');
    expect((await parts.profiles.diff(null)).owned[0]).toEqual({
      profile: 'dev',
      path: parts.credentialsFile,
      standing: 'gone',
      line: null,
    });
  });
});
