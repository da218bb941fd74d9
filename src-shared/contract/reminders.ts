import * as z from 'zod';
import { done, procedure } from './procedure.ts';
import { keyThresholds } from './settings.ts';
import { identity, reminder } from './things.ts';
import { name } from './values.ts';

/** For how long a person wants not to hear of a reminder; `key`: for as long as it is about this key. */
export const snoozeFor = z.enum(['day', 'week', 'key']);
export type SnoozeFor = z.infer<typeof snoozeFor>;

export const remindersContract = {
  /** The gravest first, those that are snoozed among them. */
  list: procedure.input(z.strictObject({})).output(z.array(reminder)),
  /** Null ends it. Of a reminder that is not there any more, nothing is kept. */
  snooze: procedure
    .input(z.strictObject({ id: reminder.shape.id, for: snoozeFor.nullable() }))
    .output(done),
  /** Of one identity; null as for everybody, which is `settings.reminders`. */
  setThresholds: procedure
    .input(z.strictObject({ identity: name, thresholds: keyThresholds.nullable() }))
    .output(identity),
};
