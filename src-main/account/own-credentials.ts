import type { OwnCredential } from '#shared/contract/account.ts';
import type { OwnCredentialKind } from '#shared/contract/values.ts';
import { OWN_CREDENTIAL_KINDS } from '#shared/kinds.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { instantOf } from '#shared/time.ts';
import type { Aws } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import { orDenied } from '../aws/or-denied.ts';
import type { AsUser, CallingUser, MfaNeeded } from './as-user.ts';

interface Done {
  readonly kind: 'done';
}

/** One of them, as a caller names it. */
export interface CredentialName {
  readonly identity: string;
  readonly kind: OwnCredentialKind;
  readonly id: string;
  readonly mfaCode?: string | undefined;
}

/** What an identity's user has in AWS besides password, access keys and MFA devices. */
export interface OwnCredentials {
  /** `notTold`: kinds that the user may not list. Throws `aws/access-denied` where that is all of them. */
  list(
    identity: string,
    mfaCode: string | undefined,
  ): Promise<
    | {
        readonly kind: 'credentials';
        readonly credentials: OwnCredential[];
        readonly notTold: OwnCredentialKind[];
      }
    | MfaNeeded
  >;
  /** Throws `input/invalid` for a certificate, which has no such status. */
  setStatus(credential: CredentialName, status: 'active' | 'inactive'): Promise<Done | MfaNeeded>;
  delete(credential: CredentialName): Promise<Done | MfaNeeded>;
}

export function createOwnCredentials({
  aws,
  asUser,
  skew,
}: {
  readonly aws: Aws;
  readonly asUser: AsUser;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
}): OwnCredentials {
  const listKind = async (
    kind: OwnCredentialKind,
    { endpoint, credentials, userName }: CallingUser,
  ): Promise<OwnCredential[]> => {
    switch (kind) {
      case 'ssh-public-key':
        return (await aws.listSshPublicKeys(endpoint, credentials, userName)).map((key) => ({
          kind,
          id: key.sshPublicKeyId,
          service: null,
          status: statusOf(key.status),
          createdAt: instantOf(key.uploadedAtMs),
          expiresAt: null,
        }));
      case 'service-specific-credential':
        return (await aws.listServiceSpecificCredentials(endpoint, credentials, userName)).map(
          (credential) => ({
            kind,
            id: credential.serviceSpecificCredentialId,
            service: credential.serviceName,
            status: isOver(credential.expiresAtMs, skew) ? 'expired' : statusOf(credential.status),
            createdAt: instantOf(credential.createdAtMs),
            expiresAt: instantOrNull(credential.expiresAtMs),
          }),
        );
      case 'server-certificate':
        return (await aws.listServerCertificates(endpoint, credentials)).map((certificate) => ({
          kind,
          id: certificate.name,
          service: null,
          status: isOver(certificate.expiresAtMs, skew) ? 'expired' : 'active',
          createdAt: instantOrNull(certificate.uploadedAtMs),
          expiresAt: instantOrNull(certificate.expiresAtMs),
        }));
    }
  };

  return {
    list: (name, mfaCode) =>
      asUser(name, mfaCode, 'iam:ListSSHPublicKeys', async (user) => {
        const told = await Promise.all(
          OWN_CREDENTIAL_KINDS.map(async (kind) => ({
            kind,
            listed: await orDenied(listKind(kind, user)),
          })),
        );
        const denials = told.flatMap(({ kind, listed }) =>
          isAppError(listed) ? [{ kind, denial: listed }] : [],
        );
        if (denials[0] !== undefined && denials.length === told.length) throw denials[0].denial;
        return {
          kind: 'credentials',
          credentials: told.flatMap(({ listed }) => (isAppError(listed) ? [] : listed)),
          notTold: denials.map(({ kind }) => kind),
        };
      }),

    setStatus: ({ identity, kind, id, mfaCode }, status) => {
      const request = { status: status === 'active' ? 'Active' : 'Inactive' } as const;
      switch (kind) {
        case 'ssh-public-key':
          return asUser(identity, mfaCode, 'iam:UpdateSSHPublicKey', async (user) => {
            const { endpoint, credentials, userName } = user;
            const key = { userName, sshPublicKeyId: id };
            await aws.updateSshPublicKey(endpoint, credentials, { ...key, ...request });
            return DONE;
          });
        case 'service-specific-credential':
          return asUser(identity, mfaCode, 'iam:UpdateServiceSpecificCredential', async (user) => {
            const { endpoint, credentials, userName } = user;
            const credential = { userName, serviceSpecificCredentialId: id };
            await aws.updateServiceSpecificCredential(endpoint, credentials, {
              ...credential,
              ...request,
            });
            return DONE;
          });
        case 'server-certificate':
          throw new AppError('input/invalid', {
            field: 'id',
            problem: 'a server certificate is neither active nor inactive; it can be deleted',
          });
      }
    },

    delete: ({ identity, kind, id, mfaCode }) =>
      asUser(identity, mfaCode, DELETE_ACTIONS[kind], async (user) => {
        const { endpoint, credentials, userName } = user;
        switch (kind) {
          case 'ssh-public-key':
            await aws.deleteSshPublicKey(endpoint, credentials, { userName, sshPublicKeyId: id });
            break;
          case 'service-specific-credential':
            await aws.deleteServiceSpecificCredential(endpoint, credentials, {
              userName,
              serviceSpecificCredentialId: id,
            });
            break;
          case 'server-certificate':
            await aws.deleteServerCertificate(endpoint, credentials, id);
        }
        return DONE;
      }),
  };
}

const DONE: Done = { kind: 'done' };

const DELETE_ACTIONS: Record<OwnCredentialKind, string> = {
  'ssh-public-key': 'iam:DeleteSSHPublicKey',
  'service-specific-credential': 'iam:DeleteServiceSpecificCredential',
  'server-certificate': 'iam:DeleteServerCertificate',
};

function statusOf(status: string): OwnCredential['status'] {
  if (status === 'Active') return 'active';
  return status === 'Expired' ? 'expired' : 'inactive';
}

function isOver(expiresAtMs: number | null, skew: Pick<ClockSkew, 'awsNow'>): boolean {
  return expiresAtMs !== null && expiresAtMs <= skew.awsNow();
}

function instantOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : instantOf(epochMs);
}
