import type { OwnCredential, PasswordPolicy } from '#shared/contract/account.ts';
import { DAY_MS, instantOf } from '#shared/time.ts';

/** One of each kind and status. */
export function showcaseCredentials(nowMs: number): readonly OwnCredential[] {
  const ago = (days: number) => instantOf(nowMs - days * DAY_MS);
  return [
    {
      kind: 'ssh-public-key',
      id: 'APKAEIBAERJR2EXAMPLE',
      service: null,
      status: 'active',
      createdAt: ago(15),
      expiresAt: null,
    },
    {
      kind: 'ssh-public-key',
      id: 'APKAEIBAERJR3EXAMPLE',
      service: null,
      status: 'inactive',
      createdAt: ago(620),
      expiresAt: null,
    },
    {
      kind: 'service-specific-credential',
      id: 'ACCA12345678901EXAMPLE',
      service: 'codecommit.amazonaws.com',
      status: 'active',
      createdAt: ago(310),
      expiresAt: null,
    },
    {
      kind: 'service-specific-credential',
      id: 'ACCA12345678902EXAMPLE',
      service: 'bedrock.amazonaws.com',
      status: 'expired',
      createdAt: ago(40),
      expiresAt: ago(10),
    },
    {
      kind: 'server-certificate',
      id: 'shop.example.com',
      service: null,
      status: 'active',
      createdAt: ago(200),
      expiresAt: ago(-165),
    },
  ];
}

/** Of an account that asks for much. */
export const STRICT_POLICY: PasswordPolicy = {
  isDefault: false,
  minimumLength: 14,
  requiresUppercase: true,
  requiresLowercase: true,
  requiresNumbers: true,
  requiresSymbols: true,
  minimumKinds: null,
  maximumAgeDays: 90,
  remembered: 5,
  endsHard: true,
};
