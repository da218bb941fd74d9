import type { Action } from '../action.ts';
import { accessDenied } from '../aws-error.ts';
import { proveMfa } from '../mfa-codes.ts';
import { readMfa } from '../mfa-parameters.ts';
import { readParameters } from '../parameters.ts';
import { credentialsXml, startSession } from '../sessions.ts';

const DEFAULT_SECONDS = 43_200;
const ROOT_MAXIMUM_SECONDS = 3600;

/** Needs no permission, but a long-term key. */
export const getSessionToken: Action = {
  name: 'GetSessionToken',
  service: 'sts',
  run({ world, caller, parameters, nowMs }) {
    const read = readParameters(parameters);
    const requestedSeconds =
      read.integer('DurationSeconds', { min: 900, max: 129_600 }) ?? DEFAULT_SECONDS;
    const { serial, code } = readMfa(read);
    read.check();
    if (caller.principal.kind !== 'user' || caller.session !== null) {
      throw accessDenied('Cannot call GetSessionToken with session credentials');
    }
    const { user } = caller.principal;
    const session = startSession(world, {
      principal: caller.principal,
      mfa: proveMfa(world, { serial, code, user, nowMs }),
      startsAtMs: nowMs,
      // For the root user AWS lowers it without a word.
      durationSeconds:
        user.kind === 'root' ? Math.min(requestedSeconds, ROOT_MAXIMUM_SECONDS) : requestedSeconds,
    });
    return { Credentials: credentialsXml(session) };
  },
};
