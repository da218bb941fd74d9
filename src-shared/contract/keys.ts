import * as z from 'zod';
import { procedure } from './procedure.ts';
import { accessKey, identity } from './things.ts';
import { accessKeyId, instant, mfaCode, mfaSerial, name } from './values.ts';

/** Who uses an access key, as far as this computer knows: what would break without it. */
export const keyUsers = z.strictObject({
  /** Identities that sign in with it. */
  identities: z.array(name),
  /** Sessions that were made from it. They go on to their end, and cannot be made anew. */
  sessions: z.array(
    z.strictObject({
      /** A target, or one of its scopes (`session-key.ts`). */
      session: z.string(),
      expiresAt: instant,
      /** Null where programs got it, and no file has it. */
      profile: z.string().nullable(),
    }),
  ),
  /** Profiles by which programs get a session when they ask. */
  profiles: z.array(name),
  /** Profiles of the AWS files in which the key itself stands. */
  files: z.array(z.strictObject({ path: z.string(), profile: z.string(), line: z.number().int() })),
});
export type KeyUsers = z.infer<typeof keyUsers>;

export const keyAction = z.enum(['activate', 'deactivate', 'delete']);
export type KeyAction = z.infer<typeof keyAction>;

/** What a person should know before something is done to a key. */
export const keyConsequences = z.strictObject({
  /** By whose rights it is done. */
  identity: name,
  userName: z.string(),
  key: accessKey,
  /** Whether it is a key that Latchkey signs in with, or one of somebody else. */
  isOurs: z.boolean(),
  users: keyUsers,
  /** Without it no key of the user works that Latchkey has. */
  isLast: z.boolean(),
});
export type KeyConsequences = z.infer<typeof keyConsequences>;

export const keyOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), identity }),
  /** The user needs MFA for it, and a person has to type the code. */
  z.strictObject({ kind: z.literal('mfa-needed'), identity: name, serial: mfaSerial }),
]);
export type KeyOutcome = z.infer<typeof keyOutcome>;

const key = z.strictObject({ accessKeyId });
const change = key.extend({
  mfaCode: mfaCode.optional(),
  /** Although something uses it, and although nothing else might be left. */
  insist: z.boolean().optional(),
});

/** The access keys of the users whom Latchkey signs in. Throw `key/not-known`, `aws/*`, `vault/*`. */
export const keysContract = {
  /** Asks AWS nothing. All of them throw `key/in-rotation` while a rotation sees to the user's keys. */
  consequences: procedure.input(key).output(keyConsequences),
  /** Deactivating throws `key/in-use` unless `insist`. */
  setStatus: procedure
    .input(change.extend({ status: z.enum(['active', 'inactive']) }))
    .output(keyOutcome),
  /** For ever. Throws `key/in-use` and `key/still-active` unless `insist`. */
  delete: procedure.input(change).output(keyOutcome),
};
