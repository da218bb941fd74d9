import { AppError, isAppError } from '#shared/errors.ts';
import { writeDurably } from '#main/platform/durable-file.ts';
import { readWhole } from '#main/platform/read-whole.ts';
import { BOX_VERSION, type BoxHeader } from './box-header.ts';
import { parseBox, type Box } from './sealed-box.ts';

const MAX_BYTES = 64 * 2 ** 20;

/**
 * Null when there is no such file. Throws `vault/damaged` for what is not a box of that content,
 * `state/newer`, and `state/unusable` when the system does not let us read.
 */
export async function readBoxFile(path: string, holds: BoxHeader['holds']): Promise<Box | null> {
  const bytes = await readBytes(path);
  if (bytes === null) return null;
  const box = parseBox(bytes);
  if (box !== null && 'kind' in box)
    throw new AppError('state/newer', { path, version: box.version, supported: BOX_VERSION });
  if (box === null || box.holds !== holds) throw new AppError('vault/damaged', { path });
  return box;
}

/** Throws `state/unusable`; the file is then as it was. */
export async function writeBoxFile(path: string, bytes: Buffer): Promise<void> {
  try {
    await writeDurably(path, bytes);
  } catch (error) {
    throw unusable(path, error);
  }
}

/** `seen` is the newest generation this process had met before it read the file. */
export function checkGeneration(path: string, generation: number, seen: number): void {
  if (generation < seen)
    throw new AppError('vault/older', { path, generation, seenGeneration: seen });
}

async function readBytes(path: string): Promise<Buffer | null> {
  try {
    const { bytes } = await readWhole(path, (stats) => {
      if (!stats.isFile() || stats.size > MAX_BYTES) throw new AppError('vault/damaged', { path });
    });
    return bytes;
  } catch (error) {
    if (isAppError(error)) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): AppError {
  return new AppError(
    'state/unusable',
    { path, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' },
    error,
  );
}
