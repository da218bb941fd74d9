import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { devicesOf } from '../mfa-devices.ts';
import { pageOf } from '../paging.ts';

export const listMfaDevices: Action = {
  name: 'ListMFADevices',
  service: 'iam',
  run(call) {
    const user = authorizeOnUser(call, 'iam:ListMFADevices');
    const page = pageOf(devicesOf(call.world, user), call.parameters);
    return {
      MFADevices: page.items.map((device) => ({
        UserName: user.userName,
        SerialNumber: device.serial,
        EnableDate: device.enabledAtMs === null ? null : new Date(device.enabledAtMs),
      })),
      IsTruncated: page.isTruncated,
      Marker: page.marker,
    };
  },
};
