import { createHash } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { createAws } from '#main/aws/sdk-aws.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import type { Role } from '#shared/contract/things.ts';
import { secretOf } from '#shared/secret.ts';
import { anEndpoint } from '../aws/local-aws.ts';
import { createParts } from '../parts.ts';
import { aRole, aState, anIdentity } from '../things.ts';

/** Dana's roles at the practice account: the hub, and the analyst that is assumed from it. */
async function aChain(hub: Partial<Role>, analyst: Partial<Role> = {}) {
  const parts = await createParts();
  const { aws, clock, skew, vault, state } = parts;
  const account = await startPracticeAccount({ clock });
  onTestFinished(() => account.close());
  const dana = account.users.find(({ userName }) => userName === 'dana') ?? expect.fail('no dana');
  const arnOf = (wanted: string) =>
    account.roles.find(({ name }) => name === wanted)?.roleArn ?? expect.fail(`no ${wanted}`);
  await vault.secrets.put(`access-key/${dana.accessKeyId}`, secretOf(dana.secretAccessKey));
  const endpoint = { ...anEndpoint(account.url), name: 'practice' };
  const identity = anIdentity({
    name: 'dana',
    endpoint: 'practice',
    accessKeyId: dana.accessKeyId,
    accountId: dana.accountId,
    userName: 'dana',
    arn: dana.arn,
    mfaSerial: null,
    hasSeed: false,
    profile: 'dana',
  });
  const roles = [
    aRole({ name: 'hub', roleArn: arnOf('acme-data-hub'), source: 'dana', mfa: 'none', ...hub }),
    aRole({
      name: 'analyst',
      roleArn: arnOf('acme-data-analyst'),
      source: 'hub',
      mfa: 'none',
      ...analyst,
    }),
  ];
  await state.update(() => aState({ endpoints: [endpoint], identities: [identity], roles }));
  const real = createAws({ skew, clock });
  aws.always('assumeRole', real.assumeRole);
  aws.always('getSessionToken', real.getSessionToken);
  aws.always('getCallerIdentity', real.getCallerIdentity);
  return { ...parts, account };
}

it('tags and the source identity reach AWS, and go along a chain', async () => {
  const { sessions, account } = await aChain(
    {
      sourceIdentity: 'dana',
      tags: [
        { key: 'team', value: 'data' },
        { key: 'stage', value: 'test' },
      ],
      transitiveTagKeys: ['team'],
    },
    { sourceIdentity: 'dana', tags: [{ key: 'stage', value: 'prod' }] },
  );
  await sessions.switchTo('analyst', {});
  expect(account.sessions().at(-1)).toMatchObject({
    arn: expect.stringContaining(':assumed-role/Analyst/') as string,
    sourceIdentity: 'dana',
    tags: [
      { key: 'team', value: 'data' },
      { key: 'stage', value: 'prod' },
    ],
  });
});

it('another session policy makes another session, and the old one is asked for no more', async () => {
  const { sessions, roles, account } = await aChain({});
  await sessions.switchTo('hub', {});
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }],
  });
  await roles.change('hub', { policy });
  await expect(sessions.switchTo('analyst', {})).rejects.toMatchObject({
    code: 'aws/role-refused',
  });
  expect(account.sessions().map((session) => session.policy)).toEqual([null, policy]);
});

it('a policy that AWS does not take is an error of the role, with what mends it', async () => {
  const { sessions } = await aChain({ policy: '{"Statement":[{"Effect":"Perhaps"}]}' });
  await expect(sessions.switchTo('hub', {})).rejects.toMatchObject({
    code: 'aws/policy-malformed',
    facts: { action: 'sts:AssumeRole' },
  });
});

it('policies and tags that do not fit are said with the percentage', async () => {
  const tags = Array.from({ length: 50 }, (_, index) => ({
    key: `k${index}`,
    value: createHash('sha256').update(String(index)).digest('hex'),
  }));
  const { sessions } = await aChain({ tags });
  const failure: unknown = await sessions.switchTo('hub', {}).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'aws/policy-too-large' });
  const { percent } = (failure as { facts: { percent: number } }).facts;
  expect(percent).toBeGreaterThan(100);
});
