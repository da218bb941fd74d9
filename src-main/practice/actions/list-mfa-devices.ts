import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { pageOf } from '../paging.ts';

export const listMfaDevices: Action = {
  name: 'ListMFADevices',
  service: 'iam',
  run(call) {
    const user = authorizeOnUser(call, 'iam:ListMFADevices');
    const devices = [...call.world.mfaDevices.values()].filter(({ owner }) => owner === user);
    const page = pageOf(devices, call.parameters);
    return {
      MFADevices: page.items.map((device) => ({
        UserName: user.userName,
        SerialNumber: device.serial,
        EnableDate: new Date(device.enabledAtMs),
      })),
      IsTruncated: page.isTruncated,
      Marker: page.marker,
    };
  },
};
