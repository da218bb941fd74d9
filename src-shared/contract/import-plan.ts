import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { fileDiff } from './file-diff.ts';
import { done, procedure } from './procedure.ts';
import { failure, role } from './things.ts';
import { accountId, name, plainText, roleArn } from './values.ts';

/** What to take over. Everything that can be, unless `profiles` names some. */
export const importChoice = z.strictObject({
  profiles: z.array(z.string().max(512)).max(20_000).optional(),
  /** Other names for targets than the plan's own. The profiles keep theirs. */
  rename: z
    .array(z.strictObject({ profile: z.string().max(512), name }))
    .max(20_000)
    .optional(),
  /** Where the keys belong; AWS itself when not given. */
  endpoint: name.optional(),
  allowRoot: z.boolean().optional(),
  /** Keys too that AWS did not confirm: because it could not be reached, or refused them. */
  allowUnproven: z.boolean().optional(),
  /** Secret: the text of the console's accessKeys.csv. With it the plan is about that file alone. */
  csv: z
    .string()
    .max(64 * 1024, 'it is longer than any accessKeys.csv')
    .optional(),
});
export type ImportChoice = z.infer<typeof importChoice>;

/** A long-term key that lies in the files in plain text, and who it belongs to. */
const importKey = z.strictObject({
  /** Masked: the kind and the last four characters. */
  accessKeyId: z.string(),
  /** In the order of the files; more than one where profiles share the key. */
  profiles: z.array(z.string()),
  proof: z.discriminatedUnion('state', [
    /** `userName` null: the root user. */
    z.strictObject({
      state: z.literal('proven'),
      accountId,
      userName: plainText(128).nullable(),
      arn: plainText(2048),
    }),
    z.strictObject({ state: z.literal('not-proven'), failure }),
  ]),
});

/** `known`: the target is there already, and only the file changes. */
const standing = z.enum(['new', 'known']);

const importIdentity = z.strictObject({
  name,
  profile: name,
  accessKeyId: z.string(),
  mfaSerial: z.string().nullable(),
  region: z.string().nullable(),
  standing,
});

const importRole = z.strictObject({
  name,
  profile: name,
  roleArn,
  source: name,
  mfa: role.shape.mfa,
  region: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  externalId: z.string().nullable(),
  sessionName: z.string().nullable(),
  standing,
});

/** Why a profile stays as it is; `words/import.ts` says it to a person. */
export const leftCode = z.enum([
  'root-key',
  'not-proven',
  'secret-differs',
  'readers-differ',
  'key-malformed',
  'several-sources',
  'short-lived',
  'mfa-login',
  'identity-center',
  'login-session',
  'credential-process',
  'web-identity',
  'credential-source',
  'own-endpoint',
  'config-section',
  'name-unusable',
  'profile-in-use',
  'key-known',
  'role-arn-malformed',
  'source-missing',
  'source-not-taken',
  'source-not-chosen',
  'source-cycle',
  'external-id-malformed',
  'file-refused',
  'edit-refused',
]);
export type LeftCode = z.infer<typeof leftCode>;

export const importWarningCode = z.enum([
  'shared-key',
  'renamed',
  'used-by-others',
  'settings-moved',
  'other-device',
  'unlisted-device',
  'chained-mfa',
  'region-malformed',
  'duration-out-of-range',
  'session-name-malformed',
  'secret-in-comment',
  'csv-remains',
]);
export type ImportWarningCode = z.infer<typeof importWarningCode>;

const remark = {
  profile: z.string(),
  /** Null for what does not stand in one of the AWS files. */
  path: z.string().nullable(),
  line: z.number().int().nullable(),
  /** What else it is about: another profile, a target, a device. Never a secret. */
  about: z.array(z.string()),
};
export const importLeft = z.strictObject({ ...remark, code: leftCode });
export type ImportLeft = z.infer<typeof importLeft>;
export const importWarning = z.strictObject({ ...remark, code: importWarningCode });
export type ImportWarning = z.infer<typeof importWarning>;

/** What applying would do, whole: nothing else happens. */
export const importPlan = z.strictObject({
  /** Stands for this very plan: `import.apply` with it does what was shown or nothing. */
  token: z.string(),
  keys: z.array(importKey),
  identities: z.array(importIdentity),
  roles: z.array(importRole),
  /** What cannot be taken over and stays as it is. */
  left: z.array(importLeft),
  warnings: z.array(importWarning),
  /** How the AWS files would change; none that stays as it is. */
  files: z.array(fileDiff),
  /** Files that could not be read. */
  failures: z.array(failure),
});
export type ImportPlan = z.infer<typeof importPlan>;

const importOutcome = z.strictObject({
  /** The names of the targets that were made. */
  identities: z.array(name),
  roles: z.array(name),
  changedFiles: z.array(z.string()),
  /** What undoes it, for `profiles.undo`; null where no file changed. */
  backup: z.string().nullable(),
  /** What the identities' first switch came to, where it was asked for. */
  switched: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('started'), target: name }),
      z.strictObject({ kind: z.literal('mfa-needed'), target: name, serial: z.string() }),
      z.strictObject({ kind: z.literal('failed'), target: name, failure }),
    ]),
  ),
  /** Targets whose profiles have no credentials until one switches to them. */
  toSwitch: z.array(name),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

/** How the parts come along that AWS takes its time for. `name`: the key, masked, or the target that is next. */
const progress = z.strictObject({
  kind: z.literal('progress'),
  doing: z.enum(['asking', 'switching']),
  done: z.number().int(),
  of: z.number().int(),
  name: z.string(),
});
export type ImportProgress = z.infer<typeof progress>;

const planStep = z.discriminatedUnion('kind', [
  progress,
  z.strictObject({ kind: z.literal('plan'), plan: importPlan }),
]);
const applyStep = z.discriminatedUnion('kind', [
  progress,
  z.strictObject({ kind: z.literal('outcome'), outcome: importOutcome }),
]);

export const importContract = {
  /**
   * What taking over from the AWS files would do, and the exact diff: the last step. Asks AWS who the keys belong
   * to, and tells how that goes; whoever stops listening stops it. Writes nothing.
   */
  plan: procedure.input(importChoice).output(eventIterator(planStep)),
  /**
   * Keys into the vault, read back and compared, before anything leaves a file; what came of it is the last step.
   * Throws `import/changed` when it is not what `token` stands for any more, `import/stopped`,
   * `import/secret-conflict`, `import/half-done`, `vault/*`, `files/*`.
   */
  apply: procedure
    .input(
      importChoice.extend({
        token: importPlan.shape.token.max(128).optional(),
        switchAfterwards: z.boolean().optional(),
      }),
    )
    .output(eventIterator(applyStep)),
  /**
   * Has the `apply` of that token stop: while AWS is still asked nothing is done, and it throws `import/stopped`;
   * what is written is written as one; and while it switches, the rest is left for later. It tells itself which.
   */
  stop: procedure.input(z.strictObject({ token: importPlan.shape.token })).output(done),
};
