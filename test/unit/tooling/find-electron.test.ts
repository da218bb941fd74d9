import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findElectron } from '#scripts/find-electron.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latchkey-electron-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function put(file: string, text = ''): Promise<string> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
  return target;
}

test('an Electron that was never downloaded is not found', () => {
  expect(findElectron({}, folder)).toBeNull();
});

test('a downloaded Electron is found where its package says', async () => {
  await put('path.txt', 'bin/electron-here');
  const executable = await put('dist/bin/electron-here');
  expect(findElectron({}, folder)).toBe(executable);
});

test('a download that was removed again is not found', async () => {
  await put('path.txt', 'electron');
  expect(findElectron({}, folder)).toBeNull();
});

test('an Electron elsewhere is found by ELECTRON_OVERRIDE_DIST_PATH', async () => {
  await put('path.txt', 'electron-here');
  const executable = await put('elsewhere/electron-here');
  const environment = { ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'elsewhere') };
  expect(findElectron(environment, folder)).toBe(executable);
});
