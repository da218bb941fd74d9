import { isAppError } from '#shared/errors.ts';

/** What is gone need not be deleted or changed: `aws/no-such-thing` is no failure. */
export async function unlessMissing(change: Promise<void>): Promise<void> {
  await change.catch((error: unknown) => {
    if (!isAppError(error, 'aws/no-such-thing')) throw error;
  });
}
