import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ActivityFact } from '#shared/contract/activity.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { instantOf } from '#shared/time.ts';
import { visibleText } from '#shared/visible-text.ts';
import type { Clock } from '../platform/clock.ts';
import { inFolder, writeAndSync, writeDurably } from '../platform/durable-file.ts';
import { withLock } from '../platform/lock.ts';
import { type Body, chainLine, startLine } from './chain.ts';
import { isCutDue, lastToDrop, textAfter } from './cut.ts';
import { readChain } from './read-chain.ts';
import { withoutRepeats } from './repeats.ts';
import type { Seals } from './seal.ts';
import { type Tail, tailOf, tailWithoutEntries } from './tail.ts';

export interface ActivityPlaces {
  readonly activityFile: string;
  /** How far the log was sealed. */
  readonly activitySealFile: string;
  readonly lockFolder: string;
}

export interface Happened {
  readonly atMs: number;
  readonly fact: ActivityFact;
}

/**
 * Puts what happened at the end of the log, among all our processes one at a time, and seals it while the vault is
 * open. What stands there is never changed; only the oldest is dropped. Throws `state/busy`, `state/unusable`.
 */
export type AppendActivity = (happened: readonly Happened[]) => Promise<void>;

/** Nobody waits for the log, and a process that ends does not wait for it long. */
const LOCK_WAIT_MS = 2000;
/** Hundreds of entries, and many more than are written at once. */
const TAIL_BYTES = 64 * 1024;
const BEGINNING_BYTES = 8 * 1024;

export function createAppendActivity(
  places: ActivityPlaces,
  deps: { readonly clock: Clock; readonly seals: Seals },
): AppendActivity {
  const { activityFile, activitySealFile } = places;
  const { clock, seals } = deps;

  /** Whether what was sealed last is still there; `none` where nothing was. */
  const sealedIs = async (ending: Ending): Promise<'there' | 'gone' | 'none' | 'closed'> => {
    const sealed = await readIfThere(activitySealFile);
    if (sealed === null) return 'none';
    const head = seals.open(sealed, 'head');
    if (head === 'closed') return 'closed';
    if (head === null) return 'gone';
    const isIn = (text: string) => text.includes(`"n":${head.n},`) && text.includes(head.hash);
    if (head.n === ending.tail.head.n)
      return head.hash === ending.tail.head.hash ? 'there' : 'gone';
    return isIn(ending.text) || isIn((await readIfThere(activityFile)) ?? '') ? 'there' : 'gone';
  };

  /** What the log has to say of itself before it goes on. */
  const remarks = async (ending: Ending): Promise<readonly ActivityFact[]> => {
    const isOpen = seals.seal(ending.tail.head, 'head') !== null;
    const sealed = await sealedIs(ending);
    if (sealed === 'gone') return [{ kind: 'log-broken' }];
    return sealed === 'none' && isOpen && ending.tail.head.n > 0 ? [{ kind: 'seal-begun' }] : [];
  };

  const write = async (bodies: readonly Body[], { head: before, torn, isEnded }: Tail) => {
    let head = before;
    let gap = torn;
    let text = isEnded ? '' : '\n';
    for (const body of bodies) {
      const next = chainLine(body, head, gap);
      text += `${next.line}\n`;
      head = next.head;
      gap = '';
    }
    const flags =
      constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
    const file = await inFolder(path.dirname(activityFile), async () =>
      openSync(activityFile, flags, 0o600),
    );
    await writeAndSync(file, Buffer.from(text, 'latin1'));
    return head;
  };

  const cut = async (nowMs: number): Promise<void> => {
    const text = (await readIfThere(activityFile)) ?? '';
    const { entries, reading } = readChain(text);
    const after = lastToDrop(entries, nowMs);
    const seal = after === null ? null : seals.seal(after, 'start');
    // Without its seal, nobody could tell that it was us.
    if (after === null || seal === null) return;
    const kept = `${startLine(after, seal)}\n${textAfter(text, after)}`;
    await writeDurably(activityFile, Buffer.from(kept, 'latin1'));
    const isMendedByCut = reading.brokenAt !== null && reading.brokenAt <= after.n;
    if (isMendedByCut) await appendTo([{ atMs: nowMs, fact: { kind: 'log-broken' } }]);
  };

  const appendTo = async (happened: readonly Happened[]): Promise<void> => {
    const ending = readEnding(activityFile);
    const facts = happened.map(({ fact }) => fact);
    const news = new Set(withoutRepeats(facts, writtenIn(ending, facts)));
    const [first] = happened;
    if (first === undefined || news.size === 0) return;
    const before = (await remarks(ending)).map((fact) => ({ atMs: first.atMs, fact }));
    const bodies = [...before, ...happened.filter(({ fact }) => news.has(fact))].map(bodyOf);
    const head = await write(bodies, ending.tail);
    const seal = seals.seal(head, 'head');
    if (seal !== null) await writeDurably(activitySealFile, Buffer.from(seal, 'latin1'));
    if (isCutDue(ending.beginning, head, clock.now())) await cut(clock.now());
  };

  return async (happened) => {
    try {
      await withActivityLock({ places, clock }, () => appendTo(happened));
    } catch (error) {
      if (isAppError(error)) throw error;
      const reason = (error as NodeJS.ErrnoException).code;
      if (reason === undefined) throw error;
      throw new AppError('state/unusable', { path: activityFile, reason }, error);
    }
  };
}

/** Throws `state/busy`, `state/unusable`. */
export function withActivityLock<T>(
  deps: { readonly places: ActivityPlaces; readonly clock: Clock },
  work: () => Promise<T>,
): Promise<T> {
  const lockPath = path.join(deps.places.lockFolder, 'activity.lock');
  return withLock(lockPath, deps.clock, work, LOCK_WAIT_MS);
}

interface Ending {
  readonly tail: Tail;
  readonly text: string;
  readonly beginning: string;
}

/** The end of the log and its beginning: all of it is read only where no entry stands in the last part. */
function readEnding(file: string): Ending {
  let handle: number;
  try {
    handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { tail: tailWithoutEntries(''), text: '', beginning: '' };
  }
  try {
    const { size } = fstatSync(handle);
    const beginning = readPart(handle, 0, Math.min(size, BEGINNING_BYTES));
    const part = readPart(handle, Math.max(0, size - TAIL_BYTES), size);
    const text = size <= TAIL_BYTES ? part : part.slice(part.indexOf('\n') + 1);
    const tail = tailOf(text);
    if (tail !== null) return { tail, text, beginning };
    const whole = readPart(handle, 0, size);
    return { tail: tailOf(whole) ?? tailWithoutEntries(whole), text: whole, beginning };
  } finally {
    closeSync(handle);
  }
}

function readPart(handle: number, from: number, to: number): string {
  const bytes = Buffer.alloc(to - from);
  const count = readSync(handle, bytes, 0, bytes.length, from);
  return bytes.toString('latin1', 0, count);
}

/** A file of the log, byte by byte. */
export async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'latin1').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
}

/** What was written last, where it matters. */
function writtenIn({ text }: Ending, facts: readonly ActivityFact[]): readonly Body[] {
  if (!facts.some(({ kind }) => kind === 'session-failed')) return [];
  return readChain(text).entries.map(({ body }) => body);
}

const LONGEST_TEXT = 256;

/** Names come from elsewhere, some from AWS: none is longer than it may be, or brings along what a screen would act on. */
function bodyOf({ atMs, fact }: Happened): Body {
  const shown = Object.entries(fact).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? visibleText(value).slice(0, LONGEST_TEXT) : value,
  ]);
  return { at: instantOf(atMs), ...Object.fromEntries(shown) };
}
