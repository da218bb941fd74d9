import { AppError, type Failure } from '#shared/errors.ts';

/** What passes by itself. Everything else waits for somebody to do something about it. */
const PASSING: ReadonlySet<string> = new Set([
  'aws/unreachable',
  'aws/tls',
  'aws/not-aws',
  'aws/throttled',
  'aws/failed',
  'aws/clock-skew',
  'vault/not-answering',
  'files/busy',
  'state/busy',
]);

export function isPassing(error: unknown): error is AppError {
  return error instanceof AppError && passesByItself(error);
}

/** The same of a failure as data. */
export function passesByItself({ code }: Pick<Failure, 'code'>): boolean {
  return PASSING.has(code);
}
