/**
 * Who may pass (security.md §2.2), decided before routing, bodies and files: a pure function of the
 * request line, the headers and what the server knows of itself. One gate for everything; no path is exempt.
 */
export function judgeRequest(request: GateRequest, facts: GateFacts): GateDecision {
  // First of all: a page whose name was rebound to 127.0.0.1 still sends its own name.
  const host = only(request, 'host');
  if (host === null || !hostsOf(facts).includes(host)) return refuse(421, 'host');
  if (request.isUpgrade) return refuse(426, 'upgrade');
  if (request.target === '/api' || request.target.startsWith('/api/')) {
    return judgeApi(request, facts, `http://${host}`);
  }
  return judgePage(request, facts);
}

export interface GateRequest {
  readonly method: string;
  /** As it stands in the request line, undecoded: only exact spellings are known. */
  readonly target: string;
  /** Each value of each header on its own (Node's `headersDistinct`): a header sent twice counts as wrong. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly isUpgrade: boolean;
}

export interface GateFacts {
  readonly port: number;
  /** `<random>.localhost`, drawn at start: the other name we answer to. */
  readonly privateHost: string;
  readonly isPage: (path: string) => boolean;
  readonly judgeToken: (token: string) => TokenVerdict;
}

/** `ended`: it was good once, so whoever sends it is not guessing. */
export type TokenVerdict = 'live' | 'ended' | 'unknown';

export type GateDecision =
  | { readonly allow: true; readonly to: 'page' | 'launch' }
  | { readonly allow: true; readonly to: 'rpc'; readonly token: string }
  | {
      readonly allow: false;
      readonly status: number;
      readonly close: boolean;
      readonly reason: GateReason;
    };

export type GateReason =
  | 'host'
  | 'upgrade'
  | 'method'
  | 'origin'
  | 'fetch-site'
  | 'content-type'
  | 'token-missing'
  | 'token-ended'
  | 'token-unknown'
  | 'path'
  | 'embedding';

/** The address at which a page trades its one-time secret for a token. */
const LAUNCH_PATH = '/api/session';
export const RPC_PREFIX = '/api/rpc';
const RPC_PATH = /^\/api\/rpc(?:\/[A-Za-z]+)+$/;

function judgeApi(request: GateRequest, facts: GateFacts, ownOrigin: string): GateDecision {
  if (request.method !== 'POST') return refuse(405, 'method');
  // Another port of 127.0.0.1 is "same-site" to a browser, so the origin must match with its port.
  if (only(request, 'origin') !== ownOrigin) return refuse(403, 'origin');
  if (only(request, 'sec-fetch-site') !== 'same-origin') return refuse(403, 'fetch-site');
  const type = only(request, 'content-type');
  if (type === null || !JSON_TYPE.test(type)) return refuse(415, 'content-type');
  // The secret that this path takes stands in the body.
  if (request.target === LAUNCH_PATH) return { allow: true, to: 'launch' };
  const token = /^Bearer ([\w-]{1,200})$/.exec(only(request, 'authorization') ?? '')?.[1];
  if (token === undefined) return refuse(401, 'token-missing');
  const verdict = facts.judgeToken(token);
  if (verdict !== 'live') return refuse(401, `token-${verdict}`);
  return RPC_PATH.test(request.target) ? { allow: true, to: 'rpc', token } : refuse(404, 'path');
}

const JSON_TYPE = /^application\/json(?: *; *charset=utf-8)?$/i;

function judgePage(request: GateRequest, facts: GateFacts): GateDecision {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'method');
  if (!facts.isPage(request.target)) return refuse(404, 'path');
  return mayEmbed(request) ? { allow: true, to: 'page' } : refuse(403, 'embedding');
}

/**
 * The document only as the whole of a tab: the launcher file is cross-site to us, so the site cannot
 * decide that. What belongs to it only from the document itself, and never as a frame or a worker.
 */
function mayEmbed(request: GateRequest): boolean {
  const destination = only(request, 'sec-fetch-dest');
  if (request.target === '/') {
    return destination === 'document' && only(request, 'sec-fetch-mode') === 'navigate';
  }
  if (request.headers['service-worker'] !== undefined) return false;
  const site = only(request, 'sec-fetch-site');
  return (
    (site === 'same-origin' || site === 'none') && PART_OF_PAGE.has(destination ?? 'not given')
  );
}

const PART_OF_PAGE = new Set(['script', 'style', 'font', 'image', 'manifest', 'empty']);

function hostsOf(facts: GateFacts): readonly string[] {
  return [`127.0.0.1:${facts.port}`, `${facts.privateHost}:${facts.port}`];
}

/** The value of a header that was sent exactly once. */
function only(request: GateRequest, header: string): string | null {
  const values = request.headers[header];
  return values?.length === 1 ? (values[0] ?? null) : null;
}

/** A connection is kept only where the sender is ours beyond doubt, or nearly: its token ended, or a path is wrong. */
function refuse(status: number, reason: GateReason): GateDecision {
  return { allow: false, status, close: status !== 401 && status !== 404, reason };
}
