import { isAppError } from '#shared/errors.ts';
import type { Sealer } from '../secrets/vault.ts';
import type { Head } from './chain.ts';

/** `head`: up to where the log was written. `start`: after what it begins, since the rest was dropped. */
type Place = 'head' | 'start';

/** What only the vault's key can have written of a log (docs/decisions/0010). */
export interface Seals {
  /** Null while the vault is not open. */
  seal(head: Head, place: Place): string | null;
  /** What was sealed; null where the seal is none of this vault. `closed` while it is not open. */
  open(sealed: string, place: Place): Head | 'closed' | null;
}

export function createSeals(sealer: Sealer): Seals {
  const purposeOf = (place: Place) => `activity-${place}`;
  return {
    seal: ({ n, hash }, place) =>
      unlessClosed(() => {
        const plain = Buffer.from(JSON.stringify({ n, hash }), 'utf8');
        return Buffer.from(sealer.seal(plain, purposeOf(place))).toString('base64');
      }),
    open(sealed, place) {
      const opened = unlessClosed(() => ({
        plain: sealer.open(Buffer.from(sealed, 'base64'), purposeOf(place)),
      }));
      if (opened === null) return 'closed';
      const { plain } = opened;
      return plain === null ? null : (JSON.parse(Buffer.from(plain).toString('utf8')) as Head);
    },
  };
}

/** A vault that is locked, or not chosen yet: then nothing is sealed. */
function unlessClosed<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    return null;
  }
}
