import { mapEventIterator, ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import { AppError, failureOf, isAppError } from '#shared/errors.ts';
import type { Failure } from '#shared/errors.ts';
import type { Log } from '../platform/log.ts';

/**
 * The one place where failures leave main: an oRPC interceptor (`clientInterceptors` of every
 * handler) that turns them into the contract's `LATCHKEY` error. Ours keep their code and facts, input
 * that does not fit becomes `input/invalid`, and the rest becomes `internal` with a reference in the log.
 */
export function reportErrors(log: Log) {
  return async (call: Call): Promise<unknown> => {
    const report = (error: unknown) => {
      // Who asked has gone: nobody is there to be told.
      if (call.signal?.aborted === true) return error;
      return latchkeyError(error, call.path, log);
    };
    try {
      const output = await call.next();
      if (!isEventIterator(output)) return output;
      return mapEventIterator(output, {
        value: async (value) => value,
        error: async (error) => report(error),
      });
    } catch (error) {
      throw report(error);
    }
  };
}

interface Call {
  readonly path: readonly string[];
  readonly signal?: AbortSignal | undefined;
  next(): Promise<unknown>;
}

function latchkeyError(error: unknown, path: readonly string[], log: Log): unknown {
  if (error instanceof ORPCError && error.code === 'LATCHKEY') return error;
  const failure = failureIn(error, path, log);
  return new ORPCError('LATCHKEY', {
    status: failure.code === 'internal' ? 500 : 400,
    message: failure.code,
    data: failure,
    cause: error,
  });
}

function failureIn(error: unknown, path: readonly string[], log: Log): Failure {
  if (isAppError(error)) return failureOf(error);
  const validation = validationIn(error);
  if (validation === null) return internal(error, log);
  if (validation.of === 'input') return failureOf(inputInvalid(validation.error));
  return internal(
    new Error(
      `The reply of ${path.join('.')} does not fit the contract: ${describe(validation.error)}`,
    ),
    log,
  );
}

function internal(error: unknown, log: Log): Failure {
  return { code: 'internal', facts: { reference: log.unexpected(error) } };
}

/** oRPC says `BAD_REQUEST` for input and other codes for output; the cause has the issues, and the data, which is never shown. */
function validationIn(error: unknown): { of: 'input' | 'output'; error: ValidationError } | null {
  if (!(error instanceof ORPCError) || !(error.cause instanceof ValidationError)) return null;
  return { of: error.code === 'BAD_REQUEST' ? 'input' : 'output', error: error.cause };
}

function inputInvalid(error: ValidationError): AppError {
  const [issue] = error.issues;
  // Of a list the list: `tags`, for `tags.0.key`.
  const field = fieldOf(issue).replace(/\.\d+(\..*)?$/, '');
  return new AppError('input/invalid', {
    field: field === '' ? 'the request' : field,
    problem: (issue?.message ?? 'it does not fit').slice(0, PROBLEM_MAX_LENGTH),
  });
}

/** The message of an unknown key repeats the key, which the sender may have made as long as it liked. */
const PROBLEM_MAX_LENGTH = 200;

function describe(error: ValidationError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${fieldOf(issue)} ${issue.message.slice(0, PROBLEM_MAX_LENGTH)}`)
    .join('; ');
}

function fieldOf(issue: ValidationError['issues'][number] | undefined): string {
  return (issue?.path ?? [])
    .map((part) => String(typeof part === 'object' ? part.key : part))
    .join('.')
    .slice(0, PROBLEM_MAX_LENGTH);
}

export function isEventIterator(
  output: unknown,
): output is AsyncIteratorObject<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}
