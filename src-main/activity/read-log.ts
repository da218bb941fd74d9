import { stat } from 'node:fs/promises';
import {
  type ActivityCheck,
  type ActivityEntry,
  activityEntry,
} from '#shared/contract/activity.ts';
import type { Clock } from '../platform/clock.ts';
import { type ActivityPlaces, readIfThere, withActivityLock } from './activity-file.ts';
import { type Head, splitLine } from './chain.ts';
import { type ChainEntry, type ChainReading, readChain, UNREAD } from './read-chain.ts';
import type { Seals } from './seal.ts';

/** What was read of the log, and how far it can be believed. */
export interface LogReading {
  /** The oldest first. Of `more`, those that were written since. */
  readonly entries: readonly ActivityEntry[];
  readonly check: Omit<ActivityCheck, 'failure'>;
  /** Reads what was written since; all of it again where the log was cut, or replaced. */
  more(): Promise<LogReading>;
}

/** Reads the log and holds it against its seal. Apart from writing it, since the schemas take their room (G8). */
export function readLog(deps: ReadDeps): Promise<LogReading> {
  return readOn(deps, BEGINNING);
}

interface ReadDeps {
  readonly places: ActivityPlaces;
  readonly seals: Seals;
  readonly clock: Clock;
}

interface Progress {
  readonly reading: ChainReading;
  readonly bytes: number;
  readonly inode: number | null;
  /** What was sealed and found. */
  readonly sealed: Head | null;
}
const BEGINNING: Progress = { reading: UNREAD, bytes: 0, inode: null, sealed: null };

async function readOn(
  deps: ReadDeps,
  progress: Progress,
  isUndisturbed = false,
): Promise<LogReading> {
  const { places, seals } = deps;
  // First the seal: what is written meanwhile is sealed later.
  const sealed = await readIfThere(places.activitySealFile);
  const inode = await inodeOf(places.activityFile);
  const text = (await readIfThere(places.activityFile)) ?? '';
  const isSame = inode === progress.inode && text.length >= progress.bytes;
  const before = isSame ? progress : BEGINNING;
  const { whole, isTorn, bytes } = wholeLines(text.slice(before.bytes));
  // Perhaps somebody is just writing it.
  if (isTorn && !isUndisturbed)
    return withActivityLock(deps, () => readOn(deps, progress, true)).catch(() =>
      readOn(deps, progress, true),
    );
  const { entries, reading } = readChain(whole, before.reading);
  const knownBefore = progress.reading.head.n;
  const seal = sealOf({ sealed, seals, entries, reading, found: before.sealed });
  const next: Progress = {
    reading,
    bytes: before.bytes + bytes,
    inode,
    sealed: seal.found,
  };
  return {
    entries: entries.filter(({ n }) => n > knownBefore).map(entryOf),
    check: {
      brokenAt: reading.brokenAt,
      torn: reading.tornCount + (isTorn || reading.torn !== '' ? 1 : 0),
      seal: seal.state,
      dropped: reading.start?.after.n ?? 0,
    },
    more: () => readOn(deps, next),
  };
}

/** All but what follows the last line's end; with it, where only its end is missing. */
function wholeLines(text: string) {
  const end = text.lastIndexOf('\n') + 1;
  const rest = text.slice(end);
  const whole = text.slice(0, end);
  if (rest === '') return { whole, isTorn: false, bytes: end };
  const isEntry = splitLine(rest) !== null;
  return {
    whole: isEntry ? `${text}\n` : whole,
    isTorn: true,
    bytes: isEntry ? text.length + 1 : end,
  };
}

function sealOf(asked: {
  readonly sealed: string | null;
  readonly seals: Seals;
  readonly entries: readonly ChainEntry[];
  readonly reading: ChainReading;
  readonly found: Head | null;
}): { readonly state: ActivityCheck['seal']; readonly found: Head | null } {
  const { sealed, seals, reading, found } = asked;
  if (sealed === null) {
    return { state: reading.start === null ? 'none' : 'lost', found: null };
  }
  const head = seals.open(sealed, 'head');
  if (head === 'closed') return { state: 'unchecked', found };
  if (head === null || !isStartOurs(reading, seals)) return { state: 'lost', found: null };
  const isIt = (other: Head | null) => other?.n === head.n && other.hash === head.hash;
  const isThere = isIt(found) || asked.entries.some(isIt) || isIt(reading.start?.after ?? null);
  return isThere ? { state: 'fits', found: head } : { state: 'lost', found: null };
}

function isStartOurs({ start }: ChainReading, seals: Seals): boolean {
  if (start === null) return true;
  const sealed = start.seal === null ? null : seals.open(start.seal, 'start');
  if (sealed === null || sealed === 'closed') return false;
  return sealed.n === start.after.n && sealed.hash === start.after.hash;
}

function entryOf({ n, body }: ChainEntry): ActivityEntry {
  const { n: _, at, ...fact } = body;
  const { data } = activityEntry.safeParse({ n, at, fact });
  if (data !== undefined) return data;
  const isTime = activityEntry.shape.at.safeParse(at).success;
  return { n, at: isTime ? String(at) : '1970-01-01T00:00:00Z', fact: null };
}

async function inodeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ ino }) => ino,
    () => null,
  );
}
