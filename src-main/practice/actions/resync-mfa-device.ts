import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { findDeviceOf, readSerial } from '../mfa-devices.ts';
import { readCodePair, synchronise } from '../mfa-pairs.ts';
import { readParameters } from '../parameters.ts';

/** Takes the device's clock from two codes. Both are spent. */
export const resyncMfaDevice: Action = {
  name: 'ResyncMFADevice',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const serial = readSerial(read);
    const pair = readCodePair(read);
    read.check();
    const user = authorizeOnUser(call, 'iam:ResyncMFADevice');
    synchronise(findDeviceOf(call, user, serial), pair, call.nowMs);
    return null;
  },
};
