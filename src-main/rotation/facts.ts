import type { Failure } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';

/** A key as AWS lists it. */
export interface ListedKey {
  readonly accessKeyId: string;
  readonly createdAtMs: number;
}

/** The first fact of every rotation: what was there, and what is wanted. */
export interface Intended {
  readonly fact: 'intended';
  readonly atMs: number;
  readonly oldKeyId: string;
  /** What AWS listed then: every other key is a newer one. */
  readonly keysBefore: readonly string[];
  readonly graceSeconds: number;
  /** Whether the old key is deleted after that without asking again. */
  readonly deletesItself: boolean;
}

/**
 * What happened, in order; the state of a rotation is a fold over it (contracts.md §4.1). Each fact is on
 * disk before the next call to AWS, by AWS's time.
 */
export type Fact =
  | Intended
  | ({ readonly atMs: number } & (
      | {
          /** CreateAccessKey is about to leave: from here on there may be a key that nobody knows of. */
          readonly fact: 'creating';
        }
      | {
          readonly fact: 'created';
          readonly accessKeyId: string;
          /** Null once it is in the vault. */
          readonly secret: Secret | null;
        }
      /** AWS has refused to make a key. */
      | { readonly fact: 'not-created' }
      /** No key has come to light for so long that there is none. */
      | { readonly fact: 'none-found' }
      /** AWS says that there is one more key than it lists. */
      | { readonly fact: 'doubted' }
      | { readonly fact: 'orphan-found'; readonly orphan: ListedKey }
      | { readonly fact: 'orphan-deleted'; readonly accessKeyId: string }
      /** In the vault, and read back equal. */
      | { readonly fact: 'stored' }
      | { readonly fact: 'proven' }
      | { readonly fact: 'switched'; readonly identities: readonly string[] }
      /** What was delivered with the old key is delivered anew; `left` could not be. */
      | { readonly fact: 'renewed'; readonly left: readonly string[] }
      /** The user has another name now. */
      | { readonly fact: 'renamed'; readonly userName: string }
      /** The person knows who uses the old key, and goes on. */
      | { readonly fact: 'insisted' }
      /** From here on the old key may be inactive. */
      | { readonly fact: 'deactivating' }
      /** AWS has refused that. */
      | { readonly fact: 'not-deactivated' }
      | { readonly fact: 'deactivated' }
      /** The person has thought better of the time of grace. */
      | ({ readonly fact: 'grace-set' } & Pick<Intended, 'graceSeconds' | 'deletesItself'>)
      /** The person wants the key that is out of use deleted. */
      | { readonly fact: 'deletion-asked' }
      | { readonly fact: 'deleted' }
      | { readonly fact: 'turned-back'; readonly deletesNewKey: boolean }
      | { readonly fact: 'old-activated' }
      | { readonly fact: 'old-proven' }
      /** AWS has no old key any more to go back to. */
      | { readonly fact: 'old-gone' }
      | { readonly fact: 'switched-back' }
      | { readonly fact: 'new-deactivated' }
      | { readonly fact: 'new-deleted' }
      /** It ended without having changed anything, or nobody signs in with either key any more. */
      | { readonly fact: 'abandoned' }
      /** Only to be shown: it goes on from where it was. */
      | { readonly fact: 'failed'; readonly failure: Failure }
    ));

/** The rotation of one user's key. */
export interface Journal {
  /** Says which user of which AWS. */
  readonly id: string;
  readonly endpoint: string;
  readonly accountId: string;
  /** When it began. */
  readonly userName: string;
  readonly facts: readonly [Intended, ...Fact[]];
}
