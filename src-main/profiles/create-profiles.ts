import { backupView } from '../aws-files/backups.ts';
import type { ProcessLine } from '../delivery/process-line.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { StateStore } from '../state/state-store.ts';
import { findTarget } from '../targets/targets.ts';
import { fixLint, listLints, type LintDeps } from './lints.ts';
import type { Profiles } from './profiles.ts';
import { diffOfDelivery, diffSinceBackups, NEW_KEYS } from './show-diff.ts';
import { createUndo, type UndoDeps } from './undo.ts';

export interface ProfilesDeps extends Omit<UndoDeps, 'profileOf'>, LintDeps {
  readonly ownership: UndoDeps['ownership'];
  readonly state: StateStore;
  readonly sessions: Pick<Sessions, 'stateOf'>;
  readonly book: SessionBook;
  readonly processLine: Pick<ProcessLine, 'of'>;
  /** Before older copies of the AWS files are put back. */
  readonly beforeUndo: () => Promise<void>;
  /** After we wrote an AWS file. */
  readonly onWritten: () => Promise<void>;
}

/** The AWS files as far as Latchkey changes them: shown, taken back, mended. */
export function createProfiles(deps: ProfilesDeps): Profiles {
  const { state, sessions, book, backups, ownership } = deps;
  const profileOf = (target: string) =>
    [...state.current().identities, ...state.current().roles].find(({ name }) => name === target)
      ?.profile ?? null;
  const undo = createUndo({ ...deps, profileOf });
  return {
    async diff(target) {
      await Promise.all([state.refresh(), ownership.refresh()]);
      if (target === null) return diffSinceBackups(deps);
      const { profile, region, endpoint, deliver } = findTarget(state.current(), target);
      const endpointUrl = endpoint.writesEndpointUrl ? endpoint.stsUrl : null;
      // A live session would be delivered again as it is.
      const live =
        sessions.stateOf(target).state === 'active' ? book.get(target)?.credentials : undefined;
      const processLine = deliver === 'process' ? deps.processLine.of(target) : null;
      const credentials = live ?? NEW_KEYS;
      return diffOfDelivery({ profile, processLine, region, endpointUrl, credentials }, deps);
    },
    backups: async () => (await backups.list()).map(backupView),
    async undo(request) {
      await Promise.all([state.refresh(), ownership.refresh()]);
      if (!request.preview) await deps.beforeUndo();
      const outcome = await undo(request);
      if (outcome.done) await deps.onWritten();
      return outcome;
    },
    lints: () => listLints(deps),
    async fixLint(fix) {
      await fixLint(fix, deps);
      await deps.onWritten();
    },
  };
}
