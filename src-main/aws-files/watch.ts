import { watch, type FSWatcher } from 'node:fs';
import { lstat, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { monotonicMs } from '../platform/clock.ts';

export interface FileWatch {
  close(): void;
}

/** What follows one write arrives together; a steady stream of writes is told of now and then. */
const SETTLE_MS = 60;
const LONGEST_WAIT_MS = 400;

/**
 * Calls `onChange` soon after one of the files may have changed: written, replaced, removed, made, also
 * behind links and where its folder is not there yet. The system tells; nothing is asked while nothing
 * happens. Folders that cannot be watched are left out.
 */
export function watchFiles(files: readonly string[], onChange: () => void): FileWatch {
  const watchers = new Map<string, FSWatcher>();
  let isClosed = false;
  let settle: NodeJS.Timeout | null = null;
  let firstAtMs = 0;

  const tell = async () => {
    settle = null;
    firstAtMs = 0;
    await follow();
    if (!isClosed) onChange();
  };
  const soon = () => {
    if (isClosed) return;
    const now = monotonicMs();
    if (settle !== null) clearTimeout(settle);
    else firstAtMs = now;
    settle = setTimeout(
      () => void tell(),
      Math.max(0, Math.min(SETTLE_MS, firstAtMs + LONGEST_WAIT_MS - now)),
    );
    settle.unref();
  };

  const drop = (key: string) => {
    watchers.get(key)?.close();
    watchers.delete(key);
  };
  /** Watches the folders where these files and the links to them stand now. */
  const follow = async () => {
    const wanted = new Map<string, Place>();
    for (const file of files) for (const place of await placesOf(file)) merge(wanted, place);
    if (isClosed) return;
    for (const key of watchers.keys()) if (!wanted.has(key)) drop(key);
    for (const [key, { folder, names }] of wanted) {
      if (watchers.has(key)) continue;
      try {
        const watcher = watch(folder, { persistent: false }, (_, name) => {
          if (name === null || names.has(name)) soon();
        });
        watcher.on('error', () => {
          drop(key);
          soon();
        });
        watchers.set(key, watcher);
      } catch {
        // No more watches to be had, or a file system without them: the next snapshot looks itself.
      }
    }
  };

  // What changes while the first watches are being set up is told of as well.
  void follow().then(() => soon());
  return {
    close() {
      isClosed = true;
      if (settle !== null) clearTimeout(settle);
      for (const key of watchers.keys()) drop(key);
    },
  };
}

interface Place {
  readonly folder: string;
  readonly inode: string;
  readonly names: Set<string>;
}

/** The key says what the watch is for, so that one whose folder was replaced is made anew. */
function merge(places: Map<string, Place>, place: Place): void {
  const key = [place.folder, place.inode, ...[...place.names].toSorted()].join('\0');
  places.set(key, place);
}

const MOST_LINKS = 40;

/** Where something has to happen for this file to change: the file itself, each link on the way, the first folder that is there. */
async function placesOf(file: string): Promise<Place[]> {
  const places: Place[] = [];
  let current = path.resolve(file);
  for (let steps = 0; steps < MOST_LINKS; steps++) {
    const folder = path.dirname(current);
    const inode = await inodeOf(folder);
    if (inode === null) {
      if (folder === current) return places;
      // Not there yet: what is above it tells when it comes.
      current = folder;
      continue;
    }
    places.push({ folder, inode, names: new Set([path.basename(current)]) });
    const link = await linkAt(current);
    if (link !== null) {
      current = path.resolve(folder, link);
      continue;
    }
    if (places.length === 1 && (await linkAt(folder)) !== null) {
      const parent = path.dirname(folder);
      places.push({
        folder: parent,
        inode: (await inodeOf(parent)) ?? '',
        names: new Set([path.basename(folder)]),
      });
    }
    return places;
  }
  return places;
}

async function inodeOf(folder: string): Promise<string | null> {
  const stats = await stat(folder).catch(() => null);
  return stats === null || !stats.isDirectory() ? null : `${stats.dev}:${stats.ino}`;
}

async function linkAt(file: string): Promise<string | null> {
  const stats = await lstat(file).catch(() => null);
  return stats?.isSymbolicLink() === true ? readlink(file).catch(() => null) : null;
}
