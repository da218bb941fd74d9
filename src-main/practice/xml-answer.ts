import { AwsError } from './aws-error.ts';
import type { HttpAnswer } from './http-server.ts';
import { errorXml, type QueryService } from './query-xml.ts';

export interface XmlAnswer {
  readonly status: number;
  readonly requestId: string;
  readonly nowMs: number;
  readonly body: string;
}

/** Every answer carries a request id and the Date of the practice account's own clock. */
export function xmlAnswer({ status, requestId, nowMs, body }: XmlAnswer): HttpAnswer {
  const date = new Date(nowMs).toUTCString();
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, date },
    body,
  };
}

export interface Refusal {
  readonly error: unknown;
  readonly service: QueryService;
  readonly requestId: string;
  readonly nowMs: number;
}

/** What AWS would refuse is refused in its words; a mistake of ours is AWS's InternalFailure, so that nothing stops the server. */
export function refusal({ error, service, requestId, nowMs }: Refusal): HttpAnswer {
  const known =
    error instanceof AwsError ? error : new AwsError(500, 'InternalFailure', String(error));
  const { status, code, message } = known;
  return xmlAnswer({
    status,
    requestId,
    nowMs,
    body: errorXml({ service, status, code, message, requestId }),
  });
}
