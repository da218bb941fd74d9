import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { deleteConflict } from '../aws-error.ts';
import { findDevice, readSerial } from '../mfa-devices.ts';
import { readParameters } from '../parameters.ts';

/** Only what nobody uses. Its name is free then. */
export const deleteVirtualMfaDevice: Action = {
  name: 'DeleteVirtualMFADevice',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const serial = readSerial(read);
    read.check();
    authorizeIam(call, {
      action: 'iam:DeleteVirtualMFADevice',
      resource: serial,
      shownAs: serial,
    });
    const device = findDevice(call, serial);
    if (device.owner !== null)
      throw deleteConflict('MFA VirtualDevice in use. Must deactivate first.');
    call.world.mfaDevices.delete(serial);
    return null;
  },
};
