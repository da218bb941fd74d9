import type { SecretId, SecretStore } from '#main/secrets/secret-store.ts';
import { checkStorable } from '#main/secrets/storable.ts';
import { type AppError, type VaultKind } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';

export interface MemorySecretStore extends SecretStore {
  /** What is stored, as text. */
  readonly items: ReadonlyMap<SecretId, string>;
  /** From now on every call throws this; null: they work again. */
  failWith(error: AppError | null): void;
}

export function createMemorySecretStore(kind: VaultKind = 'file'): MemorySecretStore {
  const items = new Map<SecretId, string>();
  let failure: AppError | null = null;
  const check = () => {
    if (failure !== null) throw failure;
  };
  return {
    kind,
    items,
    failWith(error) {
      failure = error;
    },
    async get(id) {
      check();
      const text = items.get(id);
      return text === undefined ? null : secretOf(text);
    },
    async put(id, secret) {
      check();
      checkStorable(secret, kind);
      items.set(id, secret.reveal());
    },
    async delete(id) {
      check();
      return items.delete(id);
    },
  };
}
