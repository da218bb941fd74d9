import { isAppError } from '#shared/errors.ts';
import { isMissingUser } from './is-missing-user.ts';

/** What is gone need not be deleted or changed: `aws/no-such-thing` is no failure, unless it is the user who is missing. */
export async function unlessMissing(change: Promise<void>): Promise<void> {
  await change.catch((error: unknown) => {
    if (!isAppError(error, 'aws/no-such-thing') || isMissingUser(error)) throw error;
  });
}
