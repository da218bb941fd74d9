import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { pageOf } from '../paging.ts';
import { readParameters } from '../parameters.ts';
import { namesOf } from '../principal.ts';
import { userXml } from '../user-xml.ts';

/** Every device of the account, also those that an aborted set-up left. Never a seed. */
export const listVirtualMfaDevices: Action = {
  name: 'ListVirtualMFADevices',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const wanted = read.choice('AssignmentStatus', ['Assigned', 'Unassigned', 'Any']) ?? 'Any';
    read.check();
    authorizeIam(call, { action: 'iam:ListVirtualMFADevices', resource: '*', shownAs: '*' });
    const { accountId } = namesOf(call.caller.principal);
    const devices = [...call.world.mfaDevices.values()].filter(
      (device) =>
        device.accountId === accountId &&
        (wanted === 'Any' || (wanted === 'Assigned') === (device.owner !== null)),
    );
    const page = pageOf(devices, call.parameters);
    return {
      VirtualMFADevices: page.items.map(({ serial, owner, enabledAtMs }) => ({
        SerialNumber: serial,
        User: owner && userXml(owner),
        EnableDate: enabledAtMs === null ? null : new Date(enabledAtMs),
      })),
      IsTruncated: page.isTruncated,
      Marker: page.marker,
    };
  },
};
