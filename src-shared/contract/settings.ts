import * as z from 'zod';

const days = z
  .number()
  .int()
  .min(1, 'the shortest is one day')
  .max(3650, 'the longest is 3,650 days');

/** From how many days on a key is called so (product.md §2). */
export const keyThresholds = z
  .strictObject({
    dueDays: days,
    overdueDays: days,
    /** Without use; a key that was never used counts from its creation. */
    unusedDays: days,
  })
  .refine(
    ({ dueDays, overdueDays }) => dueDays <= overdueDays,
    'a key cannot be overdue before it is due',
  );
export type KeyThresholds = Readonly<z.infer<typeof keyThresholds>>;

export const reminderSettings = z.strictObject({
  thresholds: keyThresholds,
  /** Whether the desktop tells of them, once a day at most. */
  notify: z.boolean(),
});
export type ReminderSettings = Readonly<z.infer<typeof reminderSettings>>;

export const settings = z.strictObject({ reminders: reminderSettings });
export type Settings = Readonly<z.infer<typeof settings>>;

export const DEFAULT_SETTINGS: Settings = {
  reminders: { thresholds: { dueDays: 75, overdueDays: 90, unusedDays: 45 }, notify: true },
};
