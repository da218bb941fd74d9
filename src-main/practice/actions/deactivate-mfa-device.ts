import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { findDeviceOf, readSerial } from '../mfa-devices.ts';
import { readParameters } from '../parameters.ts';

/** Takes a device from its user. It stays, unassigned, with its name and seed. */
export const deactivateMfaDevice: Action = {
  name: 'DeactivateMFADevice',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const serial = readSerial(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:DeactivateMFADevice');
    const device = findDeviceOf(call, user, serial);
    device.owner = null;
    device.enabledAtMs = null;
    return null;
  },
};
