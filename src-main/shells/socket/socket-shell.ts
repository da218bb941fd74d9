import { chmod, mkdir, unlink } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import path from 'node:path';
import type { Clock } from '#main/platform/clock.ts';
import { withLock } from '#main/platform/lock.ts';
import type { Log } from '#main/platform/log.ts';
import type { CredentialProcess } from '#main/sessions/credential-process.ts';
import { closeServer, createLimitedServer, createRateLimit, listen } from '../limited-server.ts';
import { refuse, refuseSocket } from '../plain-reply.ts';
import { createRpcEndpoint, type LoadRouter } from '../rpc-endpoint.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { createCredentialsDoor } from './credentials-door.ts';
import { CREDENTIALS_PREFIX, refusalOf, SOCKET_RPC_PREFIX } from './socket-gate.ts';
import { requireOwnFolder } from './socket-owner.ts';
import { isAnswering } from './socket-probe.ts';

/** A build may start a hundred tools at once, and each asks for credentials; a call may wait half a minute for a code. */
const CONNECTION_LIMIT = 512;
const REQUESTS_PER_SECOND = 1000;

export interface SocketShell {
  close(): Promise<void>;
}

export interface SocketShellParts {
  /** The contract, and what only the command may ask for (`socketContract`). */
  readonly loadRouter: LoadRouter;
  /** For the plain door beside the contract, which `credential_process` lines ask. */
  readonly credentialProcess: CredentialProcess;
  readonly socketPath: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Serves the `latchkey` command of the same user over a unix socket (mode 0600 in a folder of 0700)
 * or a named pipe. Null when another Latchkey answers there already; a socket left by a dead one is
 * replaced. Throws `files/foreign-owner` when the folder is somebody else's.
 */
export async function startSocketShell(parts: SocketShellParts): Promise<SocketShell | null> {
  const server = createSocketServer(parts);
  const didBind =
    process.platform === 'win32'
      ? await bindPipe(server, parts.socketPath)
      : await bindSocket(server, parts);
  return didBind ? { close: () => closeServer(server) } : null;
}

function createSocketServer(parts: SocketShellParts): Server {
  const { loadRouter, clock, log } = parts;
  const giveCredentials = createCredentialsDoor(parts);
  const callContract = createRpcEndpoint(loadRouter, SOCKET_RPC_PREFIX, log);
  const isWithinRate = createRateLimit(clock, REQUESTS_PER_SECOND);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: target = '', headersDistinct: headers } = request;
    const status = refusalOf({ method, target, headers }) ?? (isWithinRate() ? null : 429);
    if (status !== null) {
      refuse(response, status, true);
      return;
    }
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (target.startsWith(CREDENTIALS_PREFIX)) await giveCredentials(request, response);
    else await callContract(request, response);
  }

  return createLimitedServer({
    connectionLimit: CONNECTION_LIMIT,
    onRequest: (request, response) => void answer(request, response),
    onUpgrade: (_request, socket) => refuseSocket(socket, 426),
  });
}

async function bindPipe(server: Server, pipePath: string): Promise<boolean> {
  try {
    await listen(server, { path: pipePath });
    return true;
  } catch (error) {
    // Windows takes the pipe of a dead process away by itself.
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

async function bindSocket(
  server: Server,
  { socketPath, clock }: SocketShellParts,
): Promise<boolean> {
  const folder = path.dirname(socketPath);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (requireOwnFolder(folder) !== 0o700) await chmod(folder, 0o700);
  // Of two that start at once, the second must not take the first one's socket for a stale one.
  return withLock(`${socketPath}.lock`, clock, async () => {
    if (await isAnswering(socketPath)) return false;
    await unlink(socketPath).catch(ignoreAbsent);
    await listen(server, { path: socketPath });
    await chmod(socketPath, 0o600);
    return true;
  });
}

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
