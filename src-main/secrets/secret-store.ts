import type { VaultKind } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';

/** What rests in the vault: one small item for each access key and MFA seed, and the sealed file's key. */
export type SecretId =
  | `access-key/${string}` // by access key id; the secret access key
  | `mfa-seed/${string}` // by serial; base32, normalised
  | 'sealed-file-key' // 32 bytes as base64
  | 'canary'; // tells "locked" from "not there" (security.md §3.1 rule 3)

/**
 * Where secrets rest. Every failure is named: `vault/locked`, `vault/absent`, `vault/not-answering`,
 * `vault/refused`, `vault/damaged`. Nothing is ever deleted or overwritten because of an error.
 */
export interface SecretStore {
  readonly kind: VaultKind;
  /** Null only when the store is open and has no such item: a locked store throws. */
  get(id: SecretId): Promise<Secret | null>;
  /** Returns when the item is stored to outlast a crash. */
  put(id: SecretId, secret: Secret): Promise<void>;
  /** Whether there was such an item. */
  delete(id: SecretId): Promise<boolean>;
}
