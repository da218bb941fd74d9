import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from './aes-gcm.ts';
import type { SealedFileKey } from './sealed-file.ts';
import type { Sealer } from './vault.ts';

/** `keyOf` throws while the vault is not open. The purpose keeps these boxes apart from all others under the same key. */
export function createSealer(keyOf: () => SealedFileKey): Sealer {
  const associatedOf = (vaultId: string, purpose: string) =>
    Buffer.from(JSON.stringify(['latchkey-value', vaultId, purpose]));
  return {
    seal(plaintext, purpose) {
      const { key, vaultId } = keyOf();
      return encrypt(key, {
        associated: associatedOf(vaultId, purpose),
        plaintext: Buffer.from(plaintext),
      });
    },
    open(sealed, purpose) {
      const { key, vaultId } = keyOf();
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
      return decrypt(key, {
        associated: associatedOf(vaultId, purpose),
        sealed: Buffer.from(sealed),
      });
    },
  };
}
