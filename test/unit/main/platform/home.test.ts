import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPlaces } from '#main/platform/home.ts';

describe('where things are', () => {
  it('follows LATCHKEY_HOME with everything of ours', () => {
    const places = findPlaces({ HOME: '/home/dana', LATCHKEY_HOME: '/tmp/lk' });
    const { home, stateFile, sealedFile, vaultFile, mfaFolder, lockFolder, logFile, socket } =
      places;
    for (const place of [
      stateFile,
      sealedFile,
      vaultFile,
      mfaFolder,
      lockFolder,
      logFile,
      socket,
    ]) {
      expect(path.dirname(place).startsWith(home)).toBe(true);
    }
  });

  it.skipIf(process.platform !== 'linux')('keeps its own where Linux keeps data', () => {
    const user = { HOME: '/home/dana', XDG_DATA_HOME: '' };
    expect(findPlaces(user).home).toBe('/home/dana/.local/share/latchkey');
    expect(findPlaces({ ...user, XDG_DATA_HOME: '/data' }).home).toBe('/data/latchkey');
  });

  it('finds the AWS files as the SDKs do', () => {
    expect(findPlaces({ HOME: '/home/dana' })).toMatchObject({
      credentialsFile: '/home/dana/.aws/credentials',
      configFile: '/home/dana/.aws/config',
    });
    expect(
      findPlaces({
        HOME: '/home/dana',
        AWS_CONFIG_FILE: '~/work/config',
        AWS_SHARED_CREDENTIALS_FILE: '/etc/aws/creds',
      }),
    ).toMatchObject({ credentialsFile: '/etc/aws/creds', configFile: '/home/dana/work/config' });
  });

  it('keeps the socket’s path short enough for the system, whatever the home', () => {
    const home = `/tmp/${'a'.repeat(200)}`;
    const { socket } = findPlaces({ HOME: '/home/dana', LATCHKEY_HOME: home });
    expect(Buffer.byteLength(socket)).toBeLessThan(104);
    expect(socket.startsWith(os.tmpdir())).toBe(true);
    expect(findPlaces({ HOME: '/home/dana', LATCHKEY_HOME: `${home}b` }).socket).not.toBe(socket);
  });
});
