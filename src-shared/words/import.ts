import type {
  ImportLeft,
  ImportWarning,
  ImportWarningCode,
  LeftCode,
} from '#shared/contract/import-plan.ts';

/** Why a profile stays as it is, as a sentence; the profile itself is named beside it. */
export function leftWords({ code, about }: Pick<ImportLeft, 'code' | 'about'>): string {
  return LEFT_WORDS[code](listed(about));
}

/** What a person should know before taking over, as a sentence. */
export function importWarningWords({ code, about }: Pick<ImportWarning, 'code' | 'about'>): string {
  return WARNING_WORDS[code](listed(about));
}

const LEFT_WORDS: Record<LeftCode, (about: string) => string> = {
  'root-key': () =>
    'It is a key of the root user, who may do everything. Delete it in AWS rather than keep it; it is taken over only if you insist.',
  'not-proven': () =>
    'AWS did not confirm this key, so it may be deleted, inactive or mistyped. It is taken over only if you say so.',
  'secret-differs': (about) =>
    `${about} has the same access key id with another secret; only one of the two can work.`,
  'readers-differ': (about) =>
    `AWS’s tools do not agree what ${about} is: one of them cuts the value short or does not see it. Mend that line by hand first.`,
  'key-malformed': () => 'What stands there is not an access key as AWS makes them.',
  'several-sources': (about) =>
    `It has ${about} too, so its credentials could come from either. Remove one of them first.`,
  'short-lived': () =>
    'Its keys are short-lived and expire by themselves; there is nothing to lock away.',
  'mfa-login': () =>
    'aws configure mfa-login wrote these short-lived keys; Latchkey makes them itself once the long-term key is taken over.',
  'identity-center': () =>
    'It signs in with IAM Identity Center, which Latchkey does not take over yet.',
  'login-session': () => 'It signs in with aws login and has no long-term key.',
  'credential-process': () =>
    'It gets its credentials from a credential_process, which goes on working.',
  'web-identity': () =>
    'It gets its credentials with a web identity token, which Latchkey does not take over.',
  'credential-source': (about) =>
    `It gets its credentials from ${about || 'the machine it runs on'}, which holds no key of yours.`,
  'own-endpoint': () =>
    'Its calls go to an address of its own. Add an endpoint for it, and the key there.',
  'config-section': () =>
    'Profiles of this endpoint carry its address, and the config file has a section with other settings of yours there.',
  'name-unusable': () =>
    'Latchkey cannot deliver under this profile name: not every AWS tool reads it.',
  'profile-in-use': (about) => `${about} is delivered under this profile name already.`,
  'key-known': (about) => `Latchkey holds this key already, as ${about}.`,
  'role-arn-malformed': () => 'Its role_arn is not the ARN of a role.',
  'source-missing': (about) => `Its source profile ${about} is not there.`,
  'source-not-taken': (about) =>
    `Its source profile ${about} stays as it is, so Latchkey has nothing to assume the role from.`,
  'source-not-chosen': (about) => `Its source profile ${about} is not among those chosen.`,
  'source-cycle': (about) => `Its source profiles lead in a circle: ${about}.`,
  'external-id-malformed': () => 'Its external_id has characters that AWS does not take.',
  'file-refused': () =>
    'AWS’s tools cannot all read this file, so Latchkey does not write to it. Mend it first.',
  'edit-refused': () =>
    'AWS’s tools read this part of the file differently from each other, so Latchkey does not write to it. Mend it first.',
};

const WARNING_WORDS: Record<ImportWarningCode, (about: string) => string> = {
  'shared-key': (about) =>
    `It shares its key with ${about}. Each profile becomes an identity of its own, so that each keeps working; the vault holds the key once.`,
  renamed: (about) =>
    `Its name is taken, so the target is called ${about}. The profile keeps its name.`,
  'used-by-others': (about) =>
    `${about} takes its credentials from this profile and stays in the file: it works only while this profile is switched on.`,
  'settings-moved': (about) =>
    `Latchkey will write the whole section of the credentials file, so ${about} moves to the config file, where it counts as before.`,
  'other-device': (about) =>
    `It names the MFA device ${about}, but its identity uses another; the identity’s device will be asked for.`,
  'unlisted-device': (about) =>
    about === ''
      ? 'Its mfa_serial is not the serial number of a device, and is left away.'
      : `AWS does not list the MFA device ${about} for this user.`,
  'chained-mfa': () =>
    'A role that is assumed from another role cannot carry an MFA code; the code belongs to the first role of the chain.',
  'region-malformed': () =>
    'Its Region is not one AWS could have; it stays in the file, and the target uses the endpoint’s.',
  'duration-out-of-range': () =>
    'AWS does not issue sessions of this length; the target uses the usual one.',
  'session-name-malformed': () =>
    'Its role_session_name has characters that AWS does not take; the target uses Latchkey’s.',
  'secret-in-comment': () =>
    'A comment looks like a secret. Comments are left alone: delete it by hand if it is one.',
  'csv-remains': () =>
    'The CSV file holds the secret in plain text and is not touched: delete it when this is done.',
};

function listed(items: readonly string[]): string {
  const shown = items.slice(0, 5);
  const rest = items.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
