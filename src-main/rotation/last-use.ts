import type { Endpoint } from '#shared/contract/things.ts';
import { isAppError } from '#shared/errors.ts';
import type { Aws, Credentials } from '../aws/aws.ts';

/** When a key was used last, to be shown; null also where AWS does not say. */
export async function lastUseIfTold(
  aws: Aws,
  endpoint: Endpoint,
  credentials: Credentials,
  accessKeyId: string,
): ReturnType<Aws['getAccessKeyLastUsed']> {
  try {
    return await aws.getAccessKeyLastUsed(endpoint, credentials, accessKeyId);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
