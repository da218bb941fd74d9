import { type Body, type Head, linkHash, NO_ENTRY, splitLine, startHash } from './chain.ts';

/** An entry of the log; `isSound`: it is as it was written, after the one that stands before it. */
export interface ChainEntry extends Head {
  readonly body: Body;
  readonly isSound: boolean;
}

/** How far a log was read. Reading goes on from here when more was written. */
export interface ChainReading {
  readonly head: Head;
  /** What stands after the last entry and is none: of a writer that was killed, unless the next entry says otherwise. */
  readonly torn: string;
  readonly tornCount: number;
  /** The first entry that does not fit. */
  readonly brokenAt: number | null;
  /** After what the log begins, and the seal over that; null where it begins at the beginning. */
  readonly start: { readonly after: Head; readonly seal: string | null } | null;
}

export const UNREAD: ChainReading = {
  head: NO_ENTRY,
  torn: '',
  tornCount: 0,
  brokenAt: null,
  start: null,
};

/**
 * The entries of more text of a log, which ends where a line does; `before` is how far it was read already. What does
 * not fit is read all the same, and told.
 */
export function readChain(
  text: string,
  before = UNREAD,
): { readonly entries: readonly ChainEntry[]; readonly reading: ChainReading } {
  const entries: ChainEntry[] = [];
  let reading = before;
  for (const line of text.split('\n').slice(0, -1)) {
    const isFirst = reading === UNREAD;
    const split = splitLine(line);
    const body = split === null ? null : bodyOf(split.text);
    const start = isFirst && body !== null ? startOf(body) : null;
    if (split !== null && start !== null) {
      const isSound = startHash(split.text) === split.hash;
      reading = { ...UNREAD, start, head: start.after, brokenAt: isSound ? null : start.after.n };
      continue;
    }
    if (split === null || body === null) {
      reading = { ...reading, torn: `${reading.torn}${line}\n` };
      continue;
    }
    const { head, torn, tornCount, brokenAt } = reading;
    const n = typeof body['n'] === 'number' ? body['n'] : head.n + 1;
    const isSound = n === head.n + 1 && linkHash(head.hash, torn, split.text) === split.hash;
    entries.push({ n, hash: split.hash, body, isSound });
    reading = {
      ...reading,
      head: { n, hash: split.hash },
      torn: '',
      tornCount: tornCount + (torn === '' ? 0 : 1),
      brokenAt: isSound ? brokenAt : (brokenAt ?? head.n + 1),
    };
  }
  return { entries, reading };
}

function bodyOf(text: string): Body | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Body) : null;
  } catch {
    return null;
  }
}

function startOf(body: Body): ChainReading['start'] {
  const { start, seal } = body as { start?: Partial<Head> | null; seal?: unknown };
  const { n, hash } = start ?? {};
  if (typeof n !== 'number' || typeof hash !== 'string') return null;
  return { after: { n, hash }, seal: typeof seal === 'string' ? seal : null };
}
