import { randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { FaultKind } from './faults.ts';
import type { HttpAnswer } from './http-server.ts';
import { refusal } from './xml-answer.ts';

/** The answer of a fault that acts instead of the call; null when there is none. */
export function actOut(kind: FaultKind | null, nowMs: number): HttpAnswer | null {
  const fail = (status: number, code: string, message: string) =>
    failure(new AwsError(status, code, message), nowMs);
  switch (kind?.type) {
    case 'drop-request':
      return { status: 0, headers: {}, body: '', dropped: true };
    case 'html': {
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        date: new Date(nowMs).toUTCString(),
      };
      return {
        status: kind.status,
        headers,
        body: '<!doctype html><title>Welcome to the hotel network</title>\n',
      };
    }
    case 'throttle':
      return kind.status === 429
        ? fail(429, 'TooManyRequestsException', 'Rate exceeded')
        : fail(400, 'Throttling', 'Rate exceeded');
    case 'refuse':
      return fail(kind.status, kind.code, 'Refused for practice.');
    case 'server-error':
      return serverError(kind.status, nowMs);
    case 'drop-reply':
    case 'server-error-after':
    case undefined:
      return null;
  }
}

/** What becomes of the answer to a call that was carried out. */
export function actOutAfter(kind: FaultKind | null, answer: HttpAnswer, nowMs: number): HttpAnswer {
  if (kind?.type === 'drop-reply') return { ...answer, dropped: true };
  return kind?.type === 'server-error-after' ? serverError(kind.status, nowMs) : answer;
}

function serverError(status: number, nowMs: number): HttpAnswer {
  const error =
    status === 503
      ? new AwsError(503, 'ServiceUnavailable', 'Service is unable to handle request.')
      : new AwsError(status, 'InternalFailure', 'An internal error has occurred.');
  return failure(error, nowMs);
}

function failure(error: AwsError, nowMs: number): HttpAnswer {
  return refusal({ error, service: 'sts', requestId: randomUUID(), nowMs });
}
