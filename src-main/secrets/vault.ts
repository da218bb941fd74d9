import type { Vault as VaultView } from '#shared/contract/things.ts';
import type { Failure, VaultKind } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';
import type { SecretStore } from './secret-store.ts';

/** The choice of a vault, made once and kept in the state document: a vault never moves by itself. */
export interface VaultPin {
  readonly kind: VaultKind;
  /** Random; part of every keychain item's name, so that two homes never share an item. */
  readonly id: string;
}

export interface PinStore {
  read(): VaultPin | null;
  /** Looks whether another process has chosen meanwhile. */
  refresh(): Promise<void>;
  /** Throws `vault/exists` when there is another pin already. */
  write(pin: VaultPin): Promise<void>;
}

/** An encrypted JSON document of ours, for what changes often or is large. Its key is in the vault. */
export interface SealedFile {
  /** Null when there is none yet. Throws `vault/damaged`, and whatever the vault throws. */
  read(): Promise<unknown>;
  /** Reads, applies and writes as one step among all our processes. */
  update(change: (content: unknown) => unknown): Promise<void>;
  /**
   * The same, by the key as it is now: locking the vault meanwhile does not close it. For one step whose
   * result is told but once, and not to be kept for longer. Throws at once while the vault is not open.
   */
  held(): SealedFile;
}

/** Encrypts what rests outside the vault (AES-256-GCM, key in the vault). Both throw at once while the vault is not open. */
export interface Sealer {
  /** `purpose` says what it is and where it belongs: opening needs the same. */
  seal(plaintext: Uint8Array, purpose: string): Uint8Array;
  /** Null for what is damaged, of another purpose or of another vault. */
  open(sealed: Uint8Array, purpose: string): Uint8Array | null;
}

export interface Vault {
  view(): VaultView;
  /**
   * What can be done at start without asking anybody: opens the keychain, or the file with the
   * passphrase of the environment, and creates the vault that the environment names when there is
   * none. Does nothing where a person has to choose or to type. A failure is not thrown here: it shows
   * in `view()`, and each use of `secrets` and `sealed` throws it, until a later attempt goes well.
   */
  open(): Promise<void>;
  /** Whether the keychain can be chosen on this machine: null, or what stands against it, which `view()` then shows too. */
  probe(): Promise<Failure | null>;
  /** Chooses and opens. Throws `vault/exists`, `vault/passphrase-weak`, `vault/passphrase-needed`, `vault/absent`. */
  create(kind: VaultKind, passphrase: Secret | null): Promise<void>;
  /** Throws `vault/wrong-passphrase`, `vault/damaged`, `vault/locked`. */
  unlock(passphrase: Secret | null): Promise<void>;
  /** Drops every key and reference we hold. */
  lock(): void;
  /** Throws at each call while it is not open: `vault/not-chosen`, `vault/locked`, or what `open` or `unlock` met. */
  readonly secrets: SecretStore;
  readonly sealed: SealedFile;
  readonly sealer: Sealer;
  onChange(listener: () => void): void;
}
