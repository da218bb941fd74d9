import type {
  AccessKeyMetadata,
  AccessKeyOfUser,
  Iam,
  MfaDeviceOfUser,
  PasswordPolicy,
  ServerCertificate,
  ServiceSpecificCredential,
  SshPublicKey,
  TwoCodes,
} from '#main/aws/iam.ts';
import { STEP_MS } from '#main/mfa/next-step.ts';
import { codeAt } from '#main/mfa/totp.ts';
import type { Clock } from '#main/platform/clock.ts';
import { AppError, type IamThing } from '#shared/errors.ts';
import { type Secret, secretOf } from '#shared/secret.ts';

/** What IAM knows at the start of the one user there is. */
export interface FakeIamUser {
  readonly accountId: string;
  readonly userName: string;
  readonly alias: string | null;
  readonly mfaSerials: readonly string[];
  readonly keys: readonly AccessKeyMetadata[];
  readonly password: string;
  readonly passwordPolicy: PasswordPolicy | null;
  readonly sshPublicKeys: readonly SshPublicKey[];
  readonly serviceSpecificCredentials: readonly ServiceSpecificCredential[];
  readonly serverCertificates: readonly ServerCertificate[];
}

/** IAM's usual answers, kept in memory. Every user's name is taken for that of the one user. */
export function createFakeIam(clock: Pick<Clock, 'now'>, given: Partial<FakeIamUser> = {}): Iam {
  return {
    ...createFakeKeys(clock, given.keys ?? []),
    ...createFakeDevices(clock, given),
    ...createFakeAccount(clock, given),
    ...createOtherCredentials(given),
  };
}

function createFakeKeys(clock: Pick<Clock, 'now'>, given: readonly AccessKeyMetadata[]) {
  let keys = given;
  let made = 0;
  const find = (action: string, { accessKeyId }: AccessKeyOfUser) =>
    keys.find((key) => key.accessKeyId === accessKeyId) ?? none(action, 'access-key', accessKeyId);
  return {
    createAccessKey: async () => {
      if (keys.length >= 2)
        throw new AppError('aws/limit-reached', { action: 'iam:CreateAccessKey' });
      made += 1;
      const number = String(made).padStart(12, '0');
      const accessKeyId = `AKIAFAKE${number}`;
      keys = [...keys, { accessKeyId, status: 'Active', createdAtMs: clock.now() }];
      return { accessKeyId, secretAccessKey: secretOf(`fake-key-secret-${number}`) };
    },
    updateAccessKey: async (_endpoint, _credentials, { status, ...request }) => {
      const found = find('iam:UpdateAccessKey', request);
      keys = keys.map((key) => (key === found ? { ...key, status } : key));
    },
    deleteAccessKey: async (_endpoint, _credentials, request) => {
      const found = find('iam:DeleteAccessKey', request);
      keys = keys.filter((key) => key !== found);
    },
    listAccessKeys: async () => keys,
    getAccessKeyLastUsed: async () => null,
  } satisfies Partial<Iam>;
}

/** Devices given at the start have a seed that nobody knows: they take any two codes. */
function createFakeDevices(clock: Pick<Clock, 'now'>, given: Partial<FakeIamUser>) {
  const accountId = given.accountId ?? '111122223333';
  const userArn = `arn:aws:iam::${accountId}:user/${given.userName ?? 'alice'}`;
  const devices = new Map<string, { seed: Secret | null; enabledAtMs: number | null }>();
  for (const serial of given.mfaSerials ?? []) devices.set(serial, { seed: null, enabledAtMs: 0 });
  let made = 0;

  const find = (action: string, serial: string) =>
    devices.get(serial) ?? none(action, 'mfa-device', serial);
  const findEnabled = (action: string, { serial }: MfaDeviceOfUser) => {
    const device = find(action, serial);
    return device.enabledAtMs === null ? none(action, 'mfa-device', serial) : device;
  };
  const checkCodes = (
    seed: Secret | null,
    { serial, code1, code2 }: MfaDeviceOfUser & TwoCodes,
  ) => {
    const codeOf = (steps: number) =>
      seed === null ? null : codeAt(seed, clock.now() + steps * STEP_MS).code;
    const isRow = Array.from({ length: 20 }, (_, index) => index - 10).some(
      (steps) => codeOf(steps) === code1 && codeOf(steps + 1) === code2,
    );
    if (seed === null ? code1 === code2 : !isRow)
      throw new AppError('mfa/codes-refused', { serial });
  };

  return {
    createVirtualMfaDevice: async (_endpoint, _credentials, { name, path }) => {
      const serial = `arn:aws:iam::${accountId}:mfa${path}${name}`;
      if (devices.has(serial))
        throw new AppError('aws/exists-already', { thing: 'mfa-device', name });
      const seed = secretOf(
        'ABCDEFGH'.repeat(7) + made.toString(8).padStart(8, 'Z').replace(/[01]/g, 'Q'),
      );
      made += 1;
      devices.set(serial, { seed, enabledAtMs: null });
      return { serial, seed };
    },
    enableMfaDevice: async (_endpoint, _credentials, request) => {
      const device = find('iam:EnableMFADevice', request.serial);
      if (device.enabledAtMs !== null)
        throw new AppError('aws/exists-already', { thing: 'mfa-device', name: request.serial });
      checkCodes(device.seed, request);
      devices.set(request.serial, { ...device, enabledAtMs: clock.now() });
    },
    resyncMfaDevice: async (_endpoint, _credentials, request) =>
      checkCodes(findEnabled('iam:ResyncMFADevice', request).seed, request),
    deactivateMfaDevice: async (_endpoint, _credentials, request) => {
      const device = findEnabled('iam:DeactivateMFADevice', request);
      devices.set(request.serial, { ...device, enabledAtMs: null });
    },
    deleteVirtualMfaDevice: async (_endpoint, _credentials, serial) => {
      const device = find('iam:DeleteVirtualMFADevice', serial);
      if (device.enabledAtMs !== null)
        throw new AppError('aws/delete-conflict', { thing: 'mfa-device', name: serial });
      devices.delete(serial);
    },
    listMfaDevices: async () =>
      [...devices].flatMap(([serial, { enabledAtMs }]) =>
        enabledAtMs === null ? [] : [{ serial, enabledAtMs }],
      ),
    listVirtualMfaDevices: async (_endpoint, _credentials, assignment) =>
      [...devices].flatMap(([serial, { enabledAtMs }]) => {
        const isAsked =
          assignment === 'Any' || (assignment === 'Assigned') === (enabledAtMs !== null);
        return isAsked
          ? [{ serial, userArn: enabledAtMs === null ? null : userArn, enabledAtMs }]
          : [];
      }),
  } satisfies Partial<Iam>;
}

function createFakeAccount(clock: Pick<Clock, 'now'>, given: Partial<FakeIamUser>) {
  let password = given.password ?? 'old-password';
  let report: 'none' | 'begun' | { readonly generatedAtMs: number } = 'none';
  return {
    getAccountAlias: async () => given.alias ?? null,
    getAccountPasswordPolicy: async () => given.passwordPolicy ?? null,
    changePassword: async (_endpoint, _credentials, { oldPassword, newPassword }) => {
      const minimum = given.passwordPolicy?.minimumLength ?? 8;
      if (oldPassword.reveal() !== password)
        throw new AppError('aws/access-denied', {
          action: 'iam:ChangePassword',
          resource: '',
          principal: '',
          withoutMfa: false,
        });
      if (newPassword.reveal().length < minimum) throw new AppError('aws/password-refused', {});
      password = newPassword.reveal();
    },
    generateCredentialReport: async () => {
      if (report === 'begun') report = { generatedAtMs: clock.now() };
      if (report === 'none') report = 'begun';
      return { done: report !== 'begun' };
    },
    getCredentialReport: async () => {
      if (report === 'none') return { kind: 'not-present' };
      if (report === 'begun') return { kind: 'in-progress' };
      return { kind: 'report', text: 'user,arn,user_creation_time\n', ...report };
    },
  } satisfies Partial<Iam>;
}

function createOtherCredentials(given: Partial<FakeIamUser>) {
  let sshKeys = given.sshPublicKeys ?? [];
  let others = given.serviceSpecificCredentials ?? [];
  let certificates = given.serverCertificates ?? [];
  const findSsh = (action: string, id: string) =>
    sshKeys.find((key) => key.sshPublicKeyId === id) ?? none(action, 'ssh-public-key', id);
  const findOther = (action: string, id: string) =>
    others.find((other) => other.serviceSpecificCredentialId === id) ??
    none(action, 'service-specific-credential', id);
  return {
    listSshPublicKeys: async () => sshKeys,
    updateSshPublicKey: async (_endpoint, _credentials, { sshPublicKeyId, status }) => {
      const found = findSsh('iam:UpdateSSHPublicKey', sshPublicKeyId);
      sshKeys = sshKeys.map((key) => (key === found ? { ...key, status } : key));
    },
    deleteSshPublicKey: async (_endpoint, _credentials, { sshPublicKeyId }) => {
      const found = findSsh('iam:DeleteSSHPublicKey', sshPublicKeyId);
      sshKeys = sshKeys.filter((key) => key !== found);
    },
    listServiceSpecificCredentials: async () => others,
    updateServiceSpecificCredential: async (_endpoint, _credentials, request) => {
      const id = request.serviceSpecificCredentialId;
      const found = findOther('iam:UpdateServiceSpecificCredential', id);
      const { status } = request;
      others = others.map((other) => (other === found ? { ...other, status } : other));
    },
    deleteServiceSpecificCredential: async (_endpoint, _credentials, request) => {
      const id = request.serviceSpecificCredentialId;
      const found = findOther('iam:DeleteServiceSpecificCredential', id);
      others = others.filter((other) => other !== found);
    },
    listServerCertificates: async () => certificates,
    deleteServerCertificate: async (_endpoint, _credentials, name) => {
      const found =
        certificates.find((certificate) => certificate.name === name) ??
        none('iam:DeleteServerCertificate', 'server-certificate', name);
      certificates = certificates.filter((certificate) => certificate !== found);
    },
  } satisfies Partial<Iam>;
}

function none(action: string, thing: IamThing, name: string): never {
  throw new AppError('aws/no-such-thing', { action, thing, name });
}
