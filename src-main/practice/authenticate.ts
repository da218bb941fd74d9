import { AwsError, invalidClientTokenId, signatureDoesNotMatch } from './aws-error.ts';
import { checkSignature } from './check-signature.ts';
import type { Server } from './consistency.ts';
import { isSignedWith, readSignature, type Signature, type SignedRequest } from './sigv4.ts';
import type { AccessKey, Principal, Session, World } from './world.ts';

/** Who calls, proved by the signature. */
export interface Caller {
  readonly principal: Principal;
  /** Null for a long-term key. */
  readonly session: Session | null;
}

interface Arrival {
  readonly request: SignedRequest;
  /** The service that was called; null when the call names none that exists. */
  readonly service: string | null;
  readonly server: Server;
  readonly nowMs: number;
}

/** Proves who sent the request and notes that the key was used; throws AWS's refusal otherwise. */
export async function authenticate(
  world: World,
  { request, service, server, nowMs }: Arrival,
): Promise<Caller> {
  const signature = readSignature(request);
  checkSignature(signature, service, nowMs);
  const credential = findCredential(world, signature.accessKeyId, {
    token: request.headers['x-amz-security-token'],
    isActive: (key) => server.statusOf(key, nowMs) === 'Active',
  });
  if (!(await isSignedWith(credential.secretAccessKey, signature, request))) {
    throw signatureDoesNotMatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  if ('owner' in credential) {
    noteUse(credential, signature, nowMs);
    return { principal: { kind: 'user', user: credential.owner }, session: null };
  }
  if (credential.expiresAtMs <= nowMs) {
    throw new AwsError(
      403,
      'ExpiredToken',
      'The security token included in the request is expired',
    );
  }
  return { principal: credential.principal, session: credential };
}

/**
 * A session's key needs its own token; a long-term key must come without one. A session goes on when
 * the key that made it is deactivated or deleted: AWS's guide has it that sessions "are valid until
 * they expire" (Disabling permissions for temporary security credentials).
 */
function findCredential(
  world: World,
  accessKeyId: string,
  { token, isActive }: { token: string | undefined; isActive: (key: AccessKey) => boolean },
): AccessKey | Session {
  const session = world.sessions.get(accessKeyId);
  if (session !== undefined && session.sessionToken === token) return session;
  const key = world.keys.get(accessKeyId);
  if (key !== undefined && token === undefined && isActive(key)) return key;
  throw invalidClientTokenId();
}

/** AWS counts several uses within 15 minutes once. */
const USE_COUNTS_ONCE_MS = 15 * 60 * 1000;

function noteUse(key: AccessKey, { service, region }: Signature, nowMs: number): void {
  if (key.lastUsed !== null && nowMs < key.lastUsed.atMs + USE_COUNTS_ONCE_MS) return;
  key.lastUsed = { atMs: nowMs, service, region };
}
