import type { AccessKey, Identity, Reminder } from '#shared/contract/things.ts';

/** One of the places that AWS gives a user for access keys. */
export type Slot =
  | {
      readonly kind: 'key';
      readonly key: AccessKey;
      /** Whether an identity of Latchkey signs in with it. */
      readonly isOurs: boolean;
      readonly reminders: readonly Reminder[];
    }
  | { readonly kind: 'free' }
  /** `denied`: AWS does not let the user list its keys. */
  | { readonly kind: 'unknown'; readonly because: 'denied' | 'not-read' };

/** AWS gives each user two (contracts.md §4). */
const PLACES = 2;

/** The places of an identity's user, its own key first, and what is to be said of none of them. */
export function slotsOf(
  { accessKeyId, keys }: Pick<Identity, 'accessKeyId' | 'keys'>,
  {
    ourKeyIds,
    reminders,
  }: { readonly ourKeyIds: ReadonlySet<string>; readonly reminders: readonly Reminder[] },
): { readonly slots: readonly Slot[]; readonly ofUser: readonly Reminder[] } {
  const known = keys?.keys ?? [];
  const own = known.filter((key) => key.accessKeyId === accessKeyId);
  const others = known.filter((key) => key.accessKeyId !== accessKeyId);
  const taken = [...own, ...others].map((key) => ({
    kind: 'key' as const,
    key,
    isOurs: ourKeyIds.has(key.accessKeyId),
    reminders: reminders.filter((reminder) => reminder.accessKeyId === key.accessKeyId),
  }));
  const isTold = new Set(taken.flatMap((slot) => slot.reminders));
  const rest: Slot =
    keys === null
      ? { kind: 'unknown', because: 'not-read' }
      : keys.isComplete
        ? { kind: 'free' }
        : { kind: 'unknown', because: 'denied' };
  const left = Math.max(0, PLACES - taken.length);
  return {
    slots: [...taken, ...Array.from({ length: left }, () => rest)],
    ofUser: reminders.filter((reminder) => !isTold.has(reminder)),
  };
}
