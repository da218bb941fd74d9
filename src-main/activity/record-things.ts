import type { Import } from '../import/import.ts';
import type { Identities } from '../identities/identities.ts';
import type { Enrolments } from '../mfa/enrolments.ts';
import type { MfaDevices } from '../mfa/mfa-devices.ts';
import type { Roles } from '../roles/roles.ts';
import type { StateStore } from '../state/state-store.ts';
import { findIdentity } from '../targets/targets.ts';
import type { RecordActivity } from './activity.ts';

/* Puts on record what somebody adds and removes: who signs in, what is assumed, and with which MFA devices. */

export function recordIdentities(identities: Identities, record: RecordActivity): Identities {
  return {
    ...identities,
    async add(asked) {
      const identity = await identities.add(asked);
      record({ kind: 'identity-added', identity: identity.name });
      return identity;
    },
    async remove(name, insist) {
      const keysLeft = await identities.remove(name, insist);
      record({ kind: 'identity-removed', identity: name });
      return keysLeft;
    },
    async setMfa(name, mfa) {
      const identity = await identities.setMfa(name, mfa);
      record({ kind: 'mfa-set', identity: name, serial: identity.mfaSerial });
      return identity;
    },
    async forgetMfa(name) {
      const identity = await identities.forgetMfa(name);
      record({ kind: 'mfa-forgotten', identity: name, serial: null });
      return identity;
    },
  };
}

export function recordRoles(roles: Roles, record: RecordActivity): Roles {
  return {
    ...roles,
    async add(asked) {
      const role = await roles.add(asked);
      record({ kind: 'role-added', target: role.name });
      return role;
    },
    async remove(name) {
      await roles.remove(name);
      record({ kind: 'role-removed', target: name });
    },
  };
}

export function recordMfaDevices(
  devices: MfaDevices,
  record: RecordActivity,
  state: Pick<StateStore, 'current'>,
): MfaDevices {
  return {
    ...devices,
    async remove(name, options) {
      const serial = options.serial ?? findIdentity(state.current(), name).mfaSerial;
      const outcome = await devices.remove(name, options);
      if (outcome.kind === 'removed') record({ kind: 'mfa-removed', identity: name, serial });
      return outcome;
    },
  };
}

export function recordEnrolments(enrolments: Enrolments, record: RecordActivity): Enrolments {
  return {
    ...enrolments,
    async enrol(name, options) {
      const outcome = await enrolments.enrol(name, options);
      if (outcome.kind === 'enrolled')
        record({ kind: 'mfa-enrolled', identity: name, serial: outcome.identity.mfaSerial });
      return outcome;
    },
  };
}

export function recordImport(taking: Import, record: RecordActivity): Import {
  return {
    ...taking,
    async apply(choice, waiting) {
      const outcome = await taking.apply(choice, waiting);
      for (const identity of outcome.identities) record({ kind: 'identity-added', identity });
      for (const target of outcome.roles) record({ kind: 'role-added', target });
      return outcome;
    },
  };
}
