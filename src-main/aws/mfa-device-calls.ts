import {
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
  ResyncMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { parseArn, parseMfaSerial } from '#shared/arn.ts';
import { type Secret, secretOf } from '#shared/secret.ts';
import type { ClientConfig } from './client-config.ts';
import { iamClient, listOf, momentOf, unlessGone } from './iam-reply.ts';
import type { AssignedMfaDevice, MfaDeviceOfUser, TwoCodes, VirtualMfaDevice } from './iam.ts';
import { nextPage, type Page, pageParameter, type PagePosition } from './pages.ts';
import { MalformedReply } from './malformed-reply.ts';

/** AWS's picture of the seed stays where it is: it names the account in a way of its own, and we draw ours. */
export async function createVirtualMfaDevice(
  config: ClientConfig,
  { name, path }: { name: string; path: string },
): Promise<{ serial: string; seed: Secret }> {
  const { VirtualMFADevice: device } = await iamClient(config).send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name, Path: path }),
  );
  const serial = device?.SerialNumber ?? '';
  // The bytes are those of the base32 text.
  const seed = Buffer.from(device?.Base32StringSeed ?? []).toString('latin1');
  if (parseMfaSerial(serial)?.kind !== 'virtual' || !/^[A-Z2-7]{16,512}=*$/.test(seed))
    throw new MalformedReply();
  return { serial, seed: secretOf(seed) };
}

export async function enableMfaDevice(
  config: ClientConfig,
  request: MfaDeviceOfUser & TwoCodes,
): Promise<void> {
  await iamClient(config).send(new EnableMFADeviceCommand(withCodes(request)));
}

export async function resyncMfaDevice(
  config: ClientConfig,
  request: MfaDeviceOfUser & TwoCodes,
): Promise<void> {
  await iamClient(config).send(new ResyncMFADeviceCommand(withCodes(request)));
}

export async function deactivateMfaDevice(
  config: ClientConfig,
  { userName, serial }: MfaDeviceOfUser,
  mayBeDone: boolean,
): Promise<void> {
  const command = new DeactivateMFADeviceCommand({ UserName: userName, SerialNumber: serial });
  await iamClient(config).send(command).catch(unlessGone(mayBeDone));
}

export async function deleteVirtualMfaDevice(
  config: ClientConfig,
  serial: string,
  mayBeDone: boolean,
): Promise<void> {
  const command = new DeleteVirtualMFADeviceCommand({ SerialNumber: serial });
  await iamClient(config).send(command).catch(unlessGone(mayBeDone));
}

/** Devices that are no MFA serial as STS takes it are left out: nothing could be done with them. */
export async function listMfaDevices(
  config: ClientConfig,
  userName: string,
  position: PagePosition,
): Promise<Page<AssignedMfaDevice>> {
  const reply = await iamClient(config).send(
    new ListMFADevicesCommand({ UserName: userName, ...pageParameter(position) }),
  );
  const items = listOf(reply.MFADevices).flatMap(({ SerialNumber: serial = '', EnableDate }) =>
    parseMfaSerial(serial) === null ? [] : [{ serial, enabledAtMs: momentOrNull(EnableDate) }],
  );
  return { items, next: nextPage(reply, position) };
}

export async function listVirtualMfaDevices(
  config: ClientConfig,
  assignment: 'Assigned' | 'Unassigned' | 'Any',
  position: PagePosition,
): Promise<Page<VirtualMfaDevice>> {
  const reply = await iamClient(config).send(
    new ListVirtualMFADevicesCommand({
      AssignmentStatus: assignment,
      ...pageParameter(position),
    }),
  );
  const items = listOf(reply.VirtualMFADevices).map(
    ({ SerialNumber: serial = '', User, EnableDate }) => {
      const userArn = User?.Arn ?? null;
      const isUser = userArn === null || (userArn.length <= 2048 && parseArn(userArn) !== null);
      if (parseMfaSerial(serial)?.kind !== 'virtual' || !isUser) throw new MalformedReply();
      return { serial, userArn, enabledAtMs: momentOrNull(EnableDate) };
    },
  );
  return { items, next: nextPage(reply, position) };
}

function momentOrNull(date: Date | undefined): number | null {
  return date === undefined ? null : momentOf(date);
}

function withCodes({ userName, serial, code1, code2 }: MfaDeviceOfUser & TwoCodes) {
  return {
    UserName: userName,
    SerialNumber: serial,
    AuthenticationCode1: code1,
    AuthenticationCode2: code2,
  };
}
