import { parseArn } from '#shared/arn.ts';
import type { MfaDevice } from '#shared/contract/mfa-devices.ts';
import type { Identity } from '#shared/contract/things.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { instantOf } from '#shared/time.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import { unlessMissing } from '../aws/unless-missing.ts';
import type { IamCredentials, ObtainedIamCredentials } from '../identities/iam-credentials.ts';
import type { Identities } from '../identities/identities.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { accessKeyOf } from '../sessions/access-key.ts';
import type { StateStore } from '../state/state-store.ts';
import { findEndpoint, findIdentity } from '../targets/targets.ts';
import type { MfaGuard } from './guard.ts';
import { heldDevice } from './held-device.ts';
import { isOwnedBy, withoutDevice } from './known-devices.ts';

/** The MFA devices that AWS has of a user. */
export interface MfaDevices {
  /** Asks for no code. Throws `aws/access-denied` where the user may not list them so. */
  list(identity: string): Promise<MfaDevice[]>;
  /** Two codes of the device bring its clock in step with AWS's. Throws `mfa/no-seed`, `mfa/codes-refused`. */
  resync(identity: string): Promise<void>;
  /**
   * Takes a device (default: the identity's) from the user, deletes it, and forgets it and its seed here. What
   * AWS has done already is no error: it goes on from there. Throws `mfa/no-device`, `aws/*`.
   */
  remove(
    identity: string,
    options: { readonly serial?: string | undefined; readonly mfaCode?: string | undefined },
  ): Promise<
    { readonly kind: 'removed' } | { readonly kind: 'mfa-needed'; readonly serial: string }
  >;
}

export function createMfaDevices(deps: {
  readonly state: StateStore;
  readonly secrets: SecretStore;
  readonly aws: Aws;
  readonly guard: MfaGuard;
  readonly skew: ClockSkew;
  readonly iam: IamCredentials;
  readonly identities: Pick<Identities, 'forgetMfa'>;
}): MfaDevices {
  const { state, secrets, aws, guard, skew, iam, identities } = deps;
  const endpointOf = ({ endpoint }: Identity) => findEndpoint(state.current(), endpoint);

  /** Whose device AWS does not know any more has no session with MFA to get: what was begun goes on with the key. */
  const credentialsFor = async (
    identity: Identity,
    mfaCode: string | undefined,
  ): Promise<ObtainedIamCredentials> => {
    try {
      return await iam.obtain(identity, { mfaCode });
    } catch (error) {
      if (!isAppError(error, 'mfa/serial-refused')) throw error;
      return { kind: 'credentials', credentials: await accessKeyOf(identity, secrets) };
    }
  };

  const forget = async ({ endpoint, accountId }: Identity, userName: string, serial: string) => {
    const owner = { endpoint, accountId, userName };
    await state.update((current) => ({
      ...current,
      identities: current.identities.map((other) =>
        isOwnedBy(other, owner) ? { ...other, keys: withoutDevice(other.keys, serial) } : other,
      ),
    }));
    for (const other of state.current().identities)
      if (other.endpoint === endpoint && other.mfaSerial === serial)
        await identities.forgetMfa(other.name);
  };

  return {
    async list(name) {
      const identity = findIdentity(state.current(), name);
      const credentials = await iam.atHand(identity);
      const devices = await aws.listMfaDevices(
        endpointOf(identity),
        credentials,
        userNameOf(identity),
      );
      return devices.map(({ serial, enabledAtMs }) => ({
        serial,
        enabledAt: enabledAtMs === null ? null : instantOf(enabledAtMs),
        isUsed: serial === identity.mfaSerial,
        hasSeed: state
          .current()
          .identities.some((other) => other.mfaSerial === serial && other.hasSeed),
      }));
    },

    async resync(name) {
      const identity = findIdentity(state.current(), name);
      const endpoint = endpointOf(identity);
      const device = await heldDevice(identity, secrets);
      const userName = userNameOf(identity);
      // There may be no session to get: its codes are what AWS refuses.
      const credentials: Credentials = await iam.atHand(identity);
      if (skew.skewMs() === null || skew.isDoubtful())
        await aws.getCallerIdentity(endpoint, credentials);
      const { serial } = device;
      await guard.withTwoCodes(device, ([code1, code2]) =>
        aws.resyncMfaDevice(endpoint, credentials, { userName, serial, code1, code2 }),
      );
    },

    async remove(name, { serial: wanted, mfaCode }) {
      const identity = findIdentity(state.current(), name);
      const serial = wanted ?? identity.mfaSerial;
      if (serial === null) throw new AppError('mfa/no-device', { identity: name });
      const userName = userNameOf(identity);
      const endpoint = endpointOf(identity);
      const obtained = await credentialsFor(identity, mfaCode);
      if (obtained.kind === 'mfa-needed') return obtained;
      const { credentials } = obtained;
      await unlessMissing(aws.deactivateMfaDevice(endpoint, credentials, { userName, serial }));
      if (isVirtual(serial))
        await unlessMissing(aws.deleteVirtualMfaDevice(endpoint, credentials, serial));
      await forget(identity, userName, serial);
      return { kind: 'removed' };
    },
  };
}

/** The root user's devices are the console's. */
function userNameOf({ userName, accountId }: Identity): string {
  if (userName === null) throw new AppError('mfa/root-user', { accountId });
  return userName;
}

/** Only what AWS made can AWS delete; a key of hardware is taken from the user and stays what it is. */
function isVirtual(serial: string): boolean {
  return parseArn(serial)?.resource.startsWith('mfa/') === true;
}
