import type { OwnCredential } from '#shared/contract/account.ts';
import type { KeyAction } from '#shared/contract/keys.ts';

/** What can be done to it: a certificate has no status that one could set, and what has expired stays so. */
export function credentialActions({
  kind,
  status,
}: Pick<OwnCredential, 'kind' | 'status'>): readonly KeyAction[] {
  if (kind === 'server-certificate' || status === 'expired') return ['delete'];
  return [status === 'active' ? 'deactivate' : 'activate', 'delete'];
}
