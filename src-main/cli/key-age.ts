import type { Identity, Reminder } from '#shared/contract/things.ts';
import { ageInDays, ageVerdict, ownKey } from '#shared/keys.ts';

/** `97 d, overdue` */
export function keyAgeText(
  identity: Identity,
  reminders: readonly Reminder[],
  nowMs: number,
): string {
  const { createdAt } = ownKey(identity);
  if (createdAt === null) return 'unknown';
  const verdict = ageVerdict(reminders, identity);
  return [`${ageInDays(createdAt, nowMs)} d`, ...(verdict === null ? [] : [verdict])].join(', ');
}
