import { randomBytes } from 'node:crypto';
import type { XmlObject } from './query-xml.ts';
import type { Statement } from './policy.ts';
import { randomLetters, randomSecret } from './random-values.ts';
import type { Principal, Session, SessionOptions, World } from './world.ts';

export interface SessionRequest {
  readonly principal: Principal;
  readonly mfa: boolean;
  readonly startsAtMs: number;
  readonly durationSeconds: number;
  readonly options?: SessionOptions;
  readonly limits?: readonly Statement[] | null;
}

const NO_OPTIONS: SessionOptions = {
  sourceIdentity: null,
  tags: [],
  transitiveTagKeys: [],
  policyArns: [],
  policy: null,
};

/** Gives out short-lived credentials. They are random: nothing may work that was not given out. */
export function startSession(world: World, request: SessionRequest): Session {
  const session: Session = {
    accessKeyId: `ASIA${randomLetters(16)}`,
    secretAccessKey: randomSecret(),
    // About as long as AWS's; clients must not count on a length.
    sessionToken: `IQoJ${randomBytes(600).toString('base64')}`,
    // AWS names whole seconds.
    expiresAtMs: Math.floor(request.startsAtMs / 1000 + request.durationSeconds) * 1000,
    principal: request.principal,
    mfa: request.mfa,
    options: request.options ?? NO_OPTIONS,
    limits: request.limits ?? null,
  };
  world.sessions.set(session.accessKeyId, session);
  return session;
}

/** The `Credentials` of a reply. */
export function credentialsXml(session: Session): XmlObject {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: new Date(session.expiresAtMs),
  };
}
