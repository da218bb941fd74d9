import {
  CreateUserCommand,
  IAMClient,
  UpdateAccountPasswordPolicyCommand,
  UploadServerCertificateCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { afterEach, describe, expect, it } from 'vitest';
import type { Credentials } from '#main/aws/aws.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import type { Iam, PasswordPolicy } from '#main/aws/iam.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { STEP_MS } from '#main/mfa/next-step.ts';
import { codeAt } from '#main/mfa/totp.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import type { UserSeed } from '#main/practice/world-seed.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createFakeIam, type FakeIamUser } from '#test/fakes/fake-iam.ts';
import { hasMotoServer, startMotoServer } from '#test/fixtures/moto-server.ts';

/** An IAM with a user who has one key; `furnished` with all that an account and a user may have besides. */
interface World {
  readonly iam: Iam;
  readonly endpoint: Endpoint;
  /** May do everything. */
  readonly key: Credentials;
  readonly userName: string;
  readonly now: () => number;
  /** For what AWS makes in some seconds. */
  wait(): Promise<void>;
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

type Kind = 'bare' | 'furnished';

/** What is in a furnished one. */
const POLICY: PasswordPolicy = {
  minimumLength: 12,
  requiresSymbols: true,
  requiresNumbers: true,
  requiresUppercase: true,
  requiresLowercase: true,
  mayChangeOwn: true,
  maximumAgeDays: 365,
  remembered: 3,
  endsHard: false,
};
const PASSWORD = 'Old-Password-1!';
const CERTIFICATE = 'old.example.com';

/** An account of the practice world with a password policy and that certificate, and one with neither. */
const PRACTICE_ACCOUNTS: Readonly<Record<Kind, string>> = {
  furnished: '111122223333',
  bare: '555566667777',
};

const implementations: Record<string, (kind: Kind) => Promise<World>> = {
  'the fake': async (kind) => {
    const clock = createFakeClock();
    const { accessKeyId } = KEY;
    const keys = [{ accessKeyId, status: 'Active', createdAtMs: clock.now() - 86_400_000 }];
    const at = clock.now() - 86_400_000;
    const furniture: Partial<FakeIamUser> = {
      password: PASSWORD,
      passwordPolicy: POLICY,
      sshPublicKeys: [{ sshPublicKeyId: 'APKAFAKE', status: 'Active', uploadedAtMs: at }],
      serviceSpecificCredentials: [
        {
          serviceSpecificCredentialId: 'ACCAFAKE',
          serviceName: 'codecommit.amazonaws.com',
          status: 'Active',
          createdAtMs: at,
          expiresAtMs: null,
        },
      ],
      serverCertificates: [
        {
          name: CERTIFICATE,
          arn: `arn:aws:iam::111122223333:server-certificate/${CERTIFICATE}`,
          uploadedAtMs: at,
          expiresAtMs: null,
        },
      ],
    };
    const iam = createFakeIam(clock, { keys, ...(kind === 'furnished' ? furniture : {}) });
    return {
      iam,
      endpoint: endpointAt(null),
      key: KEY,
      userName: USER,
      now: () => clock.now(),
      wait: async () => {},
      close: async () => {},
    };
  },

  'the SDK against the practice account': async (kind) => {
    const clock = createFakeClock();
    const account = await startPracticeAccount({ clock, users: [practiceUser(kind)] });
    const user = account.users.find(({ userName }) => userName === USER);
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
      wait: () => clock.advance(5000),
      close: () => account.close(),
    };
  },

  'the SDK against moto_server': async (kind) => {
    const { url, stop } = await startMotoServer();
    const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
    const client = new IAMClient({ endpoint: url, region: 'us-east-1', credentials });
    await client.send(new CreateUserCommand({ UserName: USER }));
    if (kind === 'furnished') await furnishMoto(client);
    const clock = createSystemClock();
    const iam = createAws({ skew: createClockSkew(clock), clock });
    await iam.createAccessKey(endpointAt(url), KEY, USER);
    return {
      iam,
      endpoint: endpointAt(url),
      key: KEY,
      userName: USER,
      now: () => clock.now(),
      wait: async () => {},
      close: stop,
    };
  },
};

/** May do everything. */
function practiceUser(kind: Kind): UserSeed {
  const isFurnished = kind === 'furnished';
  return {
    accountId: PRACTICE_ACCOUNTS[kind],
    userName: USER,
    about: 'Looks after the account.',
    createdDaysAgo: 10,
    hasMfaDevice: false,
    permissions: [{ effect: 'Allow', actions: ['iam:*'], resources: ['*'] }],
    keys: [{ status: 'Active', createdDaysAgo: 1, lastUsed: null }],
    ...(isFurnished
      ? {
          password: { text: PASSWORD, changedDaysAgo: 9, lastUsedDaysAgo: null },
          sshPublicKeys: [{ status: 'Active', uploadedDaysAgo: 1 }],
          serviceCredentials: [
            {
              serviceName: 'codecommit.amazonaws.com',
              status: 'Active',
              createdDaysAgo: 1,
              expiresInDays: null,
            },
          ],
        }
      : {}),
  };
}

/** It knows neither service-specific credentials nor a change of one's own password. */
async function furnishMoto(client: IAMClient): Promise<void> {
  await client.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: POLICY.minimumLength,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 365,
      PasswordReusePrevention: 3,
      HardExpiry: false,
    }),
  );
  const body = 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7 alice';
  await client.send(new UploadSSHPublicKeyCommand({ UserName: USER, SSHPublicKeyBody: body }));
  await client.send(
    new UploadServerCertificateCommand({
      ServerCertificateName: CERTIFICATE,
      CertificateBody: 'a certificate',
      PrivateKey: 'its key',
    }),
  );
}

describe.each(Object.entries(implementations))('%s', (name, open) => {
  const isMoto = name.includes('moto_server');
  const opened = async (kind: Kind = 'bare'): Promise<World> => {
    const world = await open(kind);
    worlds.push(world);
    return world;
  };
  const suite = (about: string, tests: () => void) => {
    const isMissing = isMoto && !hasMotoServer();
    const why = isMissing ? ' (moto_server is not installed)' : '';
    describe.skipIf(isMissing)(`${about}${why}`, () => {
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
    it.skipIf(isMoto)('codes of other steps are refused', async () => {
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

    it.skipIf(isMoto)('an assigned one is not deleted', async () => {
      const { iam, endpoint, key, request, codeIn } = await opening();
      await iam.enableMfaDevice(endpoint, key, { ...request, code1: codeIn(-1), code2: codeIn(0) });
      await expect(iam.deleteVirtualMfaDevice(endpoint, key, request.serial)).rejects.toMatchObject(
        { code: 'aws/delete-conflict' },
      );
    });
  });

  suite('the account', () => {
    it('has no password policy of its own until it is given one', async () => {
      const bare = await opened();
      expect(await bare.iam.getAccountPasswordPolicy(bare.endpoint, bare.key)).toBeNull();
      const { iam, endpoint, key } = await opened('furnished');
      expect(await iam.getAccountPasswordPolicy(endpoint, key)).toEqual(POLICY);
    });

    it.skipIf(isMoto)(
      'lets a user change the password by the old one, and by its rules',
      async () => {
        const { iam, endpoint, key } = await opened('furnished');
        const change = (oldPassword: string, newPassword: string) =>
          iam.changePassword(endpoint, key, {
            oldPassword: secretOf(oldPassword),
            newPassword: secretOf(newPassword),
          });
        await expect(change(PASSWORD, 'Short-1!')).rejects.toMatchObject({
          code: 'aws/password-refused',
        });
        await expect(change('not-the-old-one', 'New-Password-2!')).rejects.toMatchObject({
          code: 'aws/access-denied',
        });
        await change(PASSWORD, 'New-Password-2!');
        await expect(change(PASSWORD, 'New-Password-3!')).rejects.toMatchObject({
          code: 'aws/access-denied',
        });
      },
    );

    it('makes its credential report when asked, and has none before', async () => {
      const { iam, endpoint, key, wait } = await opened();
      expect(await iam.getCredentialReport(endpoint, key)).toEqual({ kind: 'not-present' });
      for (let asked = 0; asked < 5; asked += 1) {
        if ((await iam.generateCredentialReport(endpoint, key)).done) break;
        await wait();
      }
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
      if (!isMoto)
        expect(await iam.listServiceSpecificCredentials(endpoint, key, userName)).toEqual([]);
    });

    it('an SSH public key is listed, deactivated, activated and deleted', async () => {
      const { iam, endpoint, key, userName } = await opened('furnished');
      const listed = () => iam.listSshPublicKeys(endpoint, key, userName);
      const [first] = await listed();
      expect(first).toMatchObject({ status: 'Active', uploadedAtMs: expect.any(Number) as number });
      const which = { userName, sshPublicKeyId: first?.sshPublicKeyId ?? '' };
      for (const status of ['Inactive', 'Active'] as const) {
        await iam.updateSshPublicKey(endpoint, key, { ...which, status });
        expect(await listed()).toEqual([{ ...first, status }]);
      }
      await iam.deleteSshPublicKey(endpoint, key, which);
      expect(await listed()).toEqual([]);
      await expect(iam.deleteSshPublicKey(endpoint, key, which)).rejects.toMatchObject({
        code: 'aws/no-such-thing',
        facts: { thing: 'ssh-public-key' },
      });
    });

    it.skipIf(isMoto)(
      'a service-specific credential is listed, deactivated, activated and deleted',
      async () => {
        const { iam, endpoint, key, userName } = await opened('furnished');
        const listed = () => iam.listServiceSpecificCredentials(endpoint, key, userName);
        const [first] = await listed();
        expect(first).toMatchObject({ serviceName: 'codecommit.amazonaws.com', status: 'Active' });
        const serviceSpecificCredentialId = first?.serviceSpecificCredentialId ?? '';
        const which = { userName, serviceSpecificCredentialId };
        for (const status of ['Inactive', 'Active'] as const) {
          await iam.updateServiceSpecificCredential(endpoint, key, { ...which, status });
          expect(await listed()).toEqual([{ ...first, status }]);
        }
        await iam.deleteServiceSpecificCredential(endpoint, key, which);
        expect(await listed()).toEqual([]);
        await expect(
          iam.deleteServiceSpecificCredential(endpoint, key, which),
        ).rejects.toMatchObject({
          code: 'aws/no-such-thing',
          facts: { thing: 'service-specific-credential' },
        });
      },
    );

    it('a server certificate is listed and deleted', async () => {
      const { iam, endpoint, key } = await opened('furnished');
      const names = async () =>
        (await iam.listServerCertificates(endpoint, key)).map((certificate) => certificate.name);
      expect(await names()).toContain(CERTIFICATE);
      await iam.deleteServerCertificate(endpoint, key, CERTIFICATE);
      expect(await names()).not.toContain(CERTIFICATE);
      await expect(iam.deleteServerCertificate(endpoint, key, CERTIFICATE)).rejects.toMatchObject({
        code: 'aws/no-such-thing',
        facts: { thing: 'server-certificate' },
      });
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
