import { AppError } from '#shared/errors.ts';
import type { Profiles } from './profiles.ts';

export function createProfiles(): Profiles {
  return {
    diff: async () => ({ files: [], owned: [], failure: null }),
    backups: async () => [],
    async undo({ backup = null }) {
      throw new AppError('files/no-backup', { backup });
    },
    lints: async () => ({ lints: [], failures: [] }),
    async fixLint() {},
  };
}
