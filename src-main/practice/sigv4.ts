import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsError } from './aws-error.ts';

/** An HTTP request as far as its signature covers it. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a request says of its own signature. */
export interface Signature {
  readonly accessKeyId: string;
  readonly shortDate: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As sent, `20221103T080139Z`. */
  readonly longDate: string;
  readonly signedAtMs: number;
}

/** Takes the signature from the Authorization header; refuses, with AWS's codes, what is not whole. */
export function readSignature({ headers, query }: SignedRequest): Signature {
  if (query.has('X-Amz-Signature')) {
    throw new AwsError(
      400,
      'IncompleteSignature',
      'The practice account takes signatures in the Authorization header only.',
    );
  }
  const header = headers['authorization'];
  if (header === undefined) {
    throw new AwsError(
      403,
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
    );
  }
  return { ...readAuthorization(header), ...readDate(headers['x-amz-date']) };
}

function readAuthorization(header: string): Omit<Signature, 'longDate' | 'signedAtMs'> {
  const parts = new Map(
    [...header.matchAll(/\b(\w+)=([^,\s]+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
  const part = (name: string) => parts.get(name) ?? '';
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => part(name) === '');
  if (missing.length > 0) {
    throw incomplete(
      missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '),
    );
  }
  const scheme = header.split(' ', 1)[0] ?? '';
  if (scheme !== 'AWS4-HMAC-SHA256') throw incomplete(`Unsupported AWS 'algorithm': '${scheme}'.`);
  const scope = /^([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/aws4_request$/.exec(part('Credential'));
  if (scope === null) {
    throw incomplete('Credential must have the form KEY/YYYYMMDD/REGION/SERVICE/aws4_request.');
  }
  const [, accessKeyId = '', shortDate = '', region = '', service = ''] = scope;
  const signedHeaders = part('SignedHeaders').split(';');
  return { accessKeyId, shortDate, region, service, signedHeaders, signature: part('Signature') };
}

/** Whether the signature was made of this very request with this secret. */
export async function isSignedWith(
  secretAccessKey: string,
  signature: Signature,
  request: SignedRequest,
): Promise<boolean> {
  if (!mentionsItsBody(request)) return false;
  const signer = new SignatureV4({
    credentials: { accessKeyId: signature.accessKeyId, secretAccessKey },
    region: signature.region,
    service: signature.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(toSign(signature, request), {
    signingDate: new Date(signature.signedAtMs),
    signableHeaders: new Set(signature.signedHeaders),
  });
  const expected =
    /Signature=([0-9a-f]{64})$/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
  const [ours, theirs] = [Buffer.from(expected), Buffer.from(signature.signature)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

/** The request with the headers it signed and no other, since the library signs all it is given. */
function toSign(
  signature: Signature,
  { method, path, query, headers, body }: SignedRequest,
): HttpRequest {
  const signedHeaders: Record<string, string> = {};
  for (const name of signature.signedHeaders) signedHeaders[name] = headers[name] ?? '';
  const parameters: Record<string, string[]> = {};
  for (const name of query.keys()) parameters[name] = query.getAll(name);
  return new HttpRequest({ method, path, query: parameters, headers: signedHeaders, body });
}

/** The library believes `x-amz-content-sha256` where it is sent, so it is checked against the body first. */
function mentionsItsBody({ headers, body }: SignedRequest): boolean {
  const claimed = headers['x-amz-content-sha256'];
  return claimed === undefined || claimed === createHash('sha256').update(body).digest('hex');
}

function readDate(text: string | undefined): Pick<Signature, 'longDate' | 'signedAtMs'> {
  if (text === undefined) {
    throw incomplete(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const [, year, month, day, hour, minute, second] = match ?? [];
  const signedAtMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signedAtMs)) {
    throw incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  return { longDate: text, signedAtMs };
}

function incomplete(message: string): AwsError {
  return new AwsError(400, 'IncompleteSignature', message);
}
