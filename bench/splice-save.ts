import { open, readFile, rename } from 'node:fs/promises';
import { onePass } from './one-pass.ts';

export interface FloorEdit {
  readonly section: string;
  /** Of settings by key, in small letters. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The floor of a durable edit: reads the file, finds the settings in one pass, puts the values in, and
 * replaces the file by temp file, fsync and rename. No lock, no check, no second look at the file.
 */
export async function spliceAndSave(
  filePath: string,
  { section, values }: FloorEdit,
): Promise<void> {
  const bytes = await readFile(filePath);
  const parts: Buffer[] = [];
  let at = 0;
  for (const { keyStart, keyEnd, valueStart, valueEnd } of onePass(bytes).get(section) ?? []) {
    const value = values[bytes.toString('utf8', keyStart, keyEnd)];
    if (value === undefined) continue;
    parts.push(bytes.subarray(at, valueStart), Buffer.from(value));
    at = valueEnd;
  }
  if (at === 0) throw new Error(`The floor found nothing to change in [${section}].`);
  const temporary = `${filePath}.floor.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  await handle.writeFile(Buffer.concat([...parts, bytes.subarray(at)]));
  await handle.sync();
  await handle.close();
  await rename(temporary, filePath);
}
