import { createHash } from 'node:crypto';
import { readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { writeDurably } from '../platform/durable-file.ts';

/** What we keep about a device: which step's code was sent last, and how to know that code again. */
export interface UsedCode {
  readonly step: number;
  /** `digestOf` the code. A spent code is worthless, and even so it is not kept. */
  readonly digest: string;
  /** The same of the code of the step before, where both were sent together. */
  readonly earlier: string | null;
}

export type GuardRecord = UsedCode | 'none' | 'unknown';

const VERSION = 1;

/** `unknown` for a file that cannot be read or understood: something was sent, we cannot say when. */
export async function readRecord(folder: string, serial: string): Promise<GuardRecord> {
  try {
    const content: unknown = JSON.parse(await readFile(recordPath(folder, serial), 'utf8'));
    return isRecord(content)
      ? { step: content.step, digest: content.digest, earlier: content.earlier ?? null }
      : 'unknown';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : 'unknown';
  }
}

/** Throws `files/no-space`, `files/write-failed`. */
export async function writeRecord(folder: string, serial: string, used: UsedCode): Promise<void> {
  const filePath = recordPath(folder, serial);
  try {
    await writeDurably(filePath, Buffer.from(`${JSON.stringify({ version: VERSION, ...used })}\n`));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new AppError('files/no-space', { path: filePath }, error);
    throw new AppError('files/write-failed', { path: filePath, reason: code }, error);
  }
}

export async function removeRecord(folder: string, serial: string): Promise<void> {
  await unlink(recordPath(folder, serial));
}

export function digestOf(serial: string, step: number, code: string): string {
  return createHash('sha256').update(`${serial}\n${step}\n${code}`).digest('hex');
}

/** A serial may hold slashes and colons, and names a person. */
export function fileNameOf(serial: string): string {
  return createHash('sha256').update(serial).digest('hex');
}

function recordPath(folder: string, serial: string): string {
  return path.join(folder, `${fileNameOf(serial)}.json`);
}

/** Those of before two codes were ever sent together do not name an earlier one. */
function isRecord(content: unknown): content is Omit<UsedCode, 'earlier'> & Partial<UsedCode> {
  if (typeof content !== 'object' || content === null) return false;
  const { version, step, digest, earlier = null } = content as Record<string, unknown>;
  return (
    version === VERSION &&
    Number.isSafeInteger(step) &&
    isDigest(digest) &&
    (earlier === null || isDigest(earlier))
  );
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
