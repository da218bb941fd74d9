import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const project = path.resolve(import.meta.dirname, '../..');
const built = path.join(project, 'out/main/latchkey.cjs');

/** What Node runs as `latchkey`: the built command where there is one; else the sources, which start slower. */
export const COMMAND: readonly string[] = existsSync(built)
  ? [built]
  : [
      '--import',
      path.join(project, 'node_modules/tsx/dist/loader.mjs'),
      path.join(project, 'src-main/cli.ts'),
    ];

/** Whether the window's files are there for browser mode to serve. */
export const IS_WINDOW_BUILT = existsSync(path.join(project, 'out/renderer/index.html'));

export async function endOf(child: ChildProcess) {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, out, err };
}

export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`It ended with ${code} before it said anything.`)),
    );
  });
}
