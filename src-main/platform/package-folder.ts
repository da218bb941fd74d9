import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder that holds our package.json: from a source file, from a built chunk, and inside a packaged app. */
export function findPackageFolder(from = import.meta.dirname): string {
  const parent = path.dirname(from);
  if (parent === from || existsSync(path.join(from, 'package.json'))) return from;
  return findPackageFolder(parent);
}

export function readVersion(packageFolder: string): string {
  const text = readFileSync(path.join(packageFolder, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
