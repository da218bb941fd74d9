import * as z from 'zod';
import { done, procedure } from './procedure.ts';
import { identity } from './things.ts';
import { instant, mfaCode, mfaSerial, name } from './values.ts';

/** As IAM has it (VirtualMFADeviceName), with a length that leaves the serial number its room. */
export const deviceName = z
  .string()
  .regex(
    /^[\w+=,.@-]{1,128}$/,
    'the name of a device has 1 to 128 letters, digits or + = , . @ _ -',
  );

/** One of the up to eight MFA devices that AWS has of a user. */
export const mfaDevice = z.strictObject({
  serial: mfaSerial,
  /** When it was assigned; null where AWS does not say. */
  enabledAt: instant.nullable(),
  /** It is the one that the identity uses. */
  isUsed: z.boolean(),
  /** Latchkey holds its seed. */
  hasSeed: z.boolean(),
});
export type MfaDevice = z.infer<typeof mfaDevice>;

const mfaNeeded = z.strictObject({ kind: z.literal('mfa-needed'), serial: mfaSerial });
const asked = { identity: name, mfaCode: mfaCode.optional() };

export const enrolOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('enrolled'),
    identity,
    /** The answer came so late that AWS may have taken the codes for those of another time: then only a resync helps. */
    mayBeOutOfStep: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('cancelled') }),
  /** The user has a device already, without a seed here, and IAM wants a code of it first. */
  mfaNeeded,
]);
export type EnrolOutcome = z.infer<typeof enrolOutcome>;

/** The MFA devices that AWS has of a user. What Latchkey keeps of one is in `mfa`. */
export const mfaDevicesContract = {
  list: procedure
    .input(z.strictObject({ identity: name }))
    .output(z.strictObject({ devices: z.array(mfaDevice) })),
  /**
   * Makes a virtual device in AWS, keeps its seed, assigns it with two codes, and lets the identity use it.
   * Goes on with one that was stopped. `replaceLeftover`: an unassigned device of that name is deleted first.
   * Throws `mfa/seed-here`, `mfa/name-taken`, `mfa/enrolment-*`, `mfa/codes-refused`, `aws/*`, `vault/*`.
   */
  enrol: procedure
    .input(
      z.strictObject({
        ...asked,
        deviceName: deviceName.optional(),
        replaceLeftover: z.boolean().optional(),
      }),
    )
    .output(enrolOutcome),
  /** Deletes what an enrolment has made so far. One that AWS has carried out is finished instead: `enrolled`. */
  cancelEnrolment: procedure.input(z.strictObject(asked)).output(enrolOutcome),
  /** Brings the device whose seed is here back in step with AWS, by two codes. Throws `mfa/no-seed`. */
  resync: procedure.input(z.strictObject({ identity: name })).output(done),
  /** Takes a device (default: the identity's) from the user and deletes it in AWS, then forgets it here. */
  remove: procedure
    .input(z.strictObject({ ...asked, serial: mfaSerial.optional() }))
    .output(
      z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('removed') }), mfaNeeded]),
    ),
};

/**
 * The one reply with a seed in it, as the picture of a QR code: served to windows, and to a command that has
 * opened the vault itself; over the socket it is refused (docs/decisions/0008).
 */
export const seedQrContract = {
  /** Throws `mfa/no-seed`, `mfa/qr-only-in-window`, `vault/*`. */
  mfaSeedQr: procedure
    .input(z.strictObject({ identity: name }))
    /** Its rows, of `1` for dark and `0` for light, with the quiet zone around it. */
    .output(z.strictObject({ rows: z.array(z.string().regex(/^[01]{29,185}$/)).max(185) })),
};
export type SeedQrContract = typeof seedQrContract;
