import type { Snapshot } from '#shared/contract/things.ts';
import type { OwnCredentials } from '../account/own-credentials.ts';
import type { OwnPassword } from '../account/own-password.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { Identities } from '../identities/identities.ts';
import type { Habits } from '../habits/habits.ts';
import type { ReplaceKey } from '../identities/replace-key.ts';
import type { Keys } from '../keys/keys.ts';
import type { Import } from '../import/import.ts';
import type { GuardedVault } from '../locking/guarded-vault.ts';
import type { LastUse } from '../locking/last-use.ts';
import type { MayServe } from '../locking/may-serve.ts';
import type { Enrolments } from '../mfa/enrolments.ts';
import type { MfaGuard } from '../mfa/guard.ts';
import type { MfaDevices } from '../mfa/mfa-devices.ts';
import type { AnswerNeed, DecideNeed } from '../needs/answer-need.ts';
import type { Needs } from '../needs/needs.ts';
import type { Clipboard } from '../platform/clipboard.ts';
import type { FilesView } from '../profiles/files-view.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { Reminders } from '../reminders/reminders.ts';
import type { Report } from '../report/report.ts';
import type { Roles } from '../roles/roles.ts';
import type { Rotations } from '../rotation/rotations.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { ObtainForTool } from '../sessions/tool-credentials.ts';
import type { StateStore } from '../state/state-store.ts';
import type { SetDelivery, SetProfile } from '../targets/set-profile.ts';
import type { Mirror } from './mirror.ts';

/** The subjects, joined by `compose.ts`, as the handlers call them. */
export interface Core {
  readonly app: Snapshot['app'];
  readonly state: StateStore;
  readonly vault: GuardedVault;
  readonly mayServe: MayServe;
  readonly lastUse: Pick<LastUse, 'note'>;
  readonly endpoints: Endpoints;
  readonly identities: Identities;
  readonly replaceKey: ReplaceKey;
  readonly roles: Roles;
  readonly keys: Keys;
  readonly reminders: Reminders;
  readonly habits: Habits;
  readonly report: Report;
  readonly ownPassword: OwnPassword;
  readonly ownCredentials: OwnCredentials;
  readonly sessions: Sessions;
  readonly obtainForTool: ObtainForTool;
  readonly needs: Needs;
  readonly answerNeed: AnswerNeed;
  readonly decideNeed: DecideNeed;
  readonly guard: MfaGuard;
  readonly enrolments: Enrolments;
  readonly mfaDevices: MfaDevices;
  readonly skew: ClockSkew;
  readonly mirror: Mirror;
  readonly setProfile: SetProfile;
  readonly setDelivery: SetDelivery;
  readonly profiles: Profiles;
  readonly files: FilesView;
  readonly import: Import;
  readonly rotations: Rotations;
  /** Null where the surface has no clipboard of its own. */
  readonly clipboard: Clipboard | null;
  /** The address of a new practice window; null where a window of ours was opened. */
  readonly openPractice: () => Promise<string | null>;
}
