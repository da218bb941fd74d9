/**
 * Who gets credentials over HTTP (contracts.md §2.2), decided before anything else is done: a pure function
 * of the request line, the headers and the tokens there are.
 */
export function judgeContainerRequest(
  request: ContainerRequest,
  facts: ContainerFacts,
): ContainerDecision {
  // A page whose name was rebound to 127.0.0.1 still sends its own name; no AWS SDK sends the others.
  if (only(request, 'host') !== facts.host) return refuse(421, 'browser');
  if (isFromBrowser(request)) return refuse(403, 'browser');
  if (request.httpVersion !== '1.1') return refuse(505, 'version');
  if (request.method !== 'GET') return refuse(405, 'method');
  if (hasBody(request)) return refuse(413, 'body');
  // By its form alone: whoever has no token does not learn which targets are served.
  if (!CREDENTIALS_PATH.test(request.target)) return refuse(404, 'path');
  const token = only(request, 'authorization');
  // The AWS SDK for JavaScript asks once more without a token when it was refused: it is not guessing.
  if (token === null) return refuse(401, 'token-missing');
  if (token.length > TOKEN_MAX_LENGTH) return refuse(401, 'token');
  const owner = facts.ownerOf(token);
  // The token of another target opens nothing here.
  if (owner === null || owner.path !== request.target) return refuse(401, 'token');
  return { allow: true, target: owner.target };
}

export interface ContainerRequest {
  readonly method: string;
  /** As it stands in the request line, undecoded: only the exact spelling is known. */
  readonly target: string;
  readonly httpVersion: string;
  /** Each value of each header on its own (Node's `headersDistinct`): a header sent twice counts as wrong. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

export interface ContainerFacts {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Takes as long for a token that is nearly right as for one that is all wrong. */
  readonly ownerOf: (token: string) => { readonly path: string; readonly target: string } | null;
}

export type ContainerDecision =
  | { readonly allow: true; readonly target: string }
  | { readonly allow: false; readonly status: number; readonly reason: ContainerRefusal };

export type ContainerRefusal =
  | 'browser'
  | 'version'
  | 'method'
  | 'body'
  | 'path'
  | 'token'
  | 'token-missing'
  | 'too-many';

/** Of the form of `pathOf` in `container-tokens.ts`. */
const CREDENTIALS_PATH = /^\/credentials\/[0-9a-f]{16}$/;
const TOKEN_MAX_LENGTH = 200;

/** Or from a proxy: no AWS SDK sends any of these. */
export function isFromBrowser({ headers }: ContainerRequest): boolean {
  return Object.keys(headers).some((name) => SENT_BY_BROWSERS.test(name));
}

const SENT_BY_BROWSERS =
  /^(?:origin|referer|cookie|sec-.*|access-control-.*|x-forwarded-.*|forwarded|via)$/;

export function hasBody({ headers }: ContainerRequest): boolean {
  if (headers['transfer-encoding'] !== undefined) return true;
  return (headers['content-length'] ?? []).some((length) => length !== '0');
}

/** The value of a header that was sent exactly once. */
export function only(request: ContainerRequest, header: string): string | null {
  const values = request.headers[header];
  return values?.length === 1 ? (values[0] ?? null) : null;
}

function refuse(status: number, reason: ContainerRefusal): ContainerDecision {
  return { allow: false, status, reason };
}
