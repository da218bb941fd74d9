import { AppError, type VaultKind } from '#shared/errors.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import type { GuardedVault } from './guarded-vault.ts';

/**
 * Throws `vault/locked` for a session that may not be had while the vault is guarded: what runs, or is
 * delivered and was missed, goes on, and nothing new begins.
 */
export type MayServe = (session: string) => void;

export function createMayServe(deps: {
  readonly vault: Pick<GuardedVault, 'isGuarded' | 'view'>;
  readonly book: Pick<SessionBook, 'get'>;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
}): MayServe {
  const { vault, book, skew } = deps;
  return (session) => {
    if (!vault.isGuarded()) return;
    const booked = book.get(session);
    const runs =
      booked !== undefined &&
      (booked.deliveredTo !== null || booked.credentials.expiresAtMs > skew.awsNow());
    if (!runs) throw new AppError('vault/locked', { backend: vault.view().kind as VaultKind });
  };
}
