import type { Identity } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import type { Credentials } from '../aws/aws.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** An identity's long-term key, from the vault. Throws `vault/*`. */
export async function accessKeyOf(
  { accessKeyId }: Identity,
  secrets: SecretStore,
): Promise<Credentials> {
  const secretAccessKey = await secrets.get(`access-key/${accessKeyId}`);
  if (secretAccessKey === null) {
    throw new AppError('vault/item-missing', {
      backend: secrets.kind,
      item: `the secret of ${accessKeyId}`,
    });
  }
  return { accessKeyId, secretAccessKey, sessionToken: null };
}
