/** The name that our own client gives in `Host`. A socket forwarded to a port would bring that port's name. */
export const SOCKET_HOST = 'latchkey';
export const SOCKET_RPC_PREFIX = '/rpc';
export const CREDENTIALS_PREFIX = '/credentials/';
/** The `Prefer` of who can ask a person by itself (RFC 7240). */
export const NO_WAIT = 'wait=0';

export interface SocketRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

/**
 * The status that refuses a request on the local socket, or null when it may pass. The folder's mode
 * keeps other users out; this keeps a browser out, should somebody forward the socket to a port.
 */
export function refusalOf({ method, target, headers }: SocketRequest): number | null {
  if (headers['host']?.length !== 1 || headers['host'][0] !== SOCKET_HOST) return 421;
  if (Object.keys(headers).some((name) => SENT_BY_BROWSERS.test(name))) return 403;
  if (target.startsWith(CREDENTIALS_PREFIX)) {
    if (method !== 'GET') return 405;
    return CREDENTIALS_PATH.test(target) ? null : 404;
  }
  if (method !== 'POST') return 405;
  const type = headers['content-type'];
  if (type?.length !== 1 || type[0] !== 'application/json') return 415;
  return RPC_PATH.test(target) ? null : 404;
}

const SENT_BY_BROWSERS = /^(?:origin|referer|cookie|sec-.*|access-control-.*)$/;
/** What a name may hold (names.ts), as it is or percent-encoded; no query. */
const CREDENTIALS_PATH = /^\/credentials\/[A-Za-z0-9_@+.%:/-]{1,192}$/;
const RPC_PATH = /^\/rpc(?:\/[A-Za-z]+)+$/;
