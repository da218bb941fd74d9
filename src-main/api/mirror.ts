import type { Changed } from '#shared/contract/events.ts';
import type { Snapshot } from '#shared/contract/things.ts';
import type { View } from './snapshot.ts';

/** The view that all windows mirror: one snapshot, then what changed, counted by revision. */
export interface Mirror {
  snapshot(): Pick<Snapshot, 'epoch' | 'revision'> & View;
  /** Something may have changed: looks soon, once for however many calls. */
  touch(): void;
  /** Hears the view, now and after each change. */
  follow(listener: (view: View) => void): void;
  /** Every change from now on, until the signal ends it. */
  changes(signal: AbortSignal | undefined): AsyncGenerator<Changed>;
}

export function createMirror(epoch: string, look: () => View): Mirror {
  let revision = 0;
  /** Null until a window asks: of ten thousand targets the view is larger than all the rest. */
  let known: View | null = null;
  let isLookDue = false;
  const subscribers = new Set<(change: Changed) => void>();

  const lookAgain = (): View => {
    isLookDue = false;
    const next = look();
    const difference = known === null ? null : differenceOf(known, next);
    if (known !== null && difference === null) return known;
    known = next;
    if (difference !== null) {
      revision += 1;
      for (const notify of subscribers) notify({ epoch, revision, ...difference });
    }
    return known;
  };

  return {
    snapshot() {
      const view = lookAgain();
      return { epoch, revision, ...view };
    },
    touch() {
      // Without a window nobody waits for it, and whoever comes asks for a snapshot.
      if (isLookDue || subscribers.size === 0) return;
      isLookDue = true;
      setImmediate(() => {
        if (isLookDue) lookAgain();
      });
    },
    follow(listener) {
      subscribers.add(() => {
        if (known !== null) listener(known);
      });
      listener(lookAgain());
    },
    changes(signal) {
      const waiting: Changed[] = [];
      let wake = () => {};
      const notify = (change: Changed) => {
        waiting.push(change);
        wake();
      };
      known ??= look();
      // From this call on, not from the first read: the caller fetches its snapshot in between.
      subscribers.add(notify);
      const end = () => {
        subscribers.delete(notify);
        wake();
      };
      signal?.addEventListener('abort', end);
      return (async function* () {
        try {
          while (signal?.aborted !== true) {
            const next = waiting.shift();
            if (next !== undefined) yield next;
            else await new Promise<void>((resolve) => (wake = resolve));
          }
        } finally {
          subscribers.delete(notify);
          signal?.removeEventListener('abort', end);
        }
      })();
    },
  };
}

/** What has to be put and removed to get from one view to the next; null when nothing has. */
function differenceOf(before: View, after: View): Omit<Changed, 'epoch' | 'revision'> | null {
  const difference: Omit<Changed, 'epoch' | 'revision'> = {};
  for (const list of ['endpoints', 'identities', 'roles', 'targets'] as const) {
    const changes = changesOf<{ name: string }>(before[list], after[list]);
    if (changes !== null) Object.assign(difference, { [list]: changes });
  }
  if (!isSame(before.awsFiles, after.awsFiles)) difference.awsFiles = after.awsFiles;
  if (!isSame(before.needs, after.needs)) difference.needs = after.needs;
  if (!isSame(before.rotations, after.rotations)) difference.rotations = after.rotations;
  if (!isSame(before.reminders, after.reminders)) difference.reminders = after.reminders;
  if (!isSame(before.settings, after.settings)) difference.settings = after.settings;
  if (!isSame(before.habits, after.habits)) difference.habits = after.habits;
  if (!isSame(before.enrolments, after.enrolments)) difference.enrolments = after.enrolments;
  if (!isSame(before.vault, after.vault)) difference.vault = after.vault;
  if (before.clockSkewSeconds !== after.clockSkewSeconds)
    difference.clockSkewSeconds = after.clockSkewSeconds;
  return Object.keys(difference).length === 0 ? null : difference;
}

function changesOf<T extends { readonly name: string }>(before: readonly T[], after: readonly T[]) {
  if (before === after) return null;
  // Of ten thousand targets, one row has changed: mostly in the same place, and the others are the same objects.
  if (before.length === after.length && after.every(({ name }, at) => name === before[at]!.name)) {
    const put = after.filter((thing, at) => !isSame(before[at], thing));
    return put.length === 0 ? null : { put, removed: [] };
  }
  const old = new Map(before.map((thing) => [thing.name, thing]));
  const put = after.filter((thing) => !isSame(old.get(thing.name), thing));
  const kept = new Set(after.map((thing) => thing.name));
  const removed = before.filter((thing) => !kept.has(thing.name)).map((thing) => thing.name);
  return put.length === 0 && removed.length === 0 ? null : { put, removed };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
