import type { IamThing } from '#shared/errors.ts';
import type { Caller, CallSpec } from './caller.ts';
import type { AccessKeyOfUser, Iam, MfaDeviceOfUser } from './iam.ts';
import { everyPage } from './pages.ts';

/** IAM by `call`. Which calls change something, and which of those may go out again, is said here. */
export function createIam(call: Caller): Iam {
  const keys = () => import('./access-key-calls.ts');
  const devices = () => import('./mfa-device-calls.ts');
  const others = () => import('./other-credential-calls.ts');
  const account = () => import('./account-calls.ts');

  return {
    createAccessKey: (endpoint, credentials, userName) =>
      call({ endpoint, credentials }, makes('CreateAccessKey', { userName }), async (config) =>
        (await keys()).createAccessKey(config, userName),
      ),

    updateAccessKey: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        changes('UpdateAccessKey', aboutKey(request)),
        async (config) => (await keys()).updateAccessKey(config, request),
      ),

    deleteAccessKey: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        changes('DeleteAccessKey', aboutKey(request)),
        async (config, mayBeDone) => (await keys()).deleteAccessKey(config, request, mayBeDone),
      ),

    listAccessKeys: (endpoint, credentials, userName) =>
      everyPage((position) =>
        call({ endpoint, credentials }, asks('ListAccessKeys', { userName }), async (config) =>
          (await keys()).listAccessKeys(config, userName, position),
        ),
      ),

    getAccessKeyLastUsed: (endpoint, credentials, accessKeyId) =>
      call(
        { endpoint, credentials },
        asks('GetAccessKeyLastUsed', about('access-key', accessKeyId)),
        async (config) => (await keys()).getAccessKeyLastUsed(config, accessKeyId),
      ),

    createVirtualMfaDevice: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        makes('CreateVirtualMFADevice', about('mfa-device', request.name)),
        async (config) => (await devices()).createVirtualMfaDevice(config, request),
      ),

    enableMfaDevice: (endpoint, credentials, request) =>
      call({ endpoint, credentials }, sendsCodes('EnableMFADevice', request), async (config) =>
        (await devices()).enableMfaDevice(config, request),
      ),

    resyncMfaDevice: (endpoint, credentials, request) =>
      call({ endpoint, credentials }, sendsCodes('ResyncMFADevice', request), async (config) =>
        (await devices()).resyncMfaDevice(config, request),
      ),

    deactivateMfaDevice: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        changes('DeactivateMFADevice', aboutDevice(request)),
        async (config, mayBeDone) =>
          (await devices()).deactivateMfaDevice(config, request, mayBeDone),
      ),

    deleteVirtualMfaDevice: (endpoint, credentials, serial) =>
      call(
        { endpoint, credentials },
        changes('DeleteVirtualMFADevice', about('mfa-device', serial)),
        async (config, mayBeDone) =>
          (await devices()).deleteVirtualMfaDevice(config, serial, mayBeDone),
      ),

    listMfaDevices: (endpoint, credentials, userName) =>
      everyPage((position) =>
        call({ endpoint, credentials }, asks('ListMFADevices', { userName }), async (config) =>
          (await devices()).listMfaDevices(config, userName, position),
        ),
      ),

    listVirtualMfaDevices: (endpoint, credentials, assignment) =>
      everyPage((position) =>
        call({ endpoint, credentials }, asks('ListVirtualMFADevices'), async (config) =>
          (await devices()).listVirtualMfaDevices(config, assignment, position),
        ),
      ),

    getAccountAlias: (endpoint, credentials) =>
      call({ endpoint, credentials }, asks('ListAccountAliases'), async (config) =>
        (await account()).getAccountAlias(config),
      ),

    getAccountPasswordPolicy: (endpoint, credentials) =>
      call(
        { endpoint, credentials },
        asks('GetAccountPasswordPolicy', about('password-policy', '')),
        async (config) => (await account()).getAccountPasswordPolicy(config),
      ),

    changePassword: (endpoint, credentials, request) =>
      call({ endpoint, credentials }, changesPassword, async (config) =>
        (await account()).changePassword(config, request),
      ),

    listSshPublicKeys: (endpoint, credentials, userName) =>
      everyPage((position) =>
        call({ endpoint, credentials }, asks('ListSSHPublicKeys', { userName }), async (config) =>
          (await others()).listSshPublicKeys(config, userName, position),
        ),
      ),

    updateSshPublicKey: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        changes(
          'UpdateSSHPublicKey',
          about('ssh-public-key', request.sshPublicKeyId, request.userName),
        ),
        async (config) => (await others()).updateSshPublicKey(config, request),
      ),

    deleteSshPublicKey: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        changes(
          'DeleteSSHPublicKey',
          about('ssh-public-key', request.sshPublicKeyId, request.userName),
        ),
        async (config, mayBeDone) =>
          (await others()).deleteSshPublicKey(config, request, mayBeDone),
      ),

    listServiceSpecificCredentials: (endpoint, credentials, userName) =>
      everyPage((position) =>
        call(
          { endpoint, credentials },
          asks('ListServiceSpecificCredentials', { userName }),
          async (config) =>
            (await others()).listServiceSpecificCredentials(config, userName, position),
        ),
      ),

    updateServiceSpecificCredential: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        changes(
          'UpdateServiceSpecificCredential',
          about(
            'service-specific-credential',
            request.serviceSpecificCredentialId,
            request.userName,
          ),
        ),
        async (config) => (await others()).updateServiceSpecificCredential(config, request),
      ),

    deleteServiceSpecificCredential: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        changes(
          'DeleteServiceSpecificCredential',
          about(
            'service-specific-credential',
            request.serviceSpecificCredentialId,
            request.userName,
          ),
        ),
        async (config, mayBeDone) =>
          (await others()).deleteServiceSpecificCredential(config, request, mayBeDone),
      ),

    listServerCertificates: (endpoint, credentials) =>
      everyPage((position) =>
        call({ endpoint, credentials }, asks('ListServerCertificates'), async (config) =>
          (await others()).listServerCertificates(config, position),
        ),
      ),

    deleteServerCertificate: (endpoint, credentials, name) =>
      call(
        { endpoint, credentials },
        changes('DeleteServerCertificate', about('server-certificate', name)),
        async (config, mayBeDone) =>
          (await others()).deleteServerCertificate(config, name, mayBeDone),
      ),

    generateCredentialReport: (endpoint, credentials) =>
      call({ endpoint, credentials }, asks('GenerateCredentialReport'), async (config) =>
        (await account()).generateCredentialReport(config),
      ),

    getCredentialReport: (endpoint, credentials) =>
      call(
        { endpoint, credentials },
        {
          ...asks('GetCredentialReport', about('credential-report', '')),
          largestReplyBytes: LARGEST_REPORT_BYTES,
        },
        async (config) => (await account()).getCredentialReport(config),
      ),
  };
}

/** Five thousand users, of whom each takes a kB and a half as base64 at most. */
const LARGEST_REPORT_BYTES = 8 * 1024 * 1024;

type About = Pick<CallSpec, 'subject' | 'userName'>;

function asks(action: string, about: About = {}): CallSpec {
  return { service: 'iam', action, ...about, repeatable: true };
}

/** Twice is as good as once. */
function changes(action: string, about: About): CallSpec {
  return { ...asks(action, about), changes: true, answersNothing: true };
}

/** Twice would make two. */
function makes(action: string, about: About): CallSpec {
  return { ...asks(action, about), changes: true, repeatable: false };
}

/** The codes are spent with the first attempt. */
function sendsCodes(action: string, device: MfaDeviceOfUser): CallSpec {
  return {
    ...changes(action, aboutDevice(device)),
    repeatable: false,
    mfaSerial: device.serial,
  };
}

/** A second attempt would find the old password gone, and look like a refusal. */
const changesPassword: CallSpec = {
  ...changes('ChangePassword', about('password', '')),
  repeatable: false,
};

function aboutKey({ userName, accessKeyId }: AccessKeyOfUser): About {
  return about('access-key', accessKeyId, userName);
}

function aboutDevice({ userName, serial }: MfaDeviceOfUser): About {
  return about('mfa-device', serial, userName);
}

function about(thing: IamThing, name: string, userName: string | null = null): About {
  return { userName, subject: { thing, name } };
}
