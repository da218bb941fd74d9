import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';

const project = path.resolve(import.meta.dirname, '../../..');

/** What a Latchkey that serves has loaded before anybody asks it for anything: files of ours, and packages. */
let loaded: ReadonlySet<string>;

beforeAll(async () => {
  loaded = await loadedWith('src-main/cli/run-serve.ts');
});

it('holds the subjects at rest, joined', () => {
  expect(loaded).toContain('src-main/compose.ts');
});

it.each([
  'src-main/api/router.ts',
  'src-main/state/read-state.ts',
  'src-shared/contract/contract.ts',
  'src-shared/contract/procedure.ts',
  'src-shared/contract/things.ts',
  '@orpc/contract',
  '@orpc/server',
  '@orpc/server/node',
])('holds nothing of %s at rest, which takes memory', (module) => {
  expect(loaded).not.toContain(module);
});

/** The file and all it imports at its start. What is imported as a type is not there any more when it runs. */
async function loadedWith(start: string): Promise<ReadonlySet<string>> {
  const found = new Set([start]);
  for (const file of found) {
    if (!file.startsWith('src-')) continue;
    const text = await readFile(path.join(project, file), 'utf8');
    for (const [, module] of text.matchAll(IMPORT)) found.add(resolve(file, module!));
  }
  return found;
}

const IMPORT = /^import (?!type )(?:[^;']*? from )?'([^']+)';/gm;

function resolve(file: string, module: string): string {
  if (module.startsWith('.')) return path.posix.join(path.posix.dirname(file), module);
  return module.replace(/^#(shared|main)\//, 'src-$1/');
}
