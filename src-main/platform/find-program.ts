import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from './home.ts';

/**
 * The full path of a program as a shell would find it from `folder`; null where it is not there. The app
 * is started with another PATH than the terminal, so who sets a command finds its program once, for good.
 */
export async function findProgram(
  name: string,
  { environment, folder }: { readonly environment: Environment; readonly folder: string },
): Promise<string | null> {
  const isWindows = process.platform === 'win32';
  const hasFolder = name.includes('/') || (isWindows && name.includes('\\'));
  const folders = hasFolder
    ? [folder]
    : pathOf(environment).filter((place) => path.isAbsolute(place));
  for (const place of folders) {
    for (const ending of isWindows ? ['', '.exe', '.com'] : ['']) {
      const found = path.resolve(place, `${name}${ending}`);
      if (await isProgram(found)) return found;
    }
  }
  return null;
}

function pathOf(environment: Environment): readonly string[] {
  return (environment['PATH'] ?? environment['Path'] ?? '').split(path.delimiter);
}

async function isProgram(filePath: string): Promise<boolean> {
  try {
    await access(filePath, constants.X_OK);
    return (await stat(filePath)).isFile();
  } catch {
    return false;
  }
}
