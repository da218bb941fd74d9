import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Electron's own executable, where it has been downloaded; null where not. Electron 45 fetches it on first use only. */
export function findElectron(
  environment = process.env,
  packageFolder = path.resolve(import.meta.dirname, '../node_modules/electron'),
) {
  const distFolder = environment.ELECTRON_OVERRIDE_DIST_PATH || path.join(packageFolder, 'dist');
  const executable = path.join(distFolder, nameIn(packageFolder));
  return existsSync(executable) ? executable : null;
}

/** `path.txt` is written by Electron's download; without it the platform tells. */
function nameIn(packageFolder) {
  const pathFile = path.join(packageFolder, 'path.txt');
  if (existsSync(pathFile)) return readFileSync(pathFile, 'utf8');
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
