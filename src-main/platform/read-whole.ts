import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/**
 * The bytes of a file, and what it was when it was opened. `check` sees that before anything is read,
 * and may throw. Opening never waits for the other end of a pipe.
 */
export async function readWhole(
  filePath: string,
  check: (stats: Stats) => void,
): Promise<{ readonly bytes: Buffer; readonly stats: Stats }> {
  const handle = await open(filePath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await handle.stat();
    check(stats);
    return { bytes: await readToEnd(handle, stats.size), stats };
  } finally {
    await handle.close();
  }
}

/** At one go, where the file is as long as it was; `handle.readFile` asks the system three times. */
async function readToEnd(handle: FileHandle, size: number): Promise<Buffer> {
  // With room for one byte more, so that less than that says where the file ends.
  const bytes = Buffer.allocUnsafeSlow(size + 1);
  const { bytesRead } = await handle.read(bytes, 0, size + 1, 0);
  return bytesRead === size ? bytes.subarray(0, size) : handle.readFile();
}
