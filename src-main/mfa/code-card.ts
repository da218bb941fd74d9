import { AppError } from '#shared/errors.ts';
import type { MfaCodeReply } from '#shared/contract/contract.ts';
import { instantOf } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { StateStore } from '../state/state-store.ts';
import { findIdentity } from '../targets/targets.ts';
import type { MfaGuard } from './guard.ts';
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
  const { name, mfaSerial: serial, hasSeed } = findIdentity(core.state.current(), identityName);
  if (serial === null) throw new AppError('mfa/no-device', { identity: name });
  if (!hasSeed) throw new AppError('mfa/no-seed', { identity: name, serial });
  const { secrets } = core.vault;
  const seed = await secrets.get(`mfa-seed/${serial}`);
  if (seed === null)
    throw new AppError('vault/item-missing', {
      backend: secrets.kind,
      item: `the seed of ${serial}`,
    });
  const now = codeAt(seed, core.skew.awsNow());
  const lastUsed = await core.guard.lastUsedStep(serial);
  return {
    identity: name,
    serial,
    code: now.code,
    nextCode: codeAt(seed, now.validUntilMs).code,
    // Windows count down by this computer's clock.
    validUntil: instantOf(now.validUntilMs + (core.skew.skewMs() ?? 0)),
    used: lastUsed !== null && lastUsed >= now.step,
  };
}
