import type { Action } from '../action.ts';
import { authorizeOnUser } from '../authorize.ts';
import { pageOf } from '../paging.ts';
import { readParameters } from '../parameters.ts';
import { serviceCredentialXml } from '../service-credentials.ts';

/** Of one user; the model's `AllUsers` is not for what we do. */
export const listServiceSpecificCredentials: Action = {
  name: 'ListServiceSpecificCredentials',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const wanted = read.text('ServiceName', {});
    read.check();
    const user = authorizeOnUser(call, 'iam:ListServiceSpecificCredentials');
    const credentials = [...call.world.serviceCredentials.values()].filter(
      ({ owner, serviceName }) => owner === user && (wanted ?? serviceName) === serviceName,
    );
    const page = pageOf(credentials, call.parameters);
    return {
      ServiceSpecificCredentials: page.items.map(serviceCredentialXml),
      Marker: page.marker,
      IsTruncated: page.isTruncated,
    };
  },
};
