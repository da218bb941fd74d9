import * as z from 'zod';
import { procedure } from './procedure.ts';
import { instant, mfaCode, mfaSerial, name, ownCredentialKind, plainText } from './values.ts';

/** What an account asks of its users' passwords. */
export const passwordPolicy = z.strictObject({
  /** AWS's own rules: the account has none. */
  isDefault: z.boolean(),
  minimumLength: z.number().int(),
  requiresUppercase: z.boolean(),
  requiresLowercase: z.boolean(),
  requiresNumbers: z.boolean(),
  requiresSymbols: z.boolean(),
  /** How many of those four it takes, whichever; null where each is said by itself. */
  minimumKinds: z.number().int().nullable(),
  /** After how many days a new one is asked for; null: never. */
  maximumAgeDays: z.number().int().nullable(),
  /** How many earlier ones are refused; null: none. */
  remembered: z.number().int().nullable(),
  /** Whether only an administrator can replace one that has ended. */
  endsHard: z.boolean(),
});
export type PasswordPolicy = z.infer<typeof passwordPolicy>;

/** `expired` can be deleted, and not be activated again. */
const ownCredentialStatus = z.enum(['active', 'inactive', 'expired']);

/** A credential besides password, access keys and MFA devices. Server certificates are those of the whole account. */
export const ownCredential = z.strictObject({
  kind: ownCredentialKind,
  /** AWS's id; of a certificate its name. */
  id: plainText(128),
  /** `codecommit.amazonaws.com` of a service-specific credential. */
  service: plainText(128).nullable(),
  status: ownCredentialStatus,
  createdAt: instant.nullable(),
  /** Null: never. */
  expiresAt: instant.nullable(),
});
export type OwnCredential = z.infer<typeof ownCredential>;

const mfaNeeded = z.strictObject({
  kind: z.literal('mfa-needed'),
  identity: name,
  serial: mfaSerial,
});
const asked = { identity: name, mfaCode: mfaCode.optional() };
const one = {
  ...asked,
  kind: ownCredentialKind,
  id: z.string().regex(/^[\w+=,.@-]{1,128}$/, 'an id has letters, digits or + = , . @ _ -'),
};
const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done') }),
  /** Nothing was asked yet: to be called again with the device's code. */
  mfaNeeded,
]);
/** Longer than AWS takes, whose own limits are told as rules. */
const password = z.string().min(1, 'it is empty').max(1024, 'it is longer than 1,024 characters');

/** What an identity's user has in AWS besides keys and MFA devices. Throws `aws/*`, `mfa/*`, `vault/*`. */
export const accountContract = {
  /** Null where the user may not know it. */
  passwordPolicy: procedure
    .input(z.strictObject(asked))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('policy'), policy: passwordPolicy.nullable() }),
        mfaNeeded,
      ]),
    ),
  /** The console password of the identity's own user. Throws `password/*` before anything is sent where it can. */
  changePassword: procedure
    .input(z.strictObject({ ...asked, oldPassword: password, newPassword: password }))
    .output(outcome),
  credentials: procedure.input(z.strictObject(asked)).output(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('credentials'),
        credentials: z.array(ownCredential),
        /** Kinds that the user may not list. */
        notTold: z.array(ownCredentialKind),
      }),
      mfaNeeded,
    ]),
  ),
  /** A certificate has no status that one could set: `input/invalid`. */
  setStatus: procedure
    .input(z.strictObject({ ...one, status: z.enum(['active', 'inactive']) }))
    .output(outcome),
  /** For ever. Throws `aws/delete-conflict` for a certificate in use. */
  delete: procedure.input(z.strictObject(one)).output(outcome),
};
