import { AppError, isAppError } from '#shared/errors.ts';
import type { Failure } from '#shared/errors.ts';

/**
 * What a call of the contract failed with, as an error of ours. For every client: the window and
 * the command line. `serve/session-ended`: the token is no longer good. `app/unreachable`: no reply came.
 */
export function appErrorOf(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (!isReply(error)) return new AppError('app/unreachable', {}, error);
  if (error.code === 'LATCHKEY' && isFailure(error.data)) {
    return new AppError(error.data.code, error.data.facts, error);
  }
  if (error.status === 401) return new AppError('serve/session-ended', {}, error);
  return new AppError('internal', { reference: `reply ${error.status}` }, error);
}

/** By form and not by class: the command's hot path does without loading oRPC and zod. */
interface ErrorReply {
  readonly code: string;
  readonly status: number;
  readonly data?: unknown;
}

function isReply(error: unknown): error is ErrorReply {
  return (
    isObject(error) && typeof error['code'] === 'string' && typeof error['status'] === 'number'
  );
}

function isFailure(data: unknown): data is Failure {
  return isObject(data) && typeof data['code'] === 'string' && isObject(data['facts']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
