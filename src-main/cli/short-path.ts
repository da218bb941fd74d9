import path from 'node:path';
import type { Environment } from '../platform/home.ts';

/** A path as people write it: the home folder is `~`. */
export function shortPath(filePath: string, environment: Environment): string {
  const home = environment['HOME'] || environment['USERPROFILE'];
  if (!home || !filePath.startsWith(home + path.sep)) return filePath;
  return `~${filePath.slice(home.length)}`;
}
