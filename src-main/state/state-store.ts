import { readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { writeDurably } from '../platform/durable-file.ts';
import { withLock } from '../platform/lock.ts';
import { STATE_VERSION, emptyState, printState, readState, type State } from './state-document.ts';

/** The state document, shared by all our processes. Main owns the truth; everything else mirrors it. */
export interface StateStore {
  current(): State;
  /** Applies a change to the newest document, as one step among all our processes. `change` may throw; then nothing is written. */
  update(change: (state: State) => State): Promise<State>;
  /** Looks whether another process has written meanwhile. */
  refresh(): Promise<void>;
  onChange(listener: () => void): void;
}

/**
 * Opens the document, or starts an empty one in memory: nothing is written until something changes.
 * Throws `state/newer`; `state/damaged` after setting the document aside.
 */
export async function openStateStore(deps: {
  readonly stateFile: string;
  readonly lockFolder: string;
  readonly clock: Clock;
}): Promise<StateStore> {
  const { stateFile, clock } = deps;
  const lockPath = path.join(deps.lockFolder, 'state.lock');
  const listeners: (() => void)[] = [];
  let current = emptyState();
  let seen: string | null = null;

  const adopt = (next: State) => {
    if (next === current) return;
    current = next;
    for (const listener of listeners) listener();
  };

  const load = async () => {
    const mark = await fileMark(stateFile);
    // A document that vanished under us is not an order to forget: what we hold is written next time.
    if (mark === seen || mark === null) return;
    const next = await readDocument(stateFile, clock);
    seen = mark;
    adopt(next);
  };

  await load();
  return {
    current: () => current,
    refresh: load,
    update: (change) =>
      withLock(lockPath, clock, async () => {
        await load();
        const next = change(current);
        if (next !== current) {
          await writeDurably(stateFile, Buffer.from(printState(next))).catch((error: unknown) => {
            throw unusable(stateFile, error);
          });
          seen = await fileMark(stateFile);
          adopt(next);
        }
        return next;
      }),
    onChange: (listener) => void listeners.push(listener),
  };
}

/** Changes whenever the file was replaced. */
async function fileMark(filePath: string): Promise<string | null> {
  try {
    const { mtimeNs, ino, size } = await stat(filePath, { bigint: true });
    return `${mtimeNs}:${ino}:${size}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusable(filePath, error);
  }
}

function unusable(filePath: string, error: unknown): AppError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new AppError('state/unusable', { path: filePath, reason }, error);
}

async function readDocument(stateFile: string, clock: Clock): Promise<State> {
  const text = await readFile(stateFile, 'utf8').catch((error: unknown) => {
    throw unusable(stateFile, error);
  });
  const read = readState(text);
  switch (read.kind) {
    case 'state':
      return read.state;
    case 'newer':
      throw new AppError('state/newer', { path: stateFile, version: read.version, supported: STATE_VERSION });
    case 'damaged': {
      const setAside = `${stateFile}.damaged-${clock.now()}`;
      await rename(stateFile, setAside);
      throw new AppError('state/damaged', { path: stateFile, setAside });
    }
  }
}
