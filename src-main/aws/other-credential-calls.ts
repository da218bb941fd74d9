import {
  DeleteServerCertificateCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteSSHPublicKeyCommand,
  ListServerCertificatesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSSHPublicKeysCommand,
  UpdateServiceSpecificCredentialCommand,
  UpdateSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { parseArn } from '#shared/arn.ts';
import type { ClientConfig } from './client-config.ts';
import { iamClient, listOf, momentOf, unlessGone, wordOf } from './iam-reply.ts';
import type {
  ServerCertificate,
  ServiceSpecificCredential,
  ServiceSpecificCredentialOfUser,
  SshPublicKey,
  SshPublicKeyOfUser,
  Status,
} from './iam.ts';
import { nextPage, type Page, pageParameter, type PagePosition } from './pages.ts';
import { MalformedReply } from './malformed-reply.ts';

export async function listSshPublicKeys(
  config: ClientConfig,
  userName: string,
  position: PagePosition,
): Promise<Page<SshPublicKey>> {
  const reply = await iamClient(config).send(
    new ListSSHPublicKeysCommand({ UserName: userName, ...pageParameter(position) }),
  );
  const items = listOf(reply.SSHPublicKeys).map(
    ({ SSHPublicKeyId: id, Status: status = '', UploadDate }) => ({
      sshPublicKeyId: idOf(id),
      status: wordOf(status),
      uploadedAtMs: momentOf(UploadDate),
    }),
  );
  return { items, next: nextPage(reply, position) };
}

export async function updateSshPublicKey(
  config: ClientConfig,
  { userName, sshPublicKeyId, status }: SshPublicKeyOfUser & Status,
): Promise<void> {
  await iamClient(config).send(
    new UpdateSSHPublicKeyCommand({
      UserName: userName,
      SSHPublicKeyId: sshPublicKeyId,
      Status: status,
    }),
  );
}

export async function deleteSshPublicKey(
  config: ClientConfig,
  { userName, sshPublicKeyId }: SshPublicKeyOfUser,
  mayBeDone: boolean,
): Promise<void> {
  const command = new DeleteSSHPublicKeyCommand({
    UserName: userName,
    SSHPublicKeyId: sshPublicKeyId,
  });
  await iamClient(config).send(command).catch(unlessGone(mayBeDone));
}

export async function listServiceSpecificCredentials(
  config: ClientConfig,
  userName: string,
  position: PagePosition,
): Promise<Page<ServiceSpecificCredential>> {
  const reply = await iamClient(config).send(
    new ListServiceSpecificCredentialsCommand({ UserName: userName, ...pageParameter(position) }),
  );
  const items = listOf(reply.ServiceSpecificCredentials).map(
    ({ ServiceSpecificCredentialId: id, Status: status = '', ...given }) => ({
      serviceSpecificCredentialId: idOf(id),
      status: wordOf(status),
      serviceName: wordOf(given.ServiceName ?? ''),
      createdAtMs: momentOf(given.CreateDate),
      expiresAtMs: given.ExpirationDate === undefined ? null : momentOf(given.ExpirationDate),
    }),
  );
  return { items, next: nextPage(reply, position) };
}

export async function updateServiceSpecificCredential(
  config: ClientConfig,
  { userName, serviceSpecificCredentialId, status }: ServiceSpecificCredentialOfUser & Status,
): Promise<void> {
  await iamClient(config).send(
    new UpdateServiceSpecificCredentialCommand({
      UserName: userName,
      ServiceSpecificCredentialId: serviceSpecificCredentialId,
      Status: status,
    }),
  );
}

export async function deleteServiceSpecificCredential(
  config: ClientConfig,
  { userName, serviceSpecificCredentialId }: ServiceSpecificCredentialOfUser,
  mayBeDone: boolean,
): Promise<void> {
  const command = new DeleteServiceSpecificCredentialCommand({
    UserName: userName,
    ServiceSpecificCredentialId: serviceSpecificCredentialId,
  });
  await iamClient(config).send(command).catch(unlessGone(mayBeDone));
}

export async function listServerCertificates(
  config: ClientConfig,
  position: PagePosition,
): Promise<Page<ServerCertificate>> {
  const reply = await iamClient(config).send(
    new ListServerCertificatesCommand(pageParameter(position)),
  );
  const items = listOf(reply.ServerCertificateMetadataList).map(
    ({ ServerCertificateName: name = '', Arn: arn = '', UploadDate, Expiration }) => {
      const isWhole = /^[\w+=,.@-]{1,128}$/.test(name) && arn.length <= 2048;
      if (!isWhole || parseArn(arn) === null) throw new MalformedReply();
      return {
        name,
        arn,
        uploadedAtMs: UploadDate === undefined ? null : momentOf(UploadDate),
        expiresAtMs: Expiration === undefined ? null : momentOf(Expiration),
      };
    },
  );
  return { items, next: nextPage(reply, position) };
}

export async function deleteServerCertificate(
  config: ClientConfig,
  name: string,
  mayBeDone: boolean,
): Promise<void> {
  const command = new DeleteServerCertificateCommand({ ServerCertificateName: name });
  await iamClient(config).send(command).catch(unlessGone(mayBeDone));
}

function idOf(id = ''): string {
  if (!/^\w{20,128}$/.test(id)) throw new MalformedReply();
  return id;
}
