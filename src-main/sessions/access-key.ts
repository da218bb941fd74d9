import type { Identity } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import type { Credentials } from '../aws/aws.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** A long-term key, such as an identity has, from the vault. Throws `vault/*`. */
export async function accessKeyOf(
  { accessKeyId }: Pick<Identity, 'accessKeyId'>,
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
