import { readdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { isProcessAlive } from './process-alive.ts';

/** Names a file that is to live for one step of this process only; should it die there, the next one knows whose it was. */
export function passingName(filePath: string, id: string): string {
  return `${filePath}.${process.pid}.${id}`;
}

const PASSING = /\.(\d+)\.[0-9a-f]{12}(\.tmp)?$/;

/**
 * Removes what processes of ours that died have left in a folder of ours, under a `passingName`: the
 * first time in a process, for that is when somebody has died. What cannot be removed stays.
 */
export async function sweepDead(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = PASSING.exec(name)?.[1];
    if (pid !== undefined && !isProcessAlive(Number(pid)))
      await unlink(path.join(folder, name)).catch(() => {});
  }
}

const swept = new Set<string>();
