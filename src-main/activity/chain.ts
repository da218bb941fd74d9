import { createHash } from 'node:crypto';

/** The last entry of a log, and the hash over all that led to it. */
export interface Head {
  readonly n: number;
  readonly hash: string;
}

export const NO_ENTRY: Head = { n: 0, hash: '0'.repeat(64) };

export type Body = Readonly<Record<string, unknown>>;

/**
 * One entry as a line of the file, without its end. Its hash covers the entry before, whatever a writer that was
 * killed has left between the two, and the entry itself. The line is plain ASCII, so bytes and letters are the same.
 */
export function chainLine(body: Body, before: Head, torn = ''): { line: string; head: Head } {
  const n = before.n + 1;
  const text = asciiJson({ n, ...body });
  const hash = linkHash(before.hash, torn, text);
  return { line: withHash(text, hash), head: { n, hash } };
}

/** What a log begins with whose oldest entries were dropped: after which entry it goes on. */
export function startLine(after: Head, seal: string | null): string {
  const text = asciiJson({ start: after, seal });
  return withHash(text, startHash(text));
}

export function linkHash(before: string, torn: string, text: string): string {
  return sha256(`${before}\n${torn}${text}`);
}

export function startHash(text: string): string {
  return sha256(`start\n${text}`);
}

/** A whole line as its text, over which its hash goes, and that hash; null for anything else. */
export function splitLine(line: string): { readonly text: string; readonly hash: string } | null {
  const end = HASH_END.exec(line);
  if (end === null) return null;
  return { text: `${line.slice(0, end.index)}}`, hash: end[1] as string };
}

const HASH_END = /,"hash":"([0-9a-f]{64})"\}$/;

function withHash(text: string, hash: string): string {
  return `${text.slice(0, -1)},"hash":"${hash}"}`;
}

function asciiJson(body: Body): string {
  return JSON.stringify(body).replaceAll(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}
