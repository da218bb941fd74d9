/** What decides where a profile's credentials come from, by the settings of the AWS files (contracts.md §1.1). */
export const KEY_SETTINGS: ReadonlySet<string> = new Set([
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
]);

/** What belongs to a role: it goes into the target. Without `role_arn` the rest would mean nothing. */
export const ROLE_SETTINGS: ReadonlySet<string> = new Set([
  'role_arn',
  'source_profile',
  'mfa_serial',
  'external_id',
  'duration_seconds',
  'role_session_name',
]);

/** Other ways to get credentials, each with its own reason why it stays. */
export const OTHER_SOURCES = [
  ['sso_session', 'identity-center'],
  ['sso_start_url', 'identity-center'],
  ['login_session', 'login-session'],
  ['credential_process', 'credential-process'],
  ['web_identity_token_file', 'web-identity'],
] as const;

/** `s3.max_queue_size` belongs to `s3`; the JavaScript SDK keeps the spelling. */
export function baseOf(key: string): string {
  return (key.split('.')[0] as string).toLowerCase();
}
