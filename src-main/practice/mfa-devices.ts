import type { Call } from './action.ts';
import { noSuchEntity } from './aws-error.ts';
import { namesOf } from './principal.ts';
import type { ParameterReader } from './parameters.ts';
import type { MfaDevice, User, World } from './world.ts';

/** A device by its serial number, as every IAM call names and limits it. */
export function readSerial(read: ParameterReader): string {
  return read.requiredText('SerialNumber', {
    min: 9,
    max: 256,
    pattern: String.raw`[\w+=/:,.@-]+`,
  });
}

export function devicesOf(world: World, user: User): readonly MfaDevice[] {
  return [...world.mfaDevices.values()].filter(({ owner }) => owner === user);
}

/** A device of the caller's account, whoever has it or nobody; throws AWS's refusal where there is none. */
export function findDevice({ world, caller }: Call, serial: string): MfaDevice {
  const { accountId } = namesOf(caller.principal);
  const device = world.mfaDevices.get(serial);
  if (device === undefined || device.accountId !== accountId)
    throw noSuchEntity(`VirtualMFADevice with serial number ${serial} doesn't exist.`);
  return device;
}

/** The device, which must be the user's; throws AWS's refusal otherwise. */
export function findDeviceOf(call: Call, user: User, serial: string): MfaDevice {
  const device = findDevice(call, serial);
  if (device.owner !== user) throw noSuchEntity('MFA Device invalid for user.');
  return device;
}
