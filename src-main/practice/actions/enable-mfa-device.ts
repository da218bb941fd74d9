import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { entityAlreadyExists, limitExceeded } from '../aws-error.ts';
import { devicesOf, findDevice, readSerial } from '../mfa-devices.ts';
import { readCodePair, synchronise } from '../mfa-pairs.ts';
import { readParameters } from '../parameters.ts';

const MAXIMUM_DEVICES = 8;

/** Assigns a device to a user. Both codes are spent. */
export const enableMfaDevice: Action = {
  name: 'EnableMFADevice',
  service: 'iam',
  run(call) {
    const { world, nowMs, parameters } = call;
    const read = readParameters(parameters);
    const serial = readSerial(read);
    const pair = readCodePair(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:EnableMFADevice');
    const device = findDevice(call, serial);
    if (device.owner !== null) throw entityAlreadyExists('MFA Device is already in use.');
    if (devicesOf(world, user).length >= MAXIMUM_DEVICES)
      throw limitExceeded(`Cannot exceed quota for MFADevicesPerUser: ${MAXIMUM_DEVICES}`);
    synchronise(device, pair, nowMs);
    device.owner = user;
    device.enabledAtMs = nowMs;
    return null;
  },
};
