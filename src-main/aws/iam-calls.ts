import {
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { parseMfaSerial } from '#shared/arn.ts';
import type { AccessKeyMetadata } from './aws.ts';
import { type ClientConfig, withoutNodeNotice } from './client-config.ts';
import { MalformedReply } from './translate-error.ts';

// A user has two keys and eight devices at most, an account one alias: no list has a second page.

export async function listAccessKeys(
  config: ClientConfig,
  userName: string,
): Promise<readonly AccessKeyMetadata[]> {
  const { AccessKeyMetadata: keys } = await clientOf(config).send(
    new ListAccessKeysCommand({ UserName: userName }),
  );
  return listOf(keys).map(({ AccessKeyId = '', Status = '', CreateDate }) => {
    const createdAtMs = CreateDate?.getTime() ?? Number.NaN;
    if (!/^[A-Z0-9]{16,128}$/.test(AccessKeyId) || Number.isNaN(createdAtMs))
      throw new MalformedReply();
    return { accessKeyId: AccessKeyId, status: wordOf(Status), createdAtMs };
  });
}

export async function getAccessKeyLastUsed(
  config: ClientConfig,
  accessKeyId: string,
): Promise<{ atMs: number; service: string; region: string } | null> {
  const reply = await clientOf(config).send(
    new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }),
  );
  if (reply.AccessKeyLastUsed === undefined) throw new MalformedReply();
  const { LastUsedDate, ServiceName = '', Region = '' } = reply.AccessKeyLastUsed;
  // AWS leaves the date out for a key that was never used.
  if (LastUsedDate === undefined) return null;
  return { atMs: LastUsedDate.getTime(), service: wordOf(ServiceName), region: wordOf(Region) };
}

/** Devices that are no MFA serial as STS takes it are left out: nothing could be done with them. */
export async function listMfaDevices(
  config: ClientConfig,
  userName: string,
): Promise<readonly { serial: string }[]> {
  const { MFADevices: devices } = await clientOf(config).send(
    new ListMFADevicesCommand({ UserName: userName }),
  );
  return listOf(devices).flatMap(({ SerialNumber: serial = '' }) =>
    parseMfaSerial(serial) === null ? [] : [{ serial }],
  );
}

export async function getAccountAlias(config: ClientConfig): Promise<string | null> {
  const { AccountAliases: aliases } = await clientOf(config).send(
    new ListAccountAliasesCommand({}),
  );
  const alias = listOf(aliases)[0];
  if (alias === undefined) return null;
  if (!/^[a-z0-9][a-z0-9-]{2,62}$/.test(alias)) throw new MalformedReply();
  return alias;
}

function clientOf(config: ClientConfig): IAMClient {
  return withoutNodeNotice(() => new IAMClient(config));
}

/** The SDK gives undefined where the reply has no such list at all; AWS sends an empty one. */
function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  if (list === undefined) throw new MalformedReply();
  return list;
}

/** `Active`, `sts`, `us-east-1`, `N/A`: AWS's own words here have no blanks. */
function wordOf(text: string): string {
  if (!/^[\w./-]{0,64}$/.test(text)) throw new MalformedReply();
  return text;
}
