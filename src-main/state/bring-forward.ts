import * as z from 'zod';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import type { KeyInventory } from '#shared/contract/things.ts';
import { accessKeyId, instant } from '#shared/contract/values.ts';

/**
 * Makes an older state document one of the newest version, step by step. What it cannot read it leaves for
 * the schema to refuse. Version 1 lacks nothing but the session options of roles, which have defaults.
 */
export function broughtForward(content: unknown, version: number | undefined): unknown {
  if (version !== 1 && version !== 2) return content;
  const parsed = before3.safeParse(content);
  if (!parsed.success) return content;
  return {
    ...parsed.data,
    version: 3,
    identities: parsed.data.identities.map(({ keyCreatedAt, keyLastUsedAt, ...identity }) => ({
      ...identity,
      keys: inventoryOf(identity.accessKeyId, { keyCreatedAt, keyLastUsedAt }),
      keyThresholds: null,
    })),
    settings: DEFAULT_SETTINGS,
    reminders: { snoozes: [], toldAt: null },
  };
}

/** Of the two keys that a user may have, version 2 knew two dates of one. */
const keyDates = { keyCreatedAt: instant.nullable(), keyLastUsedAt: instant.nullable() };
const before3 = z.looseObject({
  identities: z.array(z.looseObject({ accessKeyId, ...keyDates })),
});

function inventoryOf(
  accessKeyId: string,
  { keyCreatedAt, keyLastUsedAt }: { keyCreatedAt: string | null; keyLastUsedAt: string | null },
): KeyInventory | null {
  // When AWS was asked is not noted; it was not before these.
  const readAt = keyLastUsedAt ?? keyCreatedAt;
  if (readAt === null) return null;
  const lastUse: KeyInventory['keys'][number]['lastUse'] =
    keyLastUsedAt === null
      ? { kind: 'unknown' }
      : { kind: 'used', at: keyLastUsedAt, service: null, region: null };
  return {
    readAt,
    isComplete: false,
    keys: [{ accessKeyId, status: 'active', createdAt: keyCreatedAt, lastUse }],
    mfaDevices: null,
  };
}
