import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { procedure } from './procedure.ts';
import { lastUse } from './things.ts';
import {
  accountId,
  instant,
  mfaCode,
  mfaSerial,
  name,
  plainText,
  reportFindingKind,
} from './values.ts';

/** The first or the second access key of a user: the report names no key ids. */
const slot = z.union([z.literal(1), z.literal(2)]);

const reportKey = z.strictObject({
  slot,
  isActive: z.boolean(),
  /** When it was made, or changed from active to inactive or back. */
  rotatedAt: instant.nullable(),
  lastUse,
});
export type ReportKey = z.infer<typeof reportKey>;

/** A user of the account as AWS's credential report has it; what it does not tell is null or unknown. */
export const reportUser = z.strictObject({
  /** With what a screen would act on written out; `<root_account>` for the root user. */
  user: plainText(512),
  arn: plainText(2048),
  isRoot: z.boolean(),
  createdAt: instant.nullable(),
  /** Null for most root users, of whom the report does not tell. */
  hasPassword: z.boolean().nullable(),
  passwordLastUse: lastUse,
  passwordChangedAt: instant.nullable(),
  /** When the account's password policy asks for a new one. */
  passwordEndsAt: instant.nullable(),
  hasMfa: z.boolean().nullable(),
  /** Those that there are. */
  keys: z.array(reportKey).max(2),
  /** Signing certificates, which hardly anybody has. */
  certificates: z
    .array(z.strictObject({ slot, isActive: z.boolean(), rotatedAt: instant.nullable() }))
    .max(2),
});
export type ReportUser = z.infer<typeof reportUser>;

export const reportFinding = z.strictObject({
  /** The same for the same matter in every report. */
  id: z.string(),
  kind: reportFindingKind,
  user: reportUser.shape.user,
  /** Of the key that it is about. */
  slot: slot.nullable(),
  /** Since when, and for how many days when the report was made; null where AWS does not tell. */
  since: instant.nullable(),
  days: z.number().int().nullable(),
  tone: z.enum(['notice', 'warn', 'danger']),
});
export type ReportFinding = z.infer<typeof reportFinding>;

export const credentialReport = z.strictObject({
  accountId,
  /** AWS makes one every four hours at most: it may be of an earlier time. */
  generatedAt: instant,
  /** The gravest first. */
  findings: z.array(reportFinding),
  users: z.array(reportUser),
  /** The report as AWS gave it. */
  csv: z.string(),
});
export type CredentialReport = z.infer<typeof credentialReport>;

export const reportStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('waiting'), waitedSeconds: z.number().int() }),
  /** Nothing was asked yet: to be called again with the device's code. */
  z.strictObject({ kind: z.literal('mfa-needed'), target: name, serial: mfaSerial }),
  z.strictObject({ kind: z.literal('report'), report: credentialReport }),
]);
export type ReportStep = z.infer<typeof reportStep>;

export const reportContract = {
  /**
   * Has AWS make the credential report of a target's account, and tells how that goes; a report, or
   * `mfa-needed`, is the last step. Whoever stops listening stops waiting, and AWS goes on. Throws
   * `report/*`, `aws/*`, `mfa/*`, `vault/*`.
   */
  make: procedure
    .input(z.strictObject({ target: name, mfaCode: mfaCode.optional() }))
    .output(eventIterator(reportStep)),
};
