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

/** When Latchkey locks itself, and what goes on then (docs/decisions/0008). `lock` by hand locks everything, always. */
export const lockSettings = z.strictObject({
  /** When the computer sleeps or its screen is locked. */
  withComputer: z.boolean(),
  /** When nobody has used the computer for so long; in browser mode, Latchkey. Null: never. */
  afterIdleMinutes: z.number().int().min(1).max(1440).nullable(),
  /** Whether the sessions that run are then served and renewed on, or end in their time. */
  keepsSessions: z.boolean(),
});
export type LockSettings = Readonly<z.infer<typeof lockSettings>>;

export const settings = z.strictObject({ reminders: reminderSettings, lock: lockSettings });
export type Settings = Readonly<z.infer<typeof settings>>;
