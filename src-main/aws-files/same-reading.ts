import type { Reading } from './as-botocore.ts';

/** Whether the sections hold the same settings. Those without settings do not count: @smithy does not list them. */
export function isSameReading(one: NonNullable<Reading>, other: NonNullable<Reading>): boolean {
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    const settings = one.get(name) ?? new Map<string, string>();
    const others = other.get(name) ?? new Map<string, string>();
    if (settings.size !== others.size) return false;
    for (const [key, value] of settings) if (others.get(key) !== value) return false;
  }
  return true;
}
