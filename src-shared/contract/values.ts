import * as z from 'zod';
import { parseMfaSerial, roleArnProblem } from '#shared/arn.ts';
import { OWN_CREDENTIAL_KINDS, REPORT_FINDING_KINDS } from '#shared/kinds.ts';
import { nameProblem } from '#shared/names.ts';
import { isPlainText } from '#shared/plain-text.ts';

/*
 * What things are made of, each by itself. Apart from `things.ts`, whose schemas a Latchkey at rest need not hold.
 */

/** Text with no control characters and no line ends. */
export function plainText(maximum: number) {
  return z
    .string()
    .max(maximum, `it is longer than ${maximum} characters`)
    .refine(isPlainText, 'it contains a line break or a control character');
}

export const name = z.string().superRefine((text, context) => {
  const problem = nameProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
export const region = z.string().regex(/^[a-z]{2,}(-[a-z0-9]+)+$/, 'a Region looks like eu-west-1');
export const accountId = z.string().regex(/^\d{12}$/, 'an account id has twelve digits');
export const accessKeyId = z
  .string()
  .regex(
    /^[A-Z0-9]{16,128}$/,
    'an access key id has 16 or more capital letters and digits, AKIA first',
  );
/** As the key of an IAM user is: the id of short-lived credentials is refused before AWS is asked. */
export const longTermKeyId = accessKeyId.refine(
  (text) => !text.startsWith('ASIA'),
  'ASIA… is a short-lived key; the key of an IAM user starts with AKIA',
);
export const roleArn = z.string().superRefine((text, context) => {
  const problem = roleArnProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});
export const mfaSerial = z
  .string()
  .refine(
    (text) => parseMfaSerial(text) !== null,
    'it is neither an MFA device ARN nor a serial number',
  );
/**
 * A command that prints a device's code, in words: what runs is what is shown, so every letter shows. Its
 * program is named by the full path.
 */
export const mfaProcess = z
  .array(
    z
      .string()
      .max(1024, 'a word of it is longer than 1,024 letters')
      .regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, 'it has a letter that does not show'),
  )
  .min(1, 'it is empty')
  .max(64, 'it has more than 64 words')
  .refine(
    ([program]) => /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(program ?? ''),
    'its program is not named by the full path',
  );
export const mfaCode = z.string().regex(/^\d{6}$/, 'a code has six digits');
/** STS takes 900–43200 s for a role and 900–129600 s for GetSessionToken (contracts.md §3.1). */
export const durationSeconds = z
  .number()
  .int()
  .min(900, 'the shortest session is 900 seconds')
  .max(129_600, 'the longest session is 129,600 seconds');
export const externalId = z
  .string()
  .regex(
    /^[\w+=,.@:/-]{2,1224}$/,
    'an external id has 2 to 1,224 letters, digits or + = , . @ : / -',
  );
export const roleSessionName = z
  .string()
  .regex(/^[\w+=,.@-]{2,64}$/, 'a session name has 2 to 64 letters, digits or + = , . @ -');
export const serviceUrl = z
  .string()
  .max(2048)
  .regex(/^https?:\/\//, 'it does not start with http:// or https://')
  .regex(
    /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/,
    'an address has no user name, query, fragment or blank',
  );

export const reportFindingKind = z.enum(REPORT_FINDING_KINDS);
export type ReportFindingKind = z.infer<typeof reportFindingKind>;

export const ownCredentialKind = z.enum(OWN_CREDENTIAL_KINDS);
export type OwnCredentialKind = z.infer<typeof ownCredentialKind>;
