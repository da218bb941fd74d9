import type { OwnCredentialKind } from '#shared/contract/things.ts';

export const OWN_CREDENTIAL_WORDS: Record<OwnCredentialKind, string> = {
  'ssh-public-key': 'SSH public key',
  'service-specific-credential': 'service credential',
  'server-certificate': 'server certificate',
};
