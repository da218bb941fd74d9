/*
 * What a small document of ours holds, looked at without a library: Zod and the schemas of such documents would stay in a
 * Latchkey at rest (1.2 MiB, G8). Whatever comes from outside is for the contract's schemas.
 */

export type Guard<T> = (value: unknown) => value is T;
export type Guarded<G> = G extends Guard<infer T> ? T : never;

export const isText: Guard<string> = (value) => typeof value === 'string';
export const isNumber: Guard<number> = (value) => typeof value === 'number';
/** A number without fraction. */
export const isWhole: Guard<number> = (value): value is number => Number.isSafeInteger(value);
export const isFlag: Guard<boolean> = (value) => typeof value === 'boolean';

export function isExactly<T extends string | number>(expected: T): Guard<T> {
  return (value): value is T => value === expected;
}

export function orNull<T>(isValue: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || isValue(value);
}

export function listOf<T>(isItem: Guard<T>): Guard<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every((item) => isItem(item));
}

export const isRecord: Guard<Readonly<Record<string, unknown>>> = (
  value,
): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A record with these fields and, unless it is `open`, no other. */
export function recordOf<F extends Readonly<Record<string, Guard<unknown>>>>(
  fields: F,
  { open = false } = {},
): Guard<{ [Name in keyof F]: Guarded<F[Name]> }> {
  return (value): value is { [Name in keyof F]: Guarded<F[Name]> } =>
    isRecord(value) &&
    Object.entries(fields).every(([name, isField]) => isField(value[name])) &&
    (open || Object.keys(value).every((name) => Object.hasOwn(fields, name)));
}
