import * as z from 'zod';
import { toTable } from '#shared/table.ts';
import { role, snapshot, target, type Snapshot } from './things.ts';

/** A snapshot on its way to a window: what there may be thousands of goes as tables. `openSnapshot` reads it. */
export const snapshotReply = snapshot.extend({ roles: tableOf(role), targets: tableOf(target) });
export type SnapshotReply = z.infer<typeof snapshotReply>;

/** What is declared of each thing, and nothing else. */
export function packSnapshot(given: Snapshot): SnapshotReply {
  return {
    ...given,
    roles: toTable(given.roles, keysOf(role)),
    targets: toTable(given.targets, keysOf(target)),
  };
}

function tableOf<S extends Readonly<Record<string, z.ZodType>>>({ shape }: z.ZodObject<S>) {
  const columns = Object.entries(shape).map(([key, value]) => [key, columnOf(value)]);
  return z.strictObject(
    Object.fromEntries(columns) as { [K in keyof S]: ReturnType<typeof columnOf<S[K]>> },
  );
}

function columnOf<V extends z.ZodType>(value: V) {
  return z.strictObject({ values: z.array(value), counts: z.array(z.number()).nullable() });
}

function keysOf<T extends object>({ shape }: { readonly shape: T }) {
  return Object.keys(shape) as (keyof T)[];
}
