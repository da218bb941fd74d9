import type { Vault as VaultView } from '#shared/contract/things.ts';
import { AppError, failureOf, type ErrorCode, type VaultKind } from '#shared/errors.ts';
import type { Environment } from '#main/platform/home.ts';
import type { VaultPin } from './vault.ts';

/** The kind that `LATCHKEY_VAULT` names, null where it is not set. Throws `input/invalid`. */
export function vaultKindIn(environment: Environment): VaultKind | null {
  const kind = environment['LATCHKEY_VAULT'] || null;
  if (kind === null || kind === 'keychain' || kind === 'file') return kind;
  const problem = 'it is neither keychain nor file';
  throw new AppError('input/invalid', { field: 'LATCHKEY_VAULT', problem });
}

/** What is known about the choice of a vault, from our records and from the environment. */
export interface Choice {
  readonly pin: VaultPin | null;
  /** LATCHKEY_VAULT. */
  readonly asked: VaultKind | null;
  readonly hasPassphrase: boolean;
}

export type Step =
  | { readonly do: 'create' | 'unlock'; readonly kind: VaultKind }
  | { readonly do: 'wait' };

/** What can be done at start without a person. */
export function planOpen({ pin, asked, hasPassphrase }: Choice): Step {
  const kind = pin?.kind ?? asked;
  if (kind === null || (kind === 'file' && !hasPassphrase)) return { do: 'wait' };
  return { do: pin === null ? 'create' : 'unlock', kind };
}

/** The choice is made once: an environment that names the other kind is an error, never a move. */
export function conflictOf({ pin, asked }: Choice): AppError | null {
  if (pin === null || asked === null || pin.kind === asked) return null;
  return new AppError('vault/chosen-otherwise', { chosen: pin.kind, asked });
}

/** Why secrets cannot be had while the vault is not open. `atOpen`: what the attempt without a person met. */
export function closedBecause(
  choice: Choice,
  failure: AppError | null,
  atOpen: AppError | null,
): AppError {
  if (choice.pin === null) return atOpen ?? new AppError('vault/not-chosen', {});
  return (
    conflictOf(choice) ??
    atOpen ??
    failure ??
    new AppError('vault/locked', { backend: choice.pin.kind })
  );
}

/** `failure`: what `failureToShow` left of the last attempt, or what the probe met. */
export function viewOf(choice: Choice, failure: AppError | null, isOpen: boolean): VaultView {
  const shown = conflictOf(choice) ?? failure;
  const view = {
    kind: choice.pin?.kind ?? null,
    failure: shown === null ? null : (failureOf(shown) as VaultView['failure']),
  };
  if (choice.pin === null) return { ...view, state: 'not-chosen' };
  if (isOpen) return { ...view, state: 'unlocked' };
  return { ...view, state: shown === null ? 'locked' : 'unavailable' };
}

/**
 * What an attempt to open leaves to be shown: of a chosen vault, why it cannot be used (wanting its
 * key is not that); before the choice, why the keychain cannot be chosen.
 */
export function failureToShow(
  error: AppError,
  {
    pin,
    kind,
    before,
  }: { readonly pin: VaultPin | null; readonly kind: VaultKind; readonly before: AppError | null },
): AppError | null {
  if (pin === null) return kind === 'keychain' ? error : before;
  return KEY_NEEDED.has(error.code) ? null : error;
}

const KEY_NEEDED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'vault/locked',
  'vault/wrong-passphrase',
  'vault/passphrase-needed',
  'vault/exists',
]);
