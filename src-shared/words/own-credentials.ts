import type { OwnCredentialKind } from '#shared/contract/values.ts';

export const OWN_CREDENTIAL_WORDS: Record<OwnCredentialKind, string> = {
  'ssh-public-key': 'SSH public key',
  'service-specific-credential': 'service credential',
  'server-certificate': 'server certificate',
};
