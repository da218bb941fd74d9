import { chmod, symlink, rename } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createProfileParts, type ProfileParts } from './profile-parts.ts';

let parts: ProfileParts;
beforeEach(async () => {
  parts = await createProfileParts();
});

const view = async () => {
  await parts.files.refresh();
  const [credentials, config] = parts.files.view();
  return { credentials: credentials!, config: config! };
};
const disturbance = (profile: string) =>
  parts.files.disturbanceOf({ profile, path: parts.credentialsFile })?.code ?? null;

describe('the AWS files in the window', () => {
  it('are shown whether they are there or not', async () => {
    await parts.give(parts.configFile, '[profile a]\nRegion = x\nOutput = y\n');
    const { credentials, config } = await view();
    expect(credentials).toMatchObject({
      kind: 'credentials',
      exists: false,
      changedAt: null,
      lintCount: 0,
      failure: null,
    });
    expect(config).toMatchObject({
      kind: 'config',
      path: parts.configFile,
      exists: true,
      lintCount: 2,
      restorable: null,
    });
    expect(config.changedAt).toMatch(/^\d{4}-.*Z$/);
  });

  it('have another revision with other content, and the same one with the same', async () => {
    await parts.give(parts.configFile, '[profile a]\n');
    const first = await view();
    expect((await view()).config.revision).toBe(first.config.revision);
    await parts.give(parts.configFile, '[profile b]\n');
    const second = await view();
    expect(second.config.revision).not.toBe(first.config.revision);
    expect(second.credentials.revision).toBe(first.credentials.revision);
  });

  it('are followed through links', async () => {
    await parts.give(`${parts.home}/real`, '[profile a]\n');
    await symlink(`${parts.home}/real`, parts.configFile);
    const first = await view();
    await parts.give(`${parts.home}/next`, '[profile a]\nRegion = x\n');
    await rename(`${parts.home}/next`, `${parts.home}/real`);
    expect((await view()).config).toMatchObject({ lintCount: 1 });
    expect(first.config.lintCount).toBe(0);
  });

  it('say why one cannot be read, next to the other', async () => {
    await parts.give(parts.configFile, '[profile a]\n');
    await chmod(parts.configFile, 0o602);
    const { credentials, config } = await view();
    expect([credentials.failure, config.failure?.code]).toEqual([null, 'files/world-writable']);
  });

  it('tell what somebody did to a delivered profile, until it is written again', async () => {
    await parts.switchTo('dev');
    await view();
    expect(disturbance('dev')).toBeNull();
    await parts.give(parts.credentialsFile, '[other]\n');
    await view();
    expect(disturbance('dev')).toBe('files/section-gone');
    await parts.switchTo('dev');
    parts.files.settle('dev');
    expect(disturbance('dev')).toBeNull();
    await parts.give(
      parts.credentialsFile,
      (await parts.read(parts.credentialsFile))!.replace('[dev]', '[dev]\nregion = x'),
    );
    await view();
    expect([disturbance('dev'), disturbance('other')]).toEqual(['files/changed-elsewhere', null]);
  });

  it('offer nothing to restore for an empty file that never held anything of worth', async () => {
    await parts.switchTo('dev');
    await parts.give(parts.credentialsFile, '');
    expect((await view()).credentials.restorable).toBeNull();
  });
});
