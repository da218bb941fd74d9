import { randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { FaultKind } from './faults.ts';
import type { HttpAnswer } from './http-server.ts';
import { refusal } from './xml-answer.ts';

/** The answer of a fault that acts instead of the call; null when there is none. */
export function actOut(kind: FaultKind | null, nowMs: number): HttpAnswer | null {
  const fail = (status: number, code: string, message: string) =>
    refusal({
      error: new AwsError(status, code, message),
      service: 'sts',
      requestId: randomUUID(),
      nowMs,
    });
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
      return kind.status === 503
        ? fail(503, 'ServiceUnavailable', 'Service is unable to handle request.')
        : fail(kind.status, 'InternalFailure', 'An internal error has occurred.');
    case 'drop-reply':
    case undefined:
      return null;
  }
}
