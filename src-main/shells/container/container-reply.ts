import type { ServerResponse } from 'node:http';
import type { Failure } from '#shared/errors.ts';
import { instantOf } from '#shared/time.ts';
import { visibleText } from '#shared/visible-text.ts';
import { wordsOf } from '#shared/words/errors.ts';
import type { SessionCredentials } from '#main/aws/aws.ts';

/** What the AWS SDKs take from a container endpoint (contracts.md §2.2): these names, and whole seconds with a Z. */
export function sendCredentials(
  response: ServerResponse,
  { credentials, accountId }: { credentials: SessionCredentials; accountId: string },
): void {
  sendJson(response, {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey.reveal(),
    Token: credentials.sessionToken.reveal(),
    Expiration: instantOf(credentials.expiresAtMs),
    AccountId: accountId,
  });
}

export function sendJson(response: ServerResponse, content: object): void {
  send(response, 200, JSON.stringify(content), {});
}

/** What is in the way, in the form in which the SDKs show it to their users. */
export function sendFailure(
  response: ServerResponse,
  failure: Failure,
  { status, close = false }: { status: number; close?: boolean },
): void {
  const { title, explanation, action } = wordsOf(failure);
  const body = JSON.stringify({
    Code: failure.code,
    Message: visibleText(`${title}. ${explanation} ${action}`),
  });
  send(response, status, body, {
    ...(status === 503 ? { 'retry-after': '1' } : {}),
    ...(close ? { connection: 'close' } : {}),
  });
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...DATA_HEADERS,
    ...headers,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** No page is ever to have it: those of `security-headers.ts` that say how a document behaves say nothing here. */
const DATA_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};
