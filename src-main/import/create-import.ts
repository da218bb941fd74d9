import type { ImportPlan } from '#shared/contract/import-plan.ts';
import type { Import } from './import.ts';

const NOTHING: ImportPlan = { token: '', keys: [], identities: [], roles: [], left: [], warnings: [], files: [], failures: [] };

/** Finds nothing yet. */
export function createImport(): Import {
  return {
    plan: () => Promise.resolve(NOTHING),
    apply: () => Promise.resolve({ identities: [], roles: [], changedFiles: [], switched: [], toSwitch: [] }),
  };
}
