import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Failure } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import type { Answers } from '#main/sessions/answer-at-once.ts';
import { closeServer, createLimitedServer, createRateLimit, listen } from '../limited-server.ts';
import { makeRoom } from '../make-room.ts';
import { refuse, refuseSocket } from '../plain-reply.ts';
import { judgeContainerRequest } from './container-gate.ts';
import type { ContainerRefusal } from './container-gate.ts';
import { sendCredentials, sendFailure } from './container-reply.ts';
import { createContainerTokens } from './container-tokens.ts';

/** A program has one connection, mostly for one request. */
const CONNECTION_LIMIT = 256;
/** Of those with a token: ten times what the busiest build asks for (security.md P4), and no more than keeps the window alive. */
const REQUESTS_PER_SECOND = 10_000;
/** Of those without: who has mistaken something asks four times, one second apart. */
const WRONG_PER_SECOND = 100;

/** The container credentials endpoint: a listener of its own, which knows no token of a window and no socket. */
export interface ContainerShell {
  /** Serves the target from now on; the address and where its token lies. Starts listening at the first one. */
  open(target: string): Promise<ContainerDoor>;
  /** Serves the target no longer; null for all of them. */
  shut(target: string | null): Promise<void>;
  /** Stops listening, and removes every token. */
  close(): Promise<void>;
}

export interface ContainerDoor {
  /** For `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
  readonly url: string;
  /** For `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE`. */
  readonly tokenFile: string;
}

export function createContainerShell(parts: {
  readonly answers: Pick<Answers, 'answer'>;
  /** Of the tokens: made with mode 0700. */
  readonly tokenFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly requestsPerSecond?: number;
}): ContainerShell {
  const { answers, clock } = parts;
  const tokens = createContainerTokens(parts.tokenFolder);
  const isWithinRate = createRateLimit(clock, parts.requestsPerSecond ?? REQUESTS_PER_SECOND);
  const isWithinWrong = createRateLimit(clock, WRONG_PER_SECOND);
  const noteWrong = noteSeldom(parts.log);
  let host = '';

  const server = createLimitedServer({
    // Never met: who is in the way is sent away before.
    connectionLimit: CONNECTION_LIMIT * 2,
    onRequest: (request, response) => void answer(request, response),
    onUpgrade: (_request, socket) => refuseSocket(socket, 426),
  });
  const room = makeRoom(server, CONNECTION_LIMIT);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: target = '', httpVersion, headersDistinct: headers } = request;
    const decision = judgeContainerRequest(
      { method, target, httpVersion, headers },
      { host, ownerOf: tokens.ownerOf },
    );
    if (!decision.allow) {
      refuseRequest(response, decision);
      return;
    }
    room.served(request.socket);
    if (!isWithinRate()) {
      refuseRequest(response, { status: 429, reason: 'too-many' });
      return;
    }
    const found = await answers.answer(decision.target);
    if (found.kind === 'credentials') {
      sendCredentials(response, found);
      return;
    }
    // The SDKs show what a 4xx says, and some of them do not ask again after one.
    sendFailure(response, found.failure, { status: found.passes ? 503 : 409 });
  };

  /**
   * Nobody is shut out for guessing, and the endpoint never closes for it: 256 bits cannot be guessed, and any
   * program on this machine could so take the credentials away from all the others.
   */
  const refuseRequest = (
    response: ServerResponse,
    { status, reason }: { readonly status: number; readonly reason: ContainerRefusal },
  ): void => {
    if (reason === 'token') noteWrong();
    // A page learns nothing, not even who listens here.
    if (reason === 'browser') refuse(response, status, true);
    else if (!isWithinWrong()) refuse(response, 429, true);
    else sendFailure(response, REFUSALS[reason], { status, close: true });
  };

  let listening: Promise<void> | null = null;
  const listenOnce = (): Promise<void> => {
    listening ??= listenOnLoopback(server).then(
      (port) => void (host = `127.0.0.1:${port}`),
      (error: unknown) => {
        listening = null;
        throw error;
      },
    );
    return listening;
  };

  return {
    async open(target) {
      await listenOnce();
      const { path, tokenFile } = await tokens.ofTarget(target);
      return { url: `http://${host}${path}`, tokenFile };
    },
    shut: (target) => (target === null ? tokens.removeAll() : tokens.remove(target)),
    async close() {
      await tokens.removeAll();
      await listening?.then(
        () => closeServer(server),
        () => {},
      );
    },
  };
}

const REFUSALS: Readonly<Record<Exclude<ContainerRefusal, 'browser'>, Failure>> = {
  token: { code: 'container/token-refused', facts: {} },
  'token-missing': { code: 'container/token-refused', facts: {} },
  path: refusal('there is nothing at this address'),
  method: refusal('it answers GET only'),
  body: refusal('it takes no body'),
  version: refusal('it speaks HTTP/1.1 only'),
  'too-many': refusal('too many programs ask at the same time'),
};

function refusal(problem: string): Failure {
  return { code: 'container/request-refused', facts: { problem } };
}

/** The first, the tenth, the hundredth …: whoever sends a million wrong tokens does not fill the disk. */
function noteSeldom(log: Log): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (/^10*$/.test(String(count))) log.write('container-wrong-token', { count });
  };
}

async function listenOnLoopback(server: Server): Promise<number> {
  await listen(server, { host: '127.0.0.1', port: 0 });
  return (server.address() as AddressInfo).port;
}
