import type { LeftCode } from '#shared/contract/import-plan.ts';

/** Why a profile stays as it is. */
export interface Reason {
  readonly code: LeftCode;
  readonly about: readonly string[];
}

export function because(code: LeftCode, ...about: readonly string[]): Reason {
  return { code, about: about.filter((text) => text !== '') };
}
