import type { HttpRequest } from '@smithy/protocol-http';
import type { Endpoint } from '#shared/contract/things.ts';
import type { Clock } from '../platform/clock.ts';
import type { Credentials } from './aws.ts';
import type { CallFacts, ReplyFacts } from './call-facts.ts';
import { type ClientConfig, clientConfig } from './client-config.ts';
import { type ClockSkew, NOTICEABLE_MS } from './clock-skew.ts';
import { exchange, type ExchangeLimits } from './exchange.ts';
import { serviceHosts } from './partitions.ts';
import { factsOfReply } from './reply.ts';
import { MAX_ATTEMPTS, withRetries } from './retry.ts';
import { MalformedReply, translateError } from './translate-error.ts';
import { createTrust } from './trust.ts';

export interface CallerParts {
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly limits: ExchangeLimits;
}

/** What of a call is not said by its endpoint and credentials. */
export type CallSpec = Pick<CallFacts, 'service' | 'action'> &
  Partial<Pick<CallFacts, 'durationSeconds' | 'role'>> &
  Repeats;

/**
 * Whether a call may go out again when nobody knows whether AWS carried it out. Never one that carries a
 * code, nor one that makes something (contracts.md §3.2, hazards 1, 2 and 4).
 */
export type Repeats =
  | { readonly repeatable: true; readonly mfaSerial?: null }
  | { readonly repeatable: false; readonly mfaSerial?: string | null };

/** Makes one call by `send`, with our transport, retries and errors under the SDK's clients. */
export type Caller = <T>(
  where: { readonly endpoint: Endpoint; readonly credentials: Credentials },
  spec: CallSpec,
  send: (config: ClientConfig) => Promise<T>,
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
      ...spec,
      url: address.url,
      region: address.region,
      accessKeyId: credentials.accessKeyId,
    };

    const attempt = async (wholeMs: number) => {
      let reply: ReplyFacts | null = null;
      let skewMs: number | null = null;
      const exchangeOnce = async (request: HttpRequest) => {
        const apartBefore = clock.now() - clock.monotonic();
        const received = await exchange(outgoing(request), agent, {
          connectMs: limits.connectMs,
          wholeMs,
        });
        reply = factsOfReply(received);
        if (!reply.isAws) throw new MalformedReply();
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
        );
      } catch (error) {
        throw translateError(error, call, { reply, skewMs });
      }
    };

    const maximum = spec.repeatable ? MAX_ATTEMPTS : 1;
    return withRetries(attempt, { clock, maximum, wholeMs: limits.wholeMs });
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
