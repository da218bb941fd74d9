import { roleArnProblem } from '#shared/arn.ts';
import type { Action } from '../action.ts';
import type { Caller } from '../authenticate.ts';
import { sessionAllows } from '../authorize.ts';
import { accessDenied, validationError } from '../aws-error.ts';
import { proveMfa } from '../mfa-codes.ts';
import { readMfa } from '../mfa-parameters.ts';
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
import { askTrust, type TrustConditions } from '../trust.ts';
import type { Role, RolePrincipal, SessionOptions } from '../world.ts';

const DEFAULT_SECONDS = 3600;
/** For sessions that come from a session: role chaining. */
const CHAINED_MAXIMUM_SECONDS = 3600;

export const assumeRole: Action = {
  name: 'AssumeRole',
  service: 'sts',
  run({ world, caller, parameters, nowMs }) {
    const request = readRequest(parameters);
    const { principal, session } = caller;
    const user = principal.kind === 'user' ? principal.user : null;
    if (user?.kind === 'root') throw accessDenied('Roles may not be assumed by root accounts.');
    // The code is spent here, even if the role is refused below.
    const provedNow = proveMfa(world, { serial: request.serial, code: request.code, user, nowMs });
    const mfa = provedNow || session?.mfa === true;
    const role = world.roles.get(request.roleArn);
    const options = withInherited(request.options, session);
    const conditions = { externalId: request.externalId, mfa };
    const refused = actionsOf(options).find(
      (action) => role === undefined || !mayPerform(action, { caller, role, conditions }),
    );
    if (role === undefined || refused !== undefined) {
      const { arn } = namesOf(principal);
      // One text for every reason: AWS does not even tell whether the role exists.
      throw accessDenied(
        `User: ${arn} is not authorized to perform: ${refused} on resource: ${request.roleArn}`,
      );
    }
    checkDuration(request.durationSeconds, role, session !== null);
    const assumed: RolePrincipal = { kind: 'assumed-role', role, sessionName: request.sessionName };
    const { arn, userId } = namesOf(assumed);
    const packed = packedSize(options);
    return {
      Credentials: credentialsXml(
        startSession(world, {
          principal: assumed,
          mfa: false,
          startsAtMs: nowMs,
          durationSeconds: request.durationSeconds,
          options,
          limits: sessionLimits(options),
        }),
      ),
      AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
      PackedPolicySize: packed,
      SourceIdentity: options.sourceIdentity,
    };
  },
};

function readRequest(parameters: URLSearchParams) {
  const read = readParameters(parameters);
  const name = { min: 2, max: 64, pattern: String.raw`[\w+=,.@-]*` };
  const request = {
    roleArn: read.requiredText('RoleArn', { min: 20, max: 2048 }),
    sessionName: read.requiredText('RoleSessionName', name),
    durationSeconds: read.integer('DurationSeconds', { min: 900, max: 43_200 }) ?? DEFAULT_SECONDS,
    externalId: read.text('ExternalId', { min: 2, max: 1224, pattern: String.raw`[\w+=,.@:\/-]*` }),
    options: readSessionOptions(read, {}),
    ...readMfa(read),
  };
  read.check();
  if (roleArnProblem(request.roleArn) !== null)
    throw validationError(`${request.roleArn} is invalid`);
  return request;
}

/** AssumeRole is several permissions: to hand tags on that one has takes the same as to set them. */
function actionsOf({ tags, sourceIdentity }: SessionOptions): readonly string[] {
  return [
    'sts:AssumeRole',
    ...(tags.length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
  ];
}

function mayPerform(
  action: string,
  asked: { readonly caller: Caller; readonly role: Role; readonly conditions: TrustConditions },
): boolean {
  const { caller, role, conditions } = asked;
  if (caller.principal.kind === 'federated-user') return false;
  if (!sessionAllows(caller, { action, resource: role.arn })) return false;
  const { policyArn, accountId, userName, permissions } = namesOf(caller.principal);
  const trust = askTrust(role.trust, { principalArn: policyArn, accountId, ...conditions });
  if (trust === 'not-trusted') return false;
  const own = askPolicy(permissions, { action, resource: role.arn, userName });
  if (own === 'allowed') return true;
  return own === 'not-allowed' && trust === 'trusted-by-name' && accountId === role.accountId;
}

function checkDuration(requestedSeconds: number, role: Role, isChained: boolean): void {
  if (isChained && requestedSeconds > CHAINED_MAXIMUM_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (requestedSeconds > role.maxSessionSeconds) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}
