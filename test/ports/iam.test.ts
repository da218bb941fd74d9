import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterEach, describe, expect, it } from 'vitest';
import type { Credentials } from '#main/aws/aws.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import type { Iam } from '#main/aws/iam.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { STEP_MS } from '#main/mfa/next-step.ts';
import { codeAt } from '#main/mfa/totp.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
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
  readonly now: () => number;
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
    return {
      iam,
      endpoint: endpointAt(null),
      key: KEY,
      userName: USER,
      now: () => clock.now(),
      close: async () => {},
    };
  },

  'the SDK against the practice account': async () => {
    const clock = createFakeClock();
    const account = await startPracticeAccount({ clock });
    const user = account.users.find(({ mfaSerial }) => mfaSerial === null);
    if (user === undefined) throw new Error('no such user');
    return {
      iam: createAws({ skew: createClockSkew(clock), clock }),
      endpoint: endpointAt(account.url),
      key: {
        accessKeyId: user.accessKeyId,
        secretAccessKey: secretOf(user.secretAccessKey),
        sessionToken: null,
      },
      userName: user.userName,
      now: () => clock.now(),
      close: () => account.close(),
    };
  },

  'the SDK against moto_server': async () => {
    const { url, stop } = await startMotoServer();
    const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
    const client = new IAMClient({ endpoint: url, region: 'us-east-1', credentials });
    await client.send(new CreateUserCommand({ UserName: USER }));
    const clock = createSystemClock();
    const iam = createAws({ skew: createClockSkew(clock), clock });
    await iam.createAccessKey(endpointAt(url), KEY, USER);
    return {
      iam,
      endpoint: endpointAt(url),
      key: KEY,
      userName: USER,
      now: () => clock.now(),
      close: stop,
    };
  },
};

/** What the practice account knows by now. */
const IN_PRACTICE: readonly string[] = ['access keys', 'MFA devices'];

describe.each(Object.entries(implementations))('%s', (name, open) => {
  const opened = async (): Promise<World> => {
    const world = await open();
    worlds.push(world);
    return world;
  };
  const suite = (about: string, tests: () => void) => {
    const isMissing = name.includes('moto_server') && !hasMotoServer();
    const isUnknown = name.includes('practice') && !IN_PRACTICE.includes(about);
    const why = isMissing ? ' (moto_server is not installed)' : isUnknown ? ' (not there yet)' : '';
    describe.skipIf(isMissing || isUnknown)(`${about}${why}`, () => {
      tests();
    });
  };

  suite('access keys', () => {
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
        () => iam.updateAccessKey(endpoint, key, { ...strange, status: 'Inactive' }),
        () => iam.deleteAccessKey(endpoint, key, strange),
      ])
        await expect(change()).rejects.toMatchObject({ code: 'aws/no-such-thing', facts });
    });

    it('one that was never used says so', async () => {
      const { iam, endpoint, key, userName } = await opened();
      const { accessKeyId } = await iam.createAccessKey(endpoint, key, userName);
      expect(await iam.getAccessKeyLastUsed(endpoint, key, accessKeyId)).toBeNull();
    });
  });

  suite('MFA devices', () => {
    const opening = async () => {
      const world = await opened();
      const { iam, endpoint, key, userName, now } = world;
      const device = await iam.createVirtualMfaDevice(endpoint, key, {
        name: 'from-a-test',
        path: '/latchkey/',
      });
      const codeIn = (steps: number) => codeAt(device.seed, now() + steps * STEP_MS).code;
      const request = { userName, serial: device.serial };
      return { ...world, device, request, codeIn };
    };

    it('one is made, enabled with two codes in a row, resynced, deactivated and deleted', async () => {
      const { iam, endpoint, key, userName, device, request, codeIn } = await opening();
      const { serial } = device;
      expect(serial).toMatch(/^arn:aws:iam::\d{12}:mfa\/latchkey\/from-a-test$/);
      const serialsOf = async (assignment: 'Assigned' | 'Unassigned' | 'Any') =>
        (await iam.listVirtualMfaDevices(endpoint, key, assignment)).map((one) => one.serial);
      expect(await serialsOf('Unassigned')).toEqual([serial]);
      await iam.enableMfaDevice(endpoint, key, { ...request, code1: codeIn(-1), code2: codeIn(0) });
      const devices = await iam.listMfaDevices(endpoint, key, userName);
      expect(devices.map((one) => one.serial)).toContain(serial);
      expect(await serialsOf('Unassigned')).toEqual([]);
      expect(await serialsOf('Assigned')).toContain(serial);
      // moto does not know this call.
      if (!name.includes('moto_server'))
        await iam.resyncMfaDevice(endpoint, key, {
          ...request,
          code1: codeIn(1),
          code2: codeIn(2),
        });
      await iam.deactivateMfaDevice(endpoint, key, request);
      expect(await iam.listMfaDevices(endpoint, key, userName)).not.toContainEqual({ serial });
      await iam.deleteVirtualMfaDevice(endpoint, key, serial);
      expect(await serialsOf('Any')).not.toContain(serial);
    });

    it('a name is taken once', async () => {
      const { iam, endpoint, key } = await opening();
      const again = { name: 'from-a-test', path: '/latchkey/' };
      await expect(iam.createVirtualMfaDevice(endpoint, key, again)).rejects.toMatchObject({
        code: 'aws/exists-already',
        facts: { thing: 'mfa-device', name: 'from-a-test' },
      });
    });

    // moto takes any codes, and deletes what is assigned (contracts.md §3.5).
    it.skipIf(name.includes('moto_server'))('codes of other steps are refused', async () => {
      const { iam, endpoint, key, request, codeIn } = await opening();
      const facts = { serial: request.serial };
      for (const codes of [
        { code1: codeIn(0), code2: codeIn(0) },
        { code1: codeIn(0), code2: codeIn(-1) },
        { code1: codeIn(-2), code2: codeIn(0) },
      ])
        await expect(
          iam.enableMfaDevice(endpoint, key, { ...request, ...codes }),
        ).rejects.toMatchObject({ code: 'mfa/codes-refused', facts });
      expect(await iam.listMfaDevices(endpoint, key, request.userName)).not.toContainEqual(facts);
    });

    it.skipIf(name.includes('moto_server'))('an assigned one is not deleted', async () => {
      const { iam, endpoint, key, request, codeIn } = await opening();
      await iam.enableMfaDevice(endpoint, key, { ...request, code1: codeIn(-1), code2: codeIn(0) });
      await expect(iam.deleteVirtualMfaDevice(endpoint, key, request.serial)).rejects.toMatchObject(
        { code: 'aws/delete-conflict' },
      );
    });
  });

  suite('the account', () => {
    it('has no password policy of its own', async () => {
      const { iam, endpoint, key } = await opened();
      expect(await iam.getAccountPasswordPolicy(endpoint, key)).toBeNull();
    });

    it('makes its credential report when asked, and has none before', async () => {
      const { iam, endpoint, key } = await opened();
      expect(await iam.getCredentialReport(endpoint, key)).toEqual({ kind: 'not-present' });
      let asked = 0;
      do asked += 1;
      while (!(await iam.generateCredentialReport(endpoint, key)).done && asked < 5);
      const report = await iam.getCredentialReport(endpoint, key);
      expect(report).toMatchObject({
        kind: 'report',
        text: expect.stringMatching(/^user,arn,user_creation_time/) as string,
      });
    });
  });

  suite('other credentials', () => {
    it('there are none at first', async () => {
      const { iam, endpoint, key, userName } = await opened();
      expect(await iam.listSshPublicKeys(endpoint, key, userName)).toEqual([]);
      expect(await iam.listServerCertificates(endpoint, key)).toEqual([]);
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
