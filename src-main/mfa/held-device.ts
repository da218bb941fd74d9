import { AppError } from '#shared/errors.ts';
import type { Identity } from '#shared/contract/things.ts';
import type { Secret } from '#shared/secret.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** An identity's device whose seed is in the vault. Throws `mfa/no-device`, `mfa/no-seed`, `vault/*`. */
export async function heldDevice(
  { name, mfaSerial: serial, hasSeed }: Identity,
  secrets: SecretStore,
): Promise<{ readonly serial: string; readonly seed: Secret }> {
  if (serial === null) throw new AppError('mfa/no-device', { identity: name });
  if (!hasSeed) throw new AppError('mfa/no-seed', { identity: name, serial });
  const seed = await secrets.get(`mfa-seed/${serial}`);
  if (seed !== null) return { serial, seed };
  const item = `the seed of ${serial}`;
  throw new AppError('vault/item-missing', { backend: secrets.kind, item });
}
