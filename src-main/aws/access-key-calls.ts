import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { type Secret, secretOf } from '#shared/secret.ts';
import type { ClientConfig } from './client-config.ts';
import { iamClient, listOf, momentOf, unlessGone, wordOf } from './iam-reply.ts';
import type { AccessKeyMetadata, AccessKeyOfUser, Status } from './iam.ts';
import { nextPage, type Page, pageParameter, type PagePosition } from './pages.ts';
import { MalformedReply } from './malformed-reply.ts';

/** What else the reply says may be odd: the secret comes but once. */
export async function createAccessKey(
  config: ClientConfig,
  userName: string,
): Promise<{ accessKeyId: string; secretAccessKey: Secret }> {
  const { AccessKey } = await iamClient(config).send(
    new CreateAccessKeyCommand({ UserName: userName }),
  );
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  const accessKeyId = checkedId(AccessKeyId);
  if (!/^[\x21-\x7e]{1,256}$/.test(SecretAccessKey)) throw new MalformedReply();
  return { accessKeyId, secretAccessKey: secretOf(SecretAccessKey) };
}

export async function updateAccessKey(
  config: ClientConfig,
  { userName, accessKeyId, status }: AccessKeyOfUser & Status,
): Promise<void> {
  await iamClient(config).send(
    new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: status }),
  );
}

export async function deleteAccessKey(
  config: ClientConfig,
  { userName, accessKeyId }: AccessKeyOfUser,
  mayBeDone: boolean,
): Promise<void> {
  const command = new DeleteAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId });
  await iamClient(config).send(command).catch(unlessGone(mayBeDone));
}

export async function listAccessKeys(
  config: ClientConfig,
  userName: string,
  position: PagePosition,
): Promise<Page<AccessKeyMetadata>> {
  const reply = await iamClient(config).send(
    new ListAccessKeysCommand({ UserName: userName, ...pageParameter(position) }),
  );
  const items = listOf(reply.AccessKeyMetadata).map(
    ({ AccessKeyId = '', Status = '', CreateDate }) => ({
      accessKeyId: checkedId(AccessKeyId),
      status: wordOf(Status),
      createdAtMs: momentOf(CreateDate),
    }),
  );
  return { items, next: nextPage(reply, position) };
}

export async function getAccessKeyLastUsed(
  config: ClientConfig,
  accessKeyId: string,
): Promise<{ atMs: number; service: string; region: string } | null> {
  const reply = await iamClient(config).send(
    new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }),
  );
  if (reply.AccessKeyLastUsed === undefined) throw new MalformedReply();
  const { LastUsedDate, ServiceName = '', Region = '' } = reply.AccessKeyLastUsed;
  // AWS leaves the date out for a key that was never used.
  if (LastUsedDate === undefined) return null;
  return { atMs: LastUsedDate.getTime(), service: wordOf(ServiceName), region: wordOf(Region) };
}

function checkedId(accessKeyId: string): string {
  if (!/^[A-Z0-9]{16,128}$/.test(accessKeyId)) throw new MalformedReply();
  return accessKeyId;
}
