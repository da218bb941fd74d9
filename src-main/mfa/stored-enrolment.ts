import * as z from 'zod';
import { mfaSerial, name, plainText } from '#shared/contract/values.ts';

/**
 * What is known of an enrolment, in the order it became so. Each fact is on disk before the call that it
 * announces, or before the call that follows what it reports (contracts.md §4.2).
 */
const enrolmentFact = z.discriminatedUnion('fact', [
  z.strictObject({
    fact: z.literal('intended'),
    deviceName: z.string(),
    serial: z.string(),
    /** AWS had no unassigned device of that name; null where it did not let us look. */
    wasFree: z.boolean().nullable(),
  }),
  /** From here on there may be a device whose seed nobody knows. */
  z.strictObject({ fact: z.literal('creating') }),
  z.strictObject({ fact: z.literal('created'), serial: z.string(), seed: z.string() }),
  /** The seed is in the vault, read back and equal. */
  z.strictObject({ fact: z.literal('stored') }),
  /** From here on the user may have to sign in with it. */
  z.strictObject({ fact: z.literal('enabling') }),
  /** AWS has said that it did not assign the device. */
  z.strictObject({ fact: z.literal('not-enabled') }),
  z.strictObject({ fact: z.literal('enabled') }),
]);
export type EnrolmentFact = z.infer<typeof enrolmentFact>;

// Strict: what another version has added to a fact may mean something, and is not to be lost.
export const enrolment = z.strictObject({
  /** The identity that asked. */
  identity: z.string(),
  endpoint: z.string(),
  accountId: z.string(),
  userName: z.string(),
  facts: z.array(enrolmentFact),
});
export type Enrolment = Readonly<z.infer<typeof enrolment>>;

/** What every version writes of an enrolment. */
const newerEnrolment = z.object({
  identity: name,
  facts: z.tuple([z.object({ deviceName: plainText(128), serial: mfaSerial })], z.unknown()),
});
/** One that a newer version has gone on with. */
export interface NewerEnrolment {
  readonly identity: string;
  readonly deviceName: string;
  readonly serial: string;
}

/** None where not even that can be read. */
export function newerFrom(stored: unknown): readonly NewerEnrolment[] {
  const { data } = newerEnrolment.safeParse(stored);
  if (data === undefined) return [];
  const [{ deviceName, serial }] = data.facts;
  return [{ identity: data.identity, deviceName, serial }];
}
