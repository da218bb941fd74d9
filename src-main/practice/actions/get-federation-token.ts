import type { Action } from '../action.ts';
import { accessDenied } from '../aws-error.ts';
import { readParameters } from '../parameters.ts';
import { askPolicy } from '../policy.ts';
import { namesOf } from '../principal.ts';
import {
  packedSize,
  readSessionOptions,
  sessionLimits,
  withInherited,
} from '../session-options.ts';
import { credentialsXml, startSession } from '../sessions.ts';
import type { FederatedPrincipal } from '../world.ts';

const DEFAULT_SECONDS = 43_200;
const ROOT_MAXIMUM_SECONDS = 3600;

/** Needs a long-term key and a permission. Without session policies the session can do nothing. */
export const getFederationToken: Action = {
  name: 'GetFederationToken',
  service: 'sts',
  run({ world, caller, parameters, nowMs }) {
    const read = readParameters(parameters);
    const name = read.requiredText('Name', { min: 2, max: 32, pattern: String.raw`[\w+=,.@-]*` });
    const requestedSeconds =
      read.integer('DurationSeconds', { min: 900, max: 129_600 }) ?? DEFAULT_SECONDS;
    const options = readSessionOptions(read, { max: 2048 });
    read.check();
    if (caller.principal.kind !== 'user' || caller.session !== null)
      throw accessDenied('Cannot call GetFederationToken with session credentials');
    const { user } = caller.principal;
    const federated: FederatedPrincipal = { kind: 'federated-user', user, name };
    const { arn, userId } = namesOf(federated);
    const actions = [
      'sts:GetFederationToken',
      ...(options.tags.length > 0 ? ['sts:TagSession'] : []),
    ];
    for (const action of actions) {
      const question = { action, resource: arn, userName: user.userName };
      if (askPolicy(user.permissions, question) !== 'allowed')
        throw accessDenied(
          `User: ${user.arn} is not authorized to perform: ${action} on resource: ${arn} because no identity-based policy allows the ${action} action`,
        );
    }
    const packed = packedSize(options);
    const session = startSession(world, {
      principal: federated,
      mfa: false,
      startsAtMs: nowMs,
      // For the root user AWS lowers it without a word.
      durationSeconds:
        user.kind === 'root' ? Math.min(requestedSeconds, ROOT_MAXIMUM_SECONDS) : requestedSeconds,
      options: withInherited(options, null),
      limits: sessionLimits(options) ?? [],
    });
    return {
      Credentials: credentialsXml(session),
      FederatedUser: { FederatedUserId: userId, Arn: arn },
      PackedPolicySize: packed,
    };
  },
};
