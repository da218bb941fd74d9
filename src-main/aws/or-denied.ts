import { type AppError, isAppError } from '#shared/errors.ts';

/** The answer to a call, or AWS's denial as a value: to one who may not, that is an answer too. */
export async function orDenied<T>(asked: Promise<T>): Promise<T | AppError<'aws/access-denied'>> {
  try {
    return await asked;
  } catch (error) {
    if (isAppError(error, 'aws/access-denied')) return error;
    throw error;
  }
}
