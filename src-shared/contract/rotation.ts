import * as z from 'zod';
import { DAY_MS, SECOND_MS } from '#shared/time.ts';
import { done, procedure } from './procedure.ts';
import { failure, rotation } from './things.ts';
import { accessKeyId, instant, mfaCode, mfaSerial, name, plainText } from './values.ts';

/** A year: nobody wants an old key for longer, and a date beyond would not fit. */
const LONGEST_GRACE_SECONDS = (365 * DAY_MS) / SECOND_MS;
const graceSeconds = z
  .number()
  .int()
  .min(0)
  .max(LONGEST_GRACE_SECONDS, 'the longest time of grace is 365 days');

/** One thing that is looked at before anything is changed. */
export const rotationFinding = z.strictObject({
  about: z.enum(['user', 'keys', 'permission', 'mfa', 'clock', 'vault', 'others', 'elsewhere']),
  /** `stop`: it cannot begin. `warn`: it can, and this will break or wait. `unknown`: AWS tells only at the step itself. */
  result: z.enum(['ok', 'warn', 'stop', 'unknown']),
  /** What stands against it, or what to expect. */
  failure: failure.nullable(),
});
export type RotationFinding = z.infer<typeof rotationFinding>;

export const rotationCheck = z.strictObject({
  identity: name,
  oldKeyId: accessKeyId,
  canStart: z.boolean(),
  findings: z.array(rotationFinding),
  /** Both places, ours first; null where AWS does not tell. */
  keys: z
    .array(
      z.strictObject({
        accessKeyId,
        status: z.string(),
        createdAt: instant,
        /** Null: never, or AWS does not tell. */
        lastUsed: z
          .strictObject({ at: instant, service: plainText(64), region: plainText(64) })
          .nullable(),
      }),
    )
    .nullable(),
});
export type RotationCheck = z.infer<typeof rotationCheck>;

/** Every one of these returns when the rotation rests: in grace, done, waiting for somebody, or failed (`failure`). */
export const rotationOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rotation'), rotation }),
  /** Nothing is lost: to be called again with the device's next code. */
  z.strictObject({ kind: z.literal('mfa-needed'), identity: name, serial: mfaSerial }),
]);
export type RotationOutcome = z.infer<typeof rotationOutcome>;

const ofIdentity = { identity: name, mfaCode: mfaCode.optional() };

export const rotationContract = {
  /** What will fail, and why, before anything is changed. Asks AWS only what changes nothing. Throws `vault/*`, `aws/*`. */
  check: procedure.input(z.strictObject({ identity: name })).output(rotationCheck),
  /**
   * Replaces the user's access key, or goes on with what was begun. Throws what stands against it before
   * anything is changed: `rotation/*`, `identity/root-key`, `aws/*`, `vault/*`.
   */
  start: procedure
    .input(
      z.strictObject({
        ...ofIdentity,
        /** How long the old key is kept, inactive; default 7 days. */
        graceSeconds: graceSeconds.optional(),
        /** Whether it is deleted after that without asking again. */
        deletesItself: z.boolean().optional(),
        /** Goes on although somebody else uses the old key, or it stands in a file. */
        insist: z.boolean().optional(),
      }),
    )
    .output(rotationOutcome),
  /** Throws `rotation/nothing-to-do`. */
  resume: procedure
    .input(z.strictObject({ ...ofIdentity, insist: z.boolean().optional() }))
    .output(rotationOutcome),
  /** Back to the old key: it is activated, proven and used again, and the new one deactivated; deleted where asked. */
  rollBack: procedure
    .input(z.strictObject({ ...ofIdentity, deletesNewKey: z.boolean().optional() }))
    .output(rotationOutcome),
  /** Deletes the key that is out of use now: the old one, or after a roll-back the new one. */
  finish: procedure
    .input(z.strictObject({ ...ofIdentity, insist: z.boolean().optional() }))
    .output(rotationOutcome),
  /**
   * Has one that goes on just now rest before its next step, also in the middle of the proof, until somebody goes on
   * with it. Whoever asked for the rotation hears of it as a failure, `rotation/paused`. Throws `rotation/nothing-to-do`.
   */
  pause: procedure.input(z.strictObject({ identity: name })).output(done),
  /** Deletes the key whose secret was lost, then goes on. */
  deleteOrphan: procedure
    .input(z.strictObject({ ...ofIdentity, accessKeyId }))
    .output(rotationOutcome),
};
