import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterEach, describe, expect, it } from 'vitest';
import type { Credentials } from '#main/aws/aws.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import type { Iam } from '#main/aws/iam.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createFakeIam } from '#test/fakes/fake-iam.ts';
import { hasMotoServer, startMotoServer } from '#test/fixtures/moto-server.ts';

/** An IAM with a user who has one key. */
interface World {
  readonly iam: Iam;
  readonly endpoint: Endpoint;
  /** May do everything. */
  readonly key: Credentials;
  readonly userName: string;
  close(): Promise<void>;
}

const KEY = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: secretOf('secret'),
  sessionToken: null,
};
const USER = 'alice';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

const implementations: Record<string, () => Promise<World>> = {
  'the fake': async () => {
    const clock = createFakeClock();
    const { accessKeyId } = KEY;
    const keys = [{ accessKeyId, status: 'Active', createdAtMs: clock.now() - 86_400_000 }];
    const iam = createFakeIam(clock, { keys });
    return { iam, endpoint: endpointAt(null), key: KEY, userName: USER, close: async () => {} };
  },

  'the SDK against moto_server': async () => {
    const { url, stop } = await startMotoServer();
    const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
    const client = new IAMClient({ endpoint: url, region: 'us-east-1', credentials });
    await client.send(new CreateUserCommand({ UserName: USER }));
    const clock = createSystemClock();
    const iam = createAws({ skew: createClockSkew(clock), clock });
    await iam.createAccessKey(endpointAt(url), KEY, USER);
    return { iam, endpoint: endpointAt(url), key: KEY, userName: USER, close: stop };
  },
};

describe.each(Object.entries(implementations))('%s', (name, open) => {
  const opened = async (): Promise<World> => {
    const world = await open();
    worlds.push(world);
    return world;
  };
  const isMissing = name.includes('moto_server') && !hasMotoServer();

  describe.skipIf(isMissing)('access keys (moto_server where installed)', () => {
    it('a second one is made, deactivated, activated and deleted', async () => {
      const { iam, endpoint, key, userName } = await opened();
      const listed = () => iam.listAccessKeys(endpoint, key, userName);
      const [first] = await listed();
      const made = await iam.createAccessKey(endpoint, key, userName);
      const second = { userName, accessKeyId: made.accessKeyId };
      expect(made.secretAccessKey.reveal()).toMatch(/^\S{16,}$/);
      expect(await listed()).toEqual([
        first,
        expect.objectContaining({ accessKeyId: made.accessKeyId, status: 'Active' }),
      ]);
      for (const status of ['Inactive', 'Active'] as const) {
        await iam.updateAccessKey(endpoint, key, { ...second, status });
        expect((await listed())[1]).toMatchObject({ accessKeyId: made.accessKeyId, status });
      }
      await iam.deleteAccessKey(endpoint, key, second);
      expect(await listed()).toEqual([first]);
    });

    it('there are two at most, inactive ones included', async () => {
      const { iam, endpoint, key, userName } = await opened();
      const { accessKeyId } = await iam.createAccessKey(endpoint, key, userName);
      await iam.updateAccessKey(endpoint, key, { userName, accessKeyId, status: 'Inactive' });
      await expect(iam.createAccessKey(endpoint, key, userName)).rejects.toMatchObject({
        code: 'aws/limit-reached',
        facts: { action: 'iam:CreateAccessKey' },
      });
      expect(await iam.listAccessKeys(endpoint, key, userName)).toHaveLength(2);
    });

    it('one that the user does not have is neither changed nor deleted', async () => {
      const { iam, endpoint, key, userName } = await opened();
      const strange = { userName, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' };
      const facts = { thing: 'access-key', name: strange.accessKeyId };
      for (const change of [
        iam.updateAccessKey(endpoint, key, { ...strange, status: 'Inactive' }),
        iam.deleteAccessKey(endpoint, key, strange),
      ])
        await expect(change).rejects.toMatchObject({ code: 'aws/no-such-thing', facts });
    });

    it('one that was never used says so', async () => {
      const { iam, endpoint, key, userName } = await opened();
      const { accessKeyId } = await iam.createAccessKey(endpoint, key, userName);
      expect(await iam.getAccessKeyLastUsed(endpoint, key, accessKeyId)).toBeNull();
    });
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
