import * as z from 'zod';
import { SESSION_POLICY_CHARACTERS } from '#shared/session-option-rules.ts';

/**
 * What AssumeRole can be told about the session that it makes, besides its length and its names:
 * contracts.md §3.1. A role has these options; whatever narrows a session further has them too.
 */

const MANAGED_POLICIES = 10;
const TAGS = 50;

const sourceIdentity = z
  .string()
  .regex(
    /^[\w+=,.@-]{2,64}$/,
    'a source identity has 2 to 64 letters, digits or _ + = , . @ -, and no blanks',
  );

/** AWS's characters, without the two line separators among them: a tag is one line. */
const TAG_TEXT = /^[\p{L}\p{Zs}\p{N}_.:/=+@-]*$/u;
const TAG_CHARACTERS = 'a tag has letters, digits, blanks and _ . : / = + - @ only';

const tagKey = z
  .string()
  .min(1, 'a tag has a key')
  .max(128, 'the key of a tag has at most 128 characters')
  .regex(TAG_TEXT, TAG_CHARACTERS)
  .refine((key) => !/^aws:/i.test(key), 'keys that start with aws: are kept for AWS');

export const sessionTag = z.strictObject({
  key: tagKey,
  value: z
    .string()
    .max(256, 'the value of a tag has at most 256 characters')
    .regex(TAG_TEXT, TAG_CHARACTERS),
});
export type SessionTag = z.infer<typeof sessionTag>;

/** Keys are one whatever their case, as in AWS. */
const sessionTags = z
  .array(sessionTag)
  .max(TAGS, `there are more than ${TAGS} tags`)
  .superRefine((tags, context) => {
    const twice = firstTwice(tags.map(({ key }) => key.toLowerCase()));
    if (twice === null) return;
    const message = `the tag ${twice} is there twice; AWS takes keys of different case for one`;
    context.addIssue({ code: 'custom', message });
  });

const transitiveTagKeys = z
  .array(tagKey)
  .max(TAGS, `there are more than ${TAGS} transitive tags`)
  .refine((keys) => firstTwice(keys) === null, 'a transitive tag is there twice');

const policyArn = z
  .string()
  .max(2048, 'an ARN has at most 2,048 characters')
  .regex(
    /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\x21-\x7e]+$/,
    'the ARN of a managed policy looks like arn:aws:iam::aws:policy/ReadOnlyAccess',
  );

const policyArns = z
  .array(policyArn)
  .max(MANAGED_POLICIES, `there are more than ${MANAGED_POLICIES} policies`)
  .refine((arns) => firstTwice(arns) === null, 'a policy is there twice');

/** An inline session policy, as the user wrote it. */
const sessionPolicy = z.string().superRefine((text, context) => {
  const message = sessionPolicyProblem(text);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

/** Each has a default, so that documents which were written before there were options go on being read. */
export const sessionOptions = z.strictObject({
  /** Who is behind the session: CloudTrail shows it for this session and for all that are assumed from it. */
  sourceIdentity: sourceIdentity.nullable().default(null),
  tags: sessionTags.default([]),
  /** Of the tags, those that go on to the roles assumed from the session. */
  transitiveTagKeys: transitiveTagKeys.default([]),
  /** Managed policies that narrow the session. */
  policyArns: policyArns.default([]),
  policy: sessionPolicy.nullable().default(null),
});
export type SessionOptions = z.infer<typeof sessionOptions>;

/** The same for a request: what is left out stays as it is, null or an empty list takes it away. */
export const givenSessionOptions = {
  sourceIdentity: sourceIdentity.nullable().optional(),
  tags: sessionTags.optional(),
  transitiveTagKeys: transitiveTagKeys.optional(),
  policyArns: policyArns.optional(),
  policy: sessionPolicy.nullable().optional(),
};

function sessionPolicyProblem(text: string): string | null {
  if (text.trim() === '') return 'it is empty';
  if (text.length > SESSION_POLICY_CHARACTERS)
    return `it has ${text.length} characters, and AWS takes ${SESSION_POLICY_CHARACTERS}`;
  if (!/^[\t\n\r\u0020-\u00ff]*$/.test(text))
    return 'it has a character that AWS does not take in a policy: nothing beyond ÿ (U+00FF)';
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch (error) {
    return `it is not valid JSON${placeOf(error, text)}`;
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    return 'a policy is a JSON object: {"Version": "2012-10-17", "Statement": […]}';
  return 'Statement' in policy ? null : 'it has no Statement';
}

/** Where the engine says that the JSON ends to be any: ": line 3". */
function placeOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `: line ${text.slice(0, Number(position)).split('\n').length}`;
  return message.includes('end of JSON') ? ': it ends too early' : '';
}

function firstTwice(texts: readonly string[]): string | null {
  return texts.find((text, index) => texts.indexOf(text) !== index) ?? null;
}
