import { deflateRawSync } from 'node:zlib';
import { AwsError, invalidParameterValue, validationError } from './aws-error.ts';
import { managedPolicy } from './managed-policies.ts';
import type { ParameterReader } from './parameters.ts';
import type { Statement } from './policy.ts';
import { readPolicyDocument } from './policy-document.ts';
import type { Session, SessionOptions } from './world.ts';

/** As the service model has it. */
const TAG_PATTERN = String.raw`[\p{L}\p{Z}\p{N}_.:\/=+\-@]`;

/** What a call says about the session that it makes. Limits and texts are the model's, and those that people met. */
export function readSessionOptions(
  read: ParameterReader,
  policyRule: { readonly max?: number },
): SessionOptions {
  const key = { min: 1, max: 128, pattern: `${TAG_PATTERN}+` };
  const name = { min: 2, max: 64, pattern: String.raw`[\w+=,.@-]*` };
  return {
    sourceIdentity: read.text('SourceIdentity', name),
    tags: read.members('Tags', 50).map((member) => ({
      key: read.requiredText(`${member}.Key`, key),
      value: read.requiredText(`${member}.Value`, { max: 256, pattern: `${TAG_PATTERN}*` }),
    })),
    transitiveTagKeys: read
      .members('TransitiveTagKeys', 50)
      .map((member) => read.requiredText(member, key)),
    policyArns: read
      .members('PolicyArns', 10)
      .map((member) => read.requiredText(`${member}.arn`, { min: 20, max: 2048 })),
    policy: read.text('Policy', {
      min: 1,
      ...policyRule,
      pattern: String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`,
    }),
  };
}

/** What the session gets: what is asked for, and what the calling session hands on. Throws AWS's refusals. */
export function withInherited(asked: SessionOptions, caller: Session | null): SessionOptions {
  const keys = asked.tags.map((tag) => tag.key.toLowerCase());
  if (new Set(keys).size < keys.length)
    throw invalidParameterValue(
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  const reserved = asked.tags.find((tag) => /^aws:/i.test(tag.key));
  if (reserved !== undefined)
    throw invalidParameterValue("Tag keys that start with 'aws:' are reserved for system use.");
  if (asked.transitiveTagKeys.some((key) => !keys.includes(key.toLowerCase())))
    throw invalidParameterValue(
      'The specified transitive tag key must be included in the requested tags.',
    );
  if (caller === null) return asked;
  const { sourceIdentity, tags, transitiveTagKeys } = caller.options;
  const goOn = new Set(transitiveTagKeys.map((key) => key.toLowerCase()));
  if (keys.some((key) => goOn.has(key)))
    throw invalidParameterValue(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  if (sourceIdentity !== null && asked.sourceIdentity !== null)
    throw validationError('The source identity is already set for this assume role session');
  return {
    ...asked,
    sourceIdentity: sourceIdentity ?? asked.sourceIdentity,
    tags: [...tags.filter(({ key }) => goOn.has(key.toLowerCase())), ...asked.tags],
    transitiveTagKeys: [...transitiveTagKeys, ...asked.transitiveTagKeys],
  };
}

/** All that the session policies say, inline and managed; null where there are none. */
export function sessionLimits({ policy, policyArns }: SessionOptions): readonly Statement[] | null {
  if (policy === null && policyArns.length === 0) return null;
  return [
    ...(policy === null ? [] : readPolicyDocument(policy)),
    ...policyArns.flatMap((arn) => managedPolicy(arn)),
  ];
}

const PLAIN_CHARACTERS = 2048;
/** AWS does not tell how it packs or how much room there is. */
const PACKED_BYTES = 1024;

/** `PackedPolicySize`, in percent; null where there is nothing to pack. Throws `PackedPolicyTooLarge`. */
export function packedSize({ policy, policyArns, tags }: SessionOptions): number | null {
  const policies = [policy ?? '', ...policyArns].join('');
  const text = [policies, ...tags.map(({ key, value }) => `${key}=${value}`)].join('\n');
  if (text === '') return null;
  const packed = deflateRawSync(text).byteLength / PACKED_BYTES;
  const percent = Math.ceil(100 * Math.max(packed, policies.length > PLAIN_CHARACTERS ? 1.01 : 0));
  if (percent > 100)
    throw new AwsError(
      400,
      'PackedPolicyTooLarge',
      `Packed size of session tags consumes ${percent}% of allotted space.`,
    );
  return percent;
}
