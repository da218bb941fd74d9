import { afterEach, describe, expect, it } from 'vitest';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import type { Aws, Credentials } from '#main/aws/aws.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { codeAt } from '#main/mfa/totp.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeAws } from '#test/fakes/fake-aws.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';

/** An AWS with a user who has a key and a device and may assume a role with MFA. */
interface World {
  readonly aws: Aws;
  readonly endpoint: Endpoint;
  readonly key: Credentials;
  readonly accountId: string;
  readonly userName: string;
  readonly alias: string;
  readonly serial: string;
  readonly roleArn: string;
  readonly now: () => number;
  readonly code: () => string;
  close(): Promise<void>;
}

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

const implementations: Record<string, () => Promise<World>> = {
  'the fake': async () => {
    const clock = createFakeClock();
    const serial = 'arn:aws:iam::111122223333:mfa/alice';
    const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
    const keys = [{ accessKeyId, status: 'Active', createdAtMs: clock.now() - 86_400_000 }];
    const user = { accountId: '111122223333', userName: 'alice', alias: 'acme-main' };
    return {
      ...user,
      aws: createFakeAws(clock, { ...user, mfaSerials: [serial], keys }),
      endpoint: endpointAt(null),
      key: { accessKeyId, secretAccessKey: secretOf('secret'), sessionToken: null },
      serial,
      roleArn: 'arn:aws:iam::222233334444:role/team/Developer',
      now: () => clock.now(),
      code: () => '123456',
      close: async () => {},
    };
  },

  'the SDK against the practice account': async () => {
    const clock = createFakeClock();
    const account = await startPracticeAccount({ clock });
    const user = account.users.find(({ mfaSeed }) => mfaSeed !== null);
    const role = account.roles.find(
      ({ requiresMfa, externalId }) => requiresMfa && externalId === null,
    );
    if (
      user === undefined ||
      user.mfaSeed === null ||
      user.mfaSerial === null ||
      role === undefined
    )
      throw new Error('no such user or role');
    const seed = secretOf(user.mfaSeed);
    return {
      aws: createAws({ skew: createClockSkew(clock), clock }),
      endpoint: endpointAt(account.url),
      key: {
        accessKeyId: user.accessKeyId,
        secretAccessKey: secretOf(user.secretAccessKey),
        sessionToken: null,
      },
      accountId: user.accountId,
      userName: user.userName,
      alias: 'acme-main',
      serial: user.mfaSerial,
      roleArn: role.roleArn,
      now: () => clock.now(),
      code: () => codeAt(seed, clock.now()).code,
      close: () => account.close(),
    };
  },
};

describe.each(Object.entries(implementations))('%s', (_, open) => {
  const opened = async (): Promise<World> => {
    const world = await open();
    worlds.push(world);
    return world;
  };

  it('tells whose a key is', async () => {
    const { aws, endpoint, key, accountId, userName } = await opened();
    const arn = `arn:aws:iam::${accountId}:user/${userName}`;
    expect(await aws.getCallerIdentity(endpoint, key)).toEqual({ accountId, arn });
  });

  it('gives a session of the user with a code, as long as asked for', async () => {
    const { aws, endpoint, key, accountId, userName, serial, code, now } = await opened();
    const mfa = { serial, code: code() };
    const session = await aws.getSessionToken(endpoint, key, { durationSeconds: 7200, mfa });
    expect(session.accessKeyId).toMatch(/^ASIA/);
    expect(Math.abs(session.expiresAtMs - now() - 7_200_000)).toBeLessThanOrEqual(1000);
    expect(await aws.getCallerIdentity(endpoint, session)).toEqual({
      accountId,
      arn: `arn:aws:iam::${accountId}:user/${userName}`,
    });
  });

  it('gives a role from that session, whose caller carries the session’s name', async () => {
    const { aws, endpoint, key, serial, code, roleArn } = await opened();
    const session = await aws.getSessionToken(endpoint, key, {
      durationSeconds: 900,
      mfa: { serial, code: code() },
    });
    const request = {
      roleArn,
      sessionName: 'from-latchkey',
      durationSeconds: 3600,
      externalId: null,
      options: NO_SESSION_OPTIONS,
      mfa: null,
    };
    const role = await aws.assumeRole(endpoint, session, request);
    const { accountId, arn } = await aws.getCallerIdentity(endpoint, role);
    expect(roleArn).toContain(accountId);
    expect(arn).toMatch(/^arn:aws:sts::\d{12}:assumed-role\/[\w-]+\/from-latchkey$/);
  });

  it('gives a role with every option of its session', async () => {
    const { aws, endpoint, key, serial, code, roleArn } = await opened();
    const role = await aws.assumeRole(endpoint, key, {
      roleArn,
      sessionName: 'from-latchkey',
      durationSeconds: 900,
      externalId: null,
      options: {
        sourceIdentity: 'alice',
        tags: [{ key: 'team', value: 'data + ä' }],
        transitiveTagKeys: ['team'],
        policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
      },
      mfa: { serial, code: code() },
    });
    expect((await aws.getCallerIdentity(endpoint, role)).arn).toContain('/from-latchkey');
  });

  it('gives a federated user’s session, for the console', async () => {
    const { aws, endpoint, key, accountId, userName, now } = await opened();
    const session = await aws.getFederationToken(endpoint, key, {
      name: userName,
      durationSeconds: 900,
      options: { tags: [], policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'], policy: null },
    });
    expect(Math.abs(session.expiresAtMs - now() - 900_000)).toBeLessThanOrEqual(1000);
    expect(await aws.getCallerIdentity(endpoint, session)).toEqual({
      accountId,
      arn: `arn:aws:sts::${accountId}:federated-user/${userName}`,
    });
  });

  it('lists the user’s keys and devices, and the account’s alias', async () => {
    const { aws, endpoint, key, userName, serial, alias } = await opened();
    const keys = await aws.listAccessKeys(endpoint, key, userName);
    expect(keys).toContainEqual(
      expect.objectContaining({ accessKeyId: key.accessKeyId, status: 'Active' }),
    );
    const devices = await aws.listMfaDevices(endpoint, key, userName);
    expect(devices.map((device) => device.serial)).toEqual([serial]);
    expect(await aws.getAccountAlias(endpoint, key)).toBe(alias);
  });

  it('answers with a moment or null when a key was last used', async () => {
    const { aws, endpoint, key } = await opened();
    const lastUse = await aws.getAccessKeyLastUsed(endpoint, key, key.accessKeyId);
    expect(lastUse === null || Number.isFinite(lastUse.atMs)).toBe(true);
  });
});

function endpointAt(url: string | null): Endpoint {
  return {
    name: 'test',
    partition: 'aws',
    region: 'eu-west-1',
    stsUrl: url,
    iamUrl: url,
    ssoUrl: null,
    oidcUrl: null,
    signinUrl: null,
    caFile: null,
    writesEndpointUrl: true,
  };
}
