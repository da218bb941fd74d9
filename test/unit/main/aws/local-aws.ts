import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { onTestFinished } from 'vitest';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import type { Aws, Credentials } from '#main/aws/aws.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';

export const KEY: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: secretOf('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
  sessionToken: null,
};

/** For calls that end by a limit; long enough for a busy machine to connect in. */
export const SHORT_LIMITS = { connectMs: 1500, wholeMs: 2000 };

export function anAws(given: Partial<Parameters<typeof createAws>[0]> = {}): Aws {
  const clock = createSystemClock();
  return createAws({ skew: createClockSkew(clock), clock, ...given });
}

export function anEndpoint(url: string | null, given: Partial<Endpoint> = {}): Endpoint {
  return {
    name: 'test',
    partition: 'aws',
    region: 'eu-west-1',
    stsUrl: url,
    iamUrl: url,
    ssoUrl: null,
    oidcUrl: null,
    signinUrl: null,
    caFile: null,
    writesEndpointUrl: false,
    ...given,
  };
}

export interface LocalReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LocalServer {
  readonly url: string;
  readonly requests: readonly {
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
  }[];
}

/** A server on loopback that answers every request by `answer`, and goes away with the test. */
export async function startLocalAws(
  answer: (requestNumber: number) => LocalReply,
  certificate?: { readonly key: string; readonly cert: string },
): Promise<LocalServer> {
  const requests: { headers: http.IncomingHttpHeaders; body: string }[] = [];
  const listener: http.RequestListener = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      const reply = answer(requests.length);
      response.writeHead(reply.status ?? 200, { 'content-type': 'text/xml', ...reply.headers });
      response.end(reply.body);
    });
  };
  const server =
    certificate === undefined
      ? http.createServer(listener)
      : https.createServer(
          { key: readFileSync(certificate.key), cert: readFileSync(certificate.cert) },
          listener,
        );
  const port = await listen(server);
  return { url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, requests };
}

/** Listens on a free port until the end of the test. */
export async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** What a call failed with, as code and facts. */
export async function failureOf(call: Promise<unknown>): Promise<{ code: string; facts: unknown }> {
  const error = await call.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return { code: error.code, facts: error.facts };
}

export const CALLER_REPLY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/alice</Arn><UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult>
  <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>`;

/** The reply of GetSessionToken or AssumeRole; fields given as null are left out. */
export function credentialsReply(
  action: 'GetSessionToken' | 'AssumeRole',
  given: Readonly<Record<string, string | null>> = {},
): string {
  const fields = {
    AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY',
    SessionToken:
      'AQoEXAMPLEH4aoAH0gNCAPyJxz4BlCFFxWNE1OPTgk5TthT+FvwqnKwRcOIfrRh3c/LTo6UDdyJwOOvEVPvLXCrrrUtdnniCEXAMPLE==',
    Expiration: new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000).toISOString(),
    ...given,
  };
  const credentials = Object.entries(fields)
    .map(([name, value]) => (value === null ? '' : `<${name}>${value}</${name}>`))
    .join('');
  return `<${action}Response><${action}Result><Credentials>${credentials}</Credentials></${action}Result></${action}Response>`;
}

export function errorReply(code: string, text: string, status = 403): LocalReply {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return {
    status,
    headers: { 'x-amzn-requestid': '01234567-89ab-cdef-0123-456789abcdef' },
    body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped}</Message></Error><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ErrorResponse>`,
  };
}

/** The reply of a call of IAM with this in its result. */
export function resultOf(action: string, result: string): string {
  return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
}

/** The reply of a call that answers nothing. */
export function acknowledgementOf(action: string): string {
  return `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata></${action}Response>`;
}
