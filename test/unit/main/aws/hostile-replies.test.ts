import net from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Aws } from '#main/aws/aws.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { MAX_ATTEMPTS } from '#main/aws/retry.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { AppError, failureOf } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { hostileReplies } from './hostile-replies.ts';
import {
  acknowledgementOf,
  anEndpoint,
  CALLER_REPLY,
  credentialsReply,
  KEY,
  listen,
  resultOf,
} from './local-aws.ts';

const MFA = { serial: 'arn:aws:iam::111122223333:mfa/alice', code: '123456' };

const CODES = { code1: '123456', code2: '654321' };
const DEVICE = { userName: 'alice', serial: MFA.serial };
const SSH_KEY = { userName: 'alice', sshPublicKeyId: 'APKAEIBAERJR2EXAMPLE' };
const OTHER = { userName: 'alice', serviceSpecificCredentialId: 'ACCAEXAMPLE123EXAMPLE' };
const OLD_KEY = { userName: 'alice', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' };

interface Call {
  readonly good: string;
  /** It carries a code or makes something: it goes out once. */
  readonly isOnce: boolean;
  /** What cannot be right is left out of a list, rather than refused. */
  readonly leavesOut?: true;
  /** More than this and it is not read. */
  readonly longestBytes?: number;
  make(aws: Aws, endpoint: Endpoint): Promise<unknown>;
}

/** Every call there is: one more in `Aws` does not compile without its row here. */
const CALLS: Readonly<Record<keyof Aws, Call>> = {
  getCallerIdentity: {
    good: CALLER_REPLY,
    isOnce: false,
    make: (aws, endpoint) => aws.getCallerIdentity(endpoint, KEY),
  },
  getSessionToken: {
    good: credentialsReply('GetSessionToken'),
    isOnce: true,
    make: (aws, endpoint) => aws.getSessionToken(endpoint, KEY, { durationSeconds: 900, mfa: MFA }),
  },
  assumeRole: {
    good: credentialsReply('AssumeRole'),
    isOnce: true,
    make: (aws, endpoint) =>
      aws.assumeRole(endpoint, KEY, {
        roleArn: 'arn:aws:iam::222233334444:role/Developer',
        sessionName: 'alice',
        durationSeconds: 3600,
        externalId: null,
        options: NO_SESSION_OPTIONS,
        mfa: MFA,
      }),
  },
  getFederationToken: {
    good: credentialsReply('AssumeRole').replaceAll('AssumeRole', 'GetFederationToken'),
    isOnce: false,
    make: (aws, endpoint) =>
      aws.getFederationToken(endpoint, KEY, {
        name: 'alice',
        durationSeconds: 3600,
        options: NO_SESSION_OPTIONS,
      }),
  },
  createAccessKey: {
    good: resultOf(
      'CreateAccessKey',
      '<AccessKey><UserName>alice</UserName><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY</SecretAccessKey></AccessKey>',
    ),
    isOnce: true,
    make: (aws, endpoint) => aws.createAccessKey(endpoint, KEY, 'alice'),
  },
  updateAccessKey: {
    good: acknowledgementOf('UpdateAccessKey'),
    isOnce: false,
    make: (aws, endpoint) => aws.updateAccessKey(endpoint, KEY, { ...OLD_KEY, status: 'Inactive' }),
  },
  deleteAccessKey: {
    good: acknowledgementOf('DeleteAccessKey'),
    isOnce: false,
    make: (aws, endpoint) => aws.deleteAccessKey(endpoint, KEY, OLD_KEY),
  },
  listAccessKeys: {
    good: resultOf(
      'ListAccessKeys',
      '<AccessKeyMetadata><member><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId><Status>Active</Status><CreateDate>2026-08-19T09:00:00Z</CreateDate></member></AccessKeyMetadata>',
    ),
    isOnce: false,
    make: (aws, endpoint) => aws.listAccessKeys(endpoint, KEY, 'alice'),
  },
  getAccessKeyLastUsed: {
    good: resultOf(
      'GetAccessKeyLastUsed',
      '<AccessKeyLastUsed><LastUsedDate>2026-11-01T10:00:00Z</LastUsedDate><ServiceName>sts</ServiceName><Region>eu-west-1</Region></AccessKeyLastUsed>',
    ),
    isOnce: false,
    make: (aws, endpoint) => aws.getAccessKeyLastUsed(endpoint, KEY, KEY.accessKeyId),
  },
  listMfaDevices: {
    good: resultOf(
      'ListMFADevices',
      `<MFADevices><member><SerialNumber>${MFA.serial}</SerialNumber></member></MFADevices>`,
    ),
    isOnce: false,
    leavesOut: true,
    make: (aws, endpoint) => aws.listMfaDevices(endpoint, KEY, 'alice'),
  },
  createVirtualMfaDevice: {
    good: resultOf(
      'CreateVirtualMFADevice',
      `<VirtualMFADevice><SerialNumber>${MFA.serial}</SerialNumber><Base32StringSeed>${Buffer.from('ABCDEFGH'.repeat(8)).toString('base64')}</Base32StringSeed></VirtualMFADevice>`,
    ),
    isOnce: true,
    make: (aws, endpoint) =>
      aws.createVirtualMfaDevice(endpoint, KEY, { name: 'alice', path: '/' }),
  },
  enableMfaDevice: {
    good: acknowledgementOf('EnableMFADevice'),
    isOnce: true,
    make: (aws, endpoint) => aws.enableMfaDevice(endpoint, KEY, { ...DEVICE, ...CODES }),
  },
  resyncMfaDevice: {
    good: acknowledgementOf('ResyncMFADevice'),
    isOnce: true,
    make: (aws, endpoint) => aws.resyncMfaDevice(endpoint, KEY, { ...DEVICE, ...CODES }),
  },
  deactivateMfaDevice: {
    good: acknowledgementOf('DeactivateMFADevice'),
    isOnce: false,
    make: (aws, endpoint) => aws.deactivateMfaDevice(endpoint, KEY, DEVICE),
  },
  deleteVirtualMfaDevice: {
    good: acknowledgementOf('DeleteVirtualMFADevice'),
    isOnce: false,
    make: (aws, endpoint) => aws.deleteVirtualMfaDevice(endpoint, KEY, DEVICE.serial),
  },
  listVirtualMfaDevices: {
    good: resultOf(
      'ListVirtualMFADevices',
      `<VirtualMFADevices><member><SerialNumber>${MFA.serial}</SerialNumber><User><Arn>arn:aws:iam::111122223333:user/alice</Arn></User><EnableDate>2026-08-19T09:00:00Z</EnableDate></member></VirtualMFADevices>`,
    ),
    isOnce: false,
    make: (aws, endpoint) => aws.listVirtualMfaDevices(endpoint, KEY, 'Any'),
  },
  getAccountPasswordPolicy: {
    good: resultOf(
      'GetAccountPasswordPolicy',
      '<PasswordPolicy><MinimumPasswordLength>14</MinimumPasswordLength><MaxPasswordAge>90</MaxPasswordAge></PasswordPolicy>',
    ),
    isOnce: false,
    make: (aws, endpoint) => aws.getAccountPasswordPolicy(endpoint, KEY),
  },
  changePassword: {
    good: acknowledgementOf('ChangePassword'),
    isOnce: true,
    make: (aws, endpoint) =>
      aws.changePassword(endpoint, KEY, {
        oldPassword: secretOf('old'),
        newPassword: secretOf('new'),
      }),
  },
  listSshPublicKeys: {
    good: resultOf(
      'ListSSHPublicKeys',
      '<SSHPublicKeys><member><SSHPublicKeyId>APKAEIBAERJR2EXAMPLE</SSHPublicKeyId><Status>Active</Status><UploadDate>2026-08-19T09:00:00Z</UploadDate></member></SSHPublicKeys>',
    ),
    isOnce: false,
    make: (aws, endpoint) => aws.listSshPublicKeys(endpoint, KEY, 'alice'),
  },
  updateSshPublicKey: {
    good: acknowledgementOf('UpdateSSHPublicKey'),
    isOnce: false,
    make: (aws, endpoint) =>
      aws.updateSshPublicKey(endpoint, KEY, { ...SSH_KEY, status: 'Inactive' }),
  },
  deleteSshPublicKey: {
    good: acknowledgementOf('DeleteSSHPublicKey'),
    isOnce: false,
    make: (aws, endpoint) => aws.deleteSshPublicKey(endpoint, KEY, SSH_KEY),
  },
  listServiceSpecificCredentials: {
    good: resultOf(
      'ListServiceSpecificCredentials',
      '<ServiceSpecificCredentials><member><ServiceSpecificCredentialId>ACCAEXAMPLE123EXAMPLE</ServiceSpecificCredentialId><Status>Active</Status><ServiceName>codecommit.amazonaws.com</ServiceName><CreateDate>2026-08-19T09:00:00Z</CreateDate></member></ServiceSpecificCredentials>',
    ),
    isOnce: false,
    make: (aws, endpoint) => aws.listServiceSpecificCredentials(endpoint, KEY, 'alice'),
  },
  updateServiceSpecificCredential: {
    good: acknowledgementOf('UpdateServiceSpecificCredential'),
    isOnce: false,
    make: (aws, endpoint) =>
      aws.updateServiceSpecificCredential(endpoint, KEY, { ...OTHER, status: 'Inactive' }),
  },
  deleteServiceSpecificCredential: {
    good: acknowledgementOf('DeleteServiceSpecificCredential'),
    isOnce: false,
    make: (aws, endpoint) => aws.deleteServiceSpecificCredential(endpoint, KEY, OTHER),
  },
  listServerCertificates: {
    good: resultOf(
      'ListServerCertificates',
      '<ServerCertificateMetadataList><member><ServerCertificateName>web</ServerCertificateName><Arn>arn:aws:iam::111122223333:server-certificate/web</Arn></member></ServerCertificateMetadataList>',
    ),
    isOnce: false,
    make: (aws, endpoint) => aws.listServerCertificates(endpoint, KEY),
  },
  deleteServerCertificate: {
    good: acknowledgementOf('DeleteServerCertificate'),
    isOnce: false,
    make: (aws, endpoint) => aws.deleteServerCertificate(endpoint, KEY, 'web'),
  },
  generateCredentialReport: {
    good: resultOf('GenerateCredentialReport', '<State>COMPLETE</State>'),
    isOnce: false,
    make: (aws, endpoint) => aws.generateCredentialReport(endpoint, KEY),
  },
  getCredentialReport: {
    good: resultOf(
      'GetCredentialReport',
      `<Content>${Buffer.from('user,arn,x\n').toString('base64')}</Content><GeneratedTime>2026-08-19T09:00:00Z</GeneratedTime>`,
    ),
    isOnce: false,
    longestBytes: 9_000_000,
    make: (aws, endpoint) => aws.getCredentialReport(endpoint, KEY),
  },
  getAccountAlias: {
    good: resultOf(
      'ListAccountAliases',
      '<AccountAliases><member>acme-main</member></AccountAliases>',
    ),
    isOnce: false,
    make: (aws, endpoint) => aws.getAccountAlias(endpoint, KEY),
  },
};

describe('somebody in the place of AWS', () => {
  it.each(Object.entries(CALLS))(
    'cannot harm %s',
    async (_, { good, isOnce, leavesOut = false, longestBytes, make }) => {
      let bytes: string | Buffer = '';
      let requests = 0;
      const server = net.createServer((socket) => {
        socket.on('error', () => {});
        // The requests are small: each comes as one piece.
        socket.once('data', () => {
          requests += 1;
          socket.end(bytes);
        });
      });
      const endpoint = anEndpoint(`http://127.0.0.1:${await listen(server)}`);
      const clock = { ...createSystemClock(), sleep: async () => {} };
      const aws = createAws({ skew: createClockSkew(clock), clock });

      const replies = hostileReplies(good, longestBytes);
      expect(replies.length).toBeGreaterThan(110);
      const wrong: string[] = [];
      for (const [name, hostile] of replies) {
        bytes = hostile;
        requests = 0;
        const outcome: unknown = await make(aws, endpoint).catch((error: unknown) => error);
        const isLeftOut = leavesOut && Array.isArray(outcome) && outcome.length === 0;
        if (!isLeftOut && !isClearFailure(outcome)) wrong.push(name);
        if (requests === 0 || requests > (isOnce ? 1 : MAX_ATTEMPTS))
          wrong.push(`${name}: ${requests} requests`);
      }
      expect(wrong).toEqual([]);
    },
  );
});

/** Of a good size, and without a character that a terminal or a window would obey. */
const PLAIN = /^[^\p{Cc}\p{Cf}\u2028\u2029]{1,3000}$/u;

function isClearFailure(outcome: unknown): boolean {
  if (!(outcome instanceof AppError) || !/^(aws|mfa)\//.test(outcome.code)) return false;
  const failure = failureOf(outcome);
  const { title, explanation, action } = wordsOf(failure);
  const shown = `${title} ${explanation} ${action} ${JSON.stringify(failure)}`;
  return PLAIN.test(shown) && !shown.includes('EVIL');
}
