import { createHash } from 'node:crypto';
import { GetUserCommand, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  keysOf,
  openPracticeClients,
  refusalOf,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients();
});
afterEach(() => practice.close());

type Input = Partial<AssumeRoleCommandInput>;

const assume = (input: Input) =>
  practice.assume(practice.user('dana'), 'acme-dev-developer', input);
const hub = async (input: Input) =>
  keysOf((await practice.assume(practice.user('dana'), 'acme-data-hub', input)).Credentials);
const tags = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([Key, Value]) => ({ Key, Value }));
const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

describe('what is said about a role’s session', () => {
  test('is kept with the session', async () => {
    const reply = await assume({
      SourceIdentity: 'dana',
      Tags: tags(['team', 'data'], ['Cost Centre', 'ä/1']),
      TransitiveTagKeys: ['team'],
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      Policy: policy(ALL),
    });
    expect(reply).toMatchObject({ SourceIdentity: 'dana' });
    expect(reply.PackedPolicySize).toBeGreaterThan(0);
    expect(practice.account.sessions()).toEqual([
      {
        accessKeyId: reply.Credentials?.AccessKeyId,
        arn: 'arn:aws:sts::222233334444:assumed-role/Developer/test',
        sourceIdentity: 'dana',
        tags: [
          { key: 'team', value: 'data' },
          { key: 'Cost Centre', value: 'ä/1' },
        ],
        transitiveTagKeys: ['team'],
        policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        policy: policy(ALL),
      },
    ]);
  });

  test.each<[string, Input, string, string]>([
    [
      'a source identity of one character',
      { SourceIdentity: 'x' },
      'ValidationError',
      "'sourceIdentity' failed",
    ],
    ['a tag key of AWS', { Tags: tags(['aws:team', 'x']) }, 'InvalidParameterValue', 'reserved'],
    [
      'a tag key that is too long',
      { Tags: tags(['k'.repeat(129), '']) },
      'ValidationError',
      "'tags.1.member.key' failed",
    ],
    [
      'a tag value with a bracket',
      { Tags: tags(['a', ''], ['k', '[']) },
      'ValidationError',
      "'tags.2.member.value' failed",
    ],
    [
      '51 tags',
      { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' })) },
      'ValidationError',
      'less than or equal to 50',
    ],
    [
      'a tag twice',
      { Tags: tags(['team', 'a'], ['Team', 'b']) },
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      'a transitive tag that is not there',
      { TransitiveTagKeys: ['team'] },
      'InvalidParameterValue',
      'The specified transitive tag key must be included in the requested tags.',
    ],
    [
      '11 managed policies',
      {
        PolicyArns: Array.from({ length: 11 }, (_, index) => ({
          arn: `arn:aws:iam::aws:policy/P${index}`,
        })),
      },
      'ValidationError',
      'less than or equal to 10',
    ],
    [
      'a policy that is no JSON',
      { Policy: '{' },
      'MalformedPolicyDocument',
      'Syntax errors in policy.',
    ],
    [
      'a policy that is none',
      { Policy: '{"Statement":[{"Effect":"Allow"}]}' },
      'MalformedPolicyDocument',
      'Syntax errors in policy.',
    ],
    [
      'more policy than AWS takes',
      { Policy: policy(ALL, ...Array.from({ length: 60 }, () => ALL)) },
      'PackedPolicyTooLarge',
      '% of allotted space.',
    ],
    [
      'more tags than AWS packs',
      {
        Tags: Array.from({ length: 50 }, (_, index) => ({
          Key: `k${index}`,
          Value: createHash('sha256').update(String(index)).digest('hex'),
        })),
      },
      'PackedPolicyTooLarge',
      'Packed size of session tags consumes',
    ],
  ])('is refused as AWS does: %s', async (_, input, code, words) => {
    expect(await refusalOf(assume(input))).toEqual({
      code,
      status: 400,
      message: expect.stringContaining(words),
    });
    expect(practice.account.sessions()).toEqual([]);
  });

  test.each([
    ['sts:TagSession', { Tags: tags(['team', 'data']) }],
    ['sts:SetSourceIdentity', { SourceIdentity: 'kim' }],
  ])('takes %s besides', async (action, input) => {
    const kim = practice.user('kim');
    expect((await refusalOf(practice.assume(kim, 'acme-dev-developer', input))).message).toBe(
      `User: ${kim.arn} is not authorized to perform: ${action} on resource: ${practice.role('acme-dev-developer').roleArn}`,
    );
  });
});

describe('what goes along a chain', () => {
  test('are the transitive tags and the source identity', async () => {
    const session = await hub({
      SourceIdentity: 'dana',
      Tags: tags(['team', 'data'], ['stage', 'test']),
      TransitiveTagKeys: ['team'],
    });
    await practice.assume(session, 'acme-data-analyst', { Tags: tags(['stage', 'prod']) });
    expect(practice.account.sessions().at(-1)).toMatchObject({
      sourceIdentity: 'dana',
      tags: [
        { key: 'team', value: 'data' },
        { key: 'stage', value: 'prod' },
      ],
      transitiveTagKeys: ['team'],
    });
  });

  test('cannot be set again: a transitive tag', async () => {
    const session = await hub({ Tags: tags(['team', 'data']), TransitiveTagKeys: ['team'] });
    const Tags = tags(['TEAM', 'ops']);
    expect(await refusalOf(practice.assume(session, 'acme-data-analyst', { Tags }))).toEqual({
      code: 'InvalidParameterValue',
      status: 400,
      message:
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    });
  });

  test('cannot be set again: the source identity', async () => {
    const session = await hub({ SourceIdentity: 'dana' });
    const SourceIdentity = 'somebody';
    expect(
      await refusalOf(practice.assume(session, 'acme-data-analyst', { SourceIdentity })),
    ).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'The source identity is already set for this assume role session',
    });
  });
});

describe('a session policy', () => {
  const aliases = async (input: Input) => {
    const iam = practice.iam(keysOf((await assume(input)).Credentials));
    return iam.send(new ListAccountAliasesCommand());
  };
  const because = async (input: Input) =>
    /because .*|with an .*/.exec((await refusalOf(aliases(input))).message)?.[0];

  test.each<[string, Input]>([
    ['inline', { Policy: policy({ Effect: 'Allow', Action: 'iam:List*', Resource: '*' }) }],
    ['managed', { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }] }],
  ])('lets pass what it allows: %s', async (_, input) => {
    expect((await aliases(input)).AccountAliases).toEqual(['acme-dev']);
  });

  test.each<[string, Input]>([
    ['inline', { Policy: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) }],
    [
      'on a condition, which nobody here looks into',
      { Policy: policy({ ...ALL, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }) },
    ],
    ['managed', { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/IAMUserChangePassword' }] }],
    [
      'managed, of a policy that does not exist',
      { PolicyArns: [{ arn: 'arn:aws:iam::222233334444:policy/Nothing' }] },
    ],
  ])('refuses what it does not allow: %s', async (_, input) => {
    expect(await because(input)).toBe(
      'because no session policy allows the iam:ListAccountAliases action',
    );
  });

  test('refuses what it denies', async () => {
    const deny = { Effect: 'Deny', Action: 'iam:ListAccountAliases', Resource: '*' };
    expect(await because({ Policy: policy(ALL, deny) })).toBe(
      'with an explicit deny in a session policy',
    );
  });

  test('gives nothing that the role does not have', async () => {
    const session = await hub({ Policy: policy(ALL) });
    expect(
      (await refusalOf(practice.iam(session).send(new GetUserCommand({ UserName: 'kim' }))))
        .message,
    ).toContain('because no identity-based policy allows the iam:GetUser action');
  });

  test('keeps a session from the next role of a chain', async () => {
    const session = await hub({ Policy: policy({ ...ALL, Action: 'iam:*' }) });
    expect((await refusalOf(practice.assume(session, 'acme-data-analyst'))).code).toBe(
      'AccessDenied',
    );
  });
});
