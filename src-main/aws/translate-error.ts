import { AppError, type UnreachableReason } from '#shared/errors.ts';
import type { CallFacts, ReplyFacts } from './call-facts.ts';
import { ExchangeFault } from './exchange.ts';
import { serviceError } from './service-error.ts';
import { tlsProblem } from './tls-problem.ts';

/**
 * An error of the network, the SDK or AWS as one of ours. `reply` null: none came. `skewMs` is what
 * the reply's `Date` says about our clock, null where it says nothing. AWS's own text stays behind:
 * it may hold names and ids. What nobody foresaw is returned as it is.
 */
export function translateError(
  error: unknown,
  call: CallFacts,
  got: { readonly reply: ReplyFacts | null; readonly skewMs: number | null },
): unknown {
  if (error instanceof AppError) return error;
  const { reply } = got;
  if (error instanceof ExchangeFault) return translateFault(error, call.url);
  if (reply === null) return error;
  if (reply.isAws && isServiceException(error))
    return serviceError(error, call, { reply, skewMs: got.skewMs });
  return notAws(call.url, reply, error);
}

function translateFault(fault: ExchangeFault, url: string): AppError {
  const code = systemCodeOf(fault.cause);
  const isNotAws = fault.reason === 'too-large' || fault.reason === 'other-protocol';
  if (isNotAws || code.startsWith('HPE_')) return notAws(url, null, fault);
  const reason = fault.reason === 'timed-out' ? 'timed-out' : REASONS[code];
  if (reason !== undefined)
    return new AppError('aws/unreachable', { url, reason, sent: fault.sent }, fault);
  if (fault.sent)
    return new AppError('aws/unreachable', { url, reason: 'reset', sent: true }, fault);
  const problem = tlsProblem(code);
  if (problem === 'not-tls') return notAws(url, null, fault);
  if (problem !== null) return new AppError('aws/tls', { url, reason: problem }, fault);
  return new AppError('aws/unreachable', { url, reason: 'no-route', sent: false }, fault);
}

function notAws(url: string, reply: ReplyFacts | null, cause: unknown): AppError {
  return new AppError(
    'aws/not-aws',
    { url, status: reply?.status ?? 0, contentType: reply?.contentType ?? '' },
    cause,
  );
}

/** Node tries each address of a host and reports the failures together. */
function systemCodeOf(cause: unknown): string {
  const { code, errors } = (cause ?? {}) as { code?: unknown; errors?: readonly unknown[] };
  if (typeof code === 'string') return code;
  return errors?.[0] === undefined ? '' : systemCodeOf(errors[0]);
}

function isServiceException(error: unknown): error is Error {
  return error instanceof Error && '$fault' in error;
}

const REASONS: Readonly<Record<string, UnreachableReason>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  EAI_NODATA: 'name-not-found',
  EAI_NONAME: 'name-not-found',
  ETIMEDOUT: 'timed-out',
  ESOCKETTIMEDOUT: 'timed-out',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  EHOSTUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
};
