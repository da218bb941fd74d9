import { isRecord } from '../platform/guards.ts';

/** What is sealed, by the names of its parts; nothing of it yet is an empty one. Throws for what no Latchkey has sealed. */
export function sealedParts(content: unknown): Readonly<Record<string, unknown>> {
  if (content === null) return {};
  if (isRecord(content)) return content;
  throw new Error('what is sealed is no record');
}

/** A part that is a record; empty where it is not there. Throws for what no Latchkey has sealed. */
export function sealedRecord(content: unknown, part: string): Readonly<Record<string, unknown>> {
  const found = sealedParts(content)[part] ?? {};
  if (isRecord(found)) return found;
  throw new Error(`${part} in what is sealed is no record`);
}

/** The same of a list. */
export function sealedList(content: unknown, part: string): readonly unknown[] {
  const found = sealedParts(content)[part] ?? [];
  if (Array.isArray(found)) return found;
  throw new Error(`${part} in what is sealed is no list`);
}
