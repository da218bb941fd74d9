import { readWhole } from '#main/platform/read-whole.ts';

/** Ten thousand roles are 5 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A document of ours as it lies there: without its lock and its schemas. Null when it cannot be read; never throws. */
export async function readContent(file: string): Promise<unknown> {
  try {
    const { bytes } = await readWhole(file, (stats) => {
      if (!stats.isFile() || stats.size > MAX_BYTES) throw new Error('not our document');
    });
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

export function listIn(content: unknown, key: string): readonly unknown[] {
  const list = propertyOf(content, key);
  return Array.isArray(list) ? (list as unknown[]) : [];
}

export function propertyOf(thing: unknown, key: string): unknown {
  return typeof thing === 'object' && thing !== null
    ? (thing as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
