import type { MfaCodeReply } from '#shared/contract/contract.ts';
import { instantOf } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { StateStore } from '../state/state-store.ts';
import { findIdentity } from '../targets/targets.ts';
import type { MfaGuard } from './guard.ts';
import { heldDevice } from './held-device.ts';
import { codeAt } from './totp.ts';

/** The code of an identity's device now, by AWS's time, and the next one. Throws `mfa/no-device`, `mfa/no-seed`. */
export async function codeCard(
  core: {
    readonly state: StateStore;
    readonly vault: { readonly secrets: SecretStore };
    readonly guard: MfaGuard;
    readonly skew: ClockSkew;
  },
  identityName: string,
): Promise<MfaCodeReply> {
  const identity = findIdentity(core.state.current(), identityName);
  const { serial, seed } = await heldDevice(identity, core.vault.secrets);
  const now = codeAt(seed, core.skew.awsNow());
  const lastUsed = await core.guard.lastUsedStep(serial);
  return {
    identity: identity.name,
    serial,
    code: now.code,
    nextCode: codeAt(seed, now.validUntilMs).code,
    // Windows count down by this computer's clock.
    validUntil: instantOf(now.validUntilMs + (core.skew.skewMs() ?? 0)),
    used: lastUsed !== null && lastUsed >= now.step,
  };
}
