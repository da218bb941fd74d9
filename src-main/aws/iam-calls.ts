import { ListAccountAliasesCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { parseMfaSerial } from '#shared/arn.ts';
import type { ClientConfig } from './client-config.ts';
import { iamClient, listOf } from './iam-reply.ts';
import { nextPage, type Page, pageParameter, type PagePosition } from './pages.ts';
import { MalformedReply } from './translate-error.ts';

/** Devices that are no MFA serial as STS takes it are left out: nothing could be done with them. */
export async function listMfaDevices(
  config: ClientConfig,
  userName: string,
  position: PagePosition,
): Promise<Page<{ serial: string }>> {
  const reply = await iamClient(config).send(
    new ListMFADevicesCommand({ UserName: userName, ...pageParameter(position) }),
  );
  const items = listOf(reply.MFADevices).flatMap(({ SerialNumber: serial = '' }) =>
    parseMfaSerial(serial) === null ? [] : [{ serial }],
  );
  return { items, next: nextPage(reply, position) };
}

/** An account has one alias at most: this list has no second page. */
export async function getAccountAlias(config: ClientConfig): Promise<string | null> {
  const { AccountAliases: aliases } = await iamClient(config).send(
    new ListAccountAliasesCommand({}),
  );
  const alias = listOf(aliases)[0];
  if (alias === undefined) return null;
  if (!/^[a-z0-9][a-z0-9-]{2,62}$/.test(alias)) throw new MalformedReply();
  return alias;
}
