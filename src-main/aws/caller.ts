import type { HttpRequest } from '@smithy/protocol-http';
import type { Endpoint } from '#shared/contract/things.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { Credentials } from './aws.ts';
import type { CallFacts, ReplyFacts } from './call-facts.ts';
import { type ClientConfig, clientConfig } from './client-config.ts';
import { type ClockSkew, NOTICEABLE_MS } from './clock-skew.ts';
import { exchange, type ExchangeLimits } from './exchange.ts';
import { mayBeDone } from './may-be-done.ts';
import { serviceHosts } from './partitions.ts';
import { acknowledges, factsOfReply } from './reply.ts';
import { MAX_ATTEMPTS, withRetries } from './retry.ts';
import { MalformedReply } from './malformed-reply.ts';
import { translateError } from './translate-error.ts';
import { createTrust } from './trust.ts';

/** AWS's longest replies to us are some kB, with few exceptions. */
const LARGEST_REPLY_BYTES = 1024 * 1024;

export interface CallerParts {
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly limits: ExchangeLimits;
}

/** What of a call is not said by its endpoint and credentials. */
export type CallSpec = Pick<CallFacts, 'service' | 'action'> &
  Partial<Pick<CallFacts, 'durationSeconds' | 'role' | 'subject' | 'userName'>> & {
    /** It changes something in the account: when nobody knows whether it did, it fails with `aws/outcome-unknown`. */
    readonly changes?: true;
    /** AWS says that it is done, and no more. */
    readonly answersNothing?: true;
    /** Where its reply may be longer than others. */
    readonly largestReplyBytes?: number;
  } & Repeats;

/**
 * Whether a call may go out again when nobody knows whether AWS carried it out. Never one that carries a
 * code, nor one that makes something (contracts.md §3.2, hazards 1, 2 and 4).
 */
export type Repeats =
  | { readonly repeatable: true; readonly mfaSerial?: null }
  | { readonly repeatable: false; readonly mfaSerial?: string | null };

/**
 * Makes one call by `send`, with our transport, retries and errors under the SDK's clients. `send` hears
 * whether an attempt before this one may have been carried out.
 */
export type Caller = <T>(
  where: { readonly endpoint: Endpoint; readonly credentials: Credentials },
  spec: CallSpec,
  send: (config: ClientConfig, mayBeDone: boolean) => Promise<T>,
) => Promise<T>;

export function createCaller({ skew, clock, limits }: CallerParts): Caller {
  const agentFor = createTrust();

  return async ({ endpoint, credentials }, spec, send) => {
    const address = addressOf(endpoint, spec.service);
    const isTls = address.url.startsWith('https:');
    const agent = isTls ? await agentFor(endpoint.caFile) : undefined;
    const call: CallFacts = {
      mfaSerial: null,
      durationSeconds: null,
      role: null,
      subject: null,
      userName: null,
      ...spec,
      url: address.url,
      region: address.region,
      accessKeyId: credentials.accessKeyId,
      isSession: credentials.sessionToken !== null,
    };
    let isInDoubt = false;

    const attempt = async (wholeMs: number) => {
      let reply: ReplyFacts | null = null;
      let skewMs: number | null = null;
      const exchangeOnce = async (request: HttpRequest) => {
        const apartBefore = clock.now() - clock.monotonic();
        const received = await exchange(outgoing(request), agent, {
          connectMs: limits.connectMs,
          wholeMs,
          largestBytes: spec.largestReplyBytes ?? LARGEST_REPLY_BYTES,
        });
        reply = factsOfReply(received);
        if (!reply.isAws) throw new MalformedReply();
        const isDone = received.status < 300 && spec.answersNothing === true;
        if (isDone && !acknowledges(received, spec.action)) throw new MalformedReply();
        const date = Date.parse(reply.date ?? '');
        skewMs = Number.isNaN(date) ? null : clock.now() - date;
        // What a machine reads that slept meanwhile is of the time before.
        const movedMs = clock.now() - clock.monotonic() - apartBefore;
        if (Math.abs(movedMs) < NOTICEABLE_MS) skew.observe(reply.date);
        return received;
      };
      try {
        return await send(
          clientConfig({
            ...address,
            credentials,
            exchange: exchangeOnce,
            clockOffsetMs: skew.awsNow() - Date.now(),
          }),
          isInDoubt,
        );
      } catch (error) {
        const failure = translateError(error, call, { reply, skewMs });
        isInDoubt ||= mayBeDone(failure);
        throw failure;
      }
    };

    const maximum = spec.repeatable ? MAX_ATTEMPTS : 1;
    try {
      return await withRetries(attempt, { clock, maximum, wholeMs: limits.wholeMs });
    } catch (error) {
      if (spec.changes !== true || !isInDoubt || !isAppError(error)) throw error;
      const action = `${spec.service}:${spec.action}`;
      throw new AppError('aws/outcome-unknown', { action }, error);
    }
  };
}

function addressOf(endpoint: Endpoint, service: 'sts' | 'iam'): { url: string; region: string } {
  const hosts = serviceHosts(endpoint.partition, endpoint.region);
  return service === 'sts'
    ? { url: endpoint.stsUrl ?? `https://${hosts.sts}`, region: endpoint.region }
    : { url: endpoint.iamUrl ?? `https://${hosts.iam}`, region: hosts.iamRegion };
}

function outgoing(request: HttpRequest) {
  return {
    isTls: request.protocol === 'https:',
    hostname: request.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: request.port,
    path: request.path,
    method: request.method,
    headers: request.headers,
    body: request.body as string | Uint8Array,
  };
}
