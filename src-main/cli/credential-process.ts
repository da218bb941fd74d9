import type { Credentials } from '../api/latchkey-client.ts';

/** What AWS's tools expect of a `credential_process` (contracts.md §2.1): this object and nothing else. */
export function credentialProcessJson(credentials: Credentials): string {
  return JSON.stringify({
    Version: 1,
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: credentials.expiration,
    AccountId: credentials.accountId,
  });
}
