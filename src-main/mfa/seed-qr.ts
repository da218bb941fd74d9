import { deviceName } from '#shared/arn.ts';
import type { Secret } from '#shared/secret.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { StateStore } from '../state/state-store.ts';
import { findIdentity } from '../targets/targets.ts';
import { heldDevice } from './held-device.ts';
import { otpauthUri } from './otpauth.ts';

/**
 * The QR code with which a phone takes over the seed of an identity's device: its rows, `1` for dark. Throws
 * `mfa/no-device`, `mfa/no-seed`, `vault/*`.
 */
export async function seedQr(
  core: {
    readonly state: Pick<StateStore, 'current'>;
    readonly vault: { readonly secrets: SecretStore };
  },
  identityName: string,
): Promise<string[]> {
  const identity = findIdentity(core.state.current(), identityName);
  const { serial, seed } = await heldDevice(identity, core.vault.secrets);
  const account = identity.accountAlias ?? identity.accountId;
  return rowsOf(otpauthUri({ name: deviceName(serial), account, seed }));
}

/** As the standard asks for: without white around it, not every camera finds it. */
const QUIET_MODULES = 4;

async function rowsOf(text: Secret): Promise<string[]> {
  // Loaded when needed: few ever ask.
  const { encodeQR } = await import('qr');
  return encodeQR(text.reveal(), 'raw', { ecc: 'medium', border: QUIET_MODULES }).map((row) =>
    row.map((isDark) => (isDark ? '1' : '0')).join(''),
  );
}
