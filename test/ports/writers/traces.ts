/** The calls that change a file or a folder; what happens between two of them leaves no trace on the disk. */
export const CHANGES = [
  'openat',
  'write',
  'writev',
  'pwrite64',
  'fsync',
  'fdatasync',
  'fchmod',
  'chmod',
  'fchown',
  'rename',
  'link',
  'unlink',
  'mkdir',
  'rmdir',
  'ftruncate',
  'utimensat',
] as const;

/** The others that a writer makes. */
export const READS = ['read', 'pread64', 'statx', 'readlink', 'getdents64'] as const;

/** A call of the writer. */
export interface Call {
  readonly name: string;
  readonly thread: string;
  /** The how-many-th of its name in its thread, as strace counts. */
  readonly number: number;
  readonly line: string;
}

/** What a trace (`strace -y`) shows that is about files below `home`. */
export function callsIn(trace: string, home: string): readonly Call[] {
  const counts = new Map<string, number>();
  return trace.split('\n').flatMap((line) => {
    // A call that another thread cut in on goes on in a line of its own.
    const [, thread = '', name] = /^(?:(\d+) +)?(\w+)\(/.exec(line) ?? [];
    if (name === undefined) return [];
    const number = (counts.get(`${thread} ${name}`) ?? 0) + 1;
    counts.set(`${thread} ${name}`, number);
    return line.includes(`${home}/`) ? [{ name, thread, number, line }] : [];
  });
}

/** Whether a call can leave something else on the disk than was there. */
export function isChange({ name, line }: Call): boolean {
  return name === 'openat'
    ? /O_CREAT|O_TRUNC/.test(line)
    : CHANGES.some((change) => change === name);
}
