/** What is wrong with a user by the credential report of an account, the gravest first. */
export const REPORT_FINDING_KINDS = [
  'root-key',
  'no-mfa',
  'overdue',
  'never-used',
  'unused',
  'leftover',
  'password-unused',
] as const;

/** The credentials a user may have besides password, access keys and MFA devices. */
export const OWN_CREDENTIAL_KINDS = [
  'ssh-public-key',
  'service-specific-credential',
  'server-certificate',
] as const;
