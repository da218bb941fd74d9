import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instantOf, SECOND_MS } from '#shared/time.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Answers, AnswerAtOnce } from '#main/sessions/answer-at-once.ts';
import { sendFailure, sendJson } from '../container/container-reply.ts';
import { closeServer, createLimitedServer, createRateLimit, listen } from '../limited-server.ts';
import { makeRoom } from '../make-room.ts';
import { refuse, refuseSocket } from '../plain-reply.ts';
import { judgeMetadataRequest, TTL_HEADER } from './metadata-gate.ts';
import type { MetadataPlace } from './metadata-gate.ts';

const CONNECTION_LIMIT = 64;
const REQUESTS_PER_SECOND = 1000;
/** Of the protocol's own tokens, which anybody gets who asks: the newest ones. */
const TOKEN_LIMIT = 256;

/**
 * EC2 instance metadata for programs that know no other way, one listener for each target and only while
 * it is asked for. It cannot tell who asks: every program of every user of this machine gets the credentials.
 */
export interface MetadataShell {
  /** For `AWS_EC2_METADATA_SERVICE_ENDPOINT`. */
  open(target: string): Promise<{ readonly url: string }>;
  /** Stops listening for the target; null for all of them. */
  shut(target: string | null): Promise<void>;
}

export function createMetadataShell(parts: {
  readonly answers: Pick<Answers, 'answer'>;
  readonly clock: Clock;
}): MetadataShell {
  const listeners = new Map<string, Promise<Listener>>();
  return {
    async open(target) {
      const known = listeners.get(target) ?? startListener(target, parts);
      listeners.set(target, known);
      known.catch(() => listeners.delete(target));
      return { url: (await known).url };
    },
    async shut(target) {
      const names = target === null ? [...listeners.keys()] : [target];
      const gone = names.map((name) => listeners.get(name));
      for (const name of names) listeners.delete(name);
      for (const listener of gone) {
        const started = await listener?.catch(() => undefined);
        if (started !== undefined) await closeServer(started.server);
      }
    },
  };
}

interface Listener {
  readonly url: string;
  readonly server: Server;
}

async function startListener(
  target: string,
  { answers, clock }: Parameters<typeof createMetadataShell>[0],
): Promise<Listener> {
  const tokens = createMetadataTokens(clock);
  const isWithinRate = createRateLimit(clock, REQUESTS_PER_SECOND);
  // As IAM spells names of roles; it is no secret and no key to anything.
  const role = target.replaceAll(/[^\w+=,.@-]/g, '-').replace(/^\.+$/, 'latchkey');
  let host = '';

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', httpVersion, headersDistinct: headers } = request;
    const decision = judgeMetadataRequest(
      { method, target: url, httpVersion, headers },
      { host, role, isToken: tokens.isToken },
    );
    if (!decision.allow || !isWithinRate()) {
      refuse(response, decision.allow ? 429 : decision.status, true);
      return;
    }
    room.served(request.socket);
    if (decision.to === 'token') {
      const { seconds } = decision;
      sendText(response, tokens.make(seconds), { [TTL_HEADER]: String(seconds) });
      return;
    }
    sendPlace(response, decision.to, { role, found: await answers.answer(target), clock });
  };

  const server = createLimitedServer({
    connectionLimit: CONNECTION_LIMIT * 2,
    onRequest: (request, response) => void answer(request, response),
    onUpgrade: (_request, socket) => refuseSocket(socket, 426),
  });
  const room = makeRoom(server, CONNECTION_LIMIT);
  await listen(server, { host: '127.0.0.1', port: 0 });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, server };
}

function sendPlace(
  response: ServerResponse,
  place: MetadataPlace,
  { role, found, clock }: { role: string; found: AnswerAtOnce; clock: Clock },
): void {
  if (found.kind === 'failed') {
    sendFailure(response, found.failure, { status: found.passes ? 503 : 409 });
    return;
  }
  const { credentials, accountId, region } = found;
  const now = instantOf(clock.now());
  switch (place) {
    case 'roles':
      sendText(response, role, {});
      return;
    case 'instance-id':
      sendText(response, 'i-latchkey', {});
      return;
    case 'role-info':
      sendJson(response, {
        Code: 'Success',
        LastUpdated: now,
        InstanceProfileArn: `arn:aws:iam::${accountId}:instance-profile/${role}`,
        InstanceProfileId: 'latchkey',
      });
      return;
    case 'identity':
      sendJson(response, { accountId, region, instanceId: 'i-latchkey' });
      return;
    case 'credentials':
      // botocore reads both times with a fixed format: whole seconds and a Z.
      sendJson(response, {
        Code: 'Success',
        LastUpdated: now,
        Type: 'AWS-HMAC',
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey.reveal(),
        Token: credentials.sessionToken.reveal(),
        Expiration: instantOf(credentials.expiresAtMs),
      });
  }
}

function sendText(
  response: ServerResponse,
  text: string,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(200, {
    'content-type': 'text/plain',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

function createMetadataTokens(clock: Clock) {
  let known: readonly { readonly hash: Buffer; readonly endsAt: number }[] = [];
  return {
    make(seconds: number): string {
      const token = randomBytes(32).toString('base64url');
      const endsAt = clock.monotonic() + seconds * SECOND_MS;
      known = [{ hash: hashOf(token), endsAt }, ...known].slice(0, TOKEN_LIMIT);
      return token;
    },
    isToken(token: string): boolean {
      const hash = hashOf(token);
      const now = clock.monotonic();
      return known.filter((one) => timingSafeEqual(one.hash, hash) && now < one.endsAt).length > 0;
    },
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
