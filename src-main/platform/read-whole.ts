import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  type Stats,
} from 'node:fs';

/**
 * The bytes of a file, and what it was when it was opened. `check` sees that before anything is read,
 * and may throw. Opening never waits for the other end of a pipe. It reads at once: for files of the
 * size that these have, going by way of a thread takes several times as long.
 */
export async function readWhole(
  filePath: string,
  check: (stats: Stats) => void,
): Promise<{ readonly bytes: Buffer; readonly stats: Stats }> {
  const file = openSync(filePath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(file);
    check(stats);
    return { bytes: readToEnd(file, stats.size), stats };
  } finally {
    closeSync(file);
  }
}

/** At one go, where the file is as long as it was. */
function readToEnd(file: number, size: number): Buffer {
  // With room for one byte more, so that less than that says where the file ends.
  const bytes = Buffer.allocUnsafeSlow(size + 1);
  const count = readSync(file, bytes, 0, size + 1, 0);
  return count === size ? bytes.subarray(0, size) : readFileSync(file);
}
