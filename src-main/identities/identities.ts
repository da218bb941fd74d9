import { parseMfaSerial } from '#shared/arn.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { ownKey } from '#shared/keys.ts';
import { keysLeftOf, unfinishedFacts } from '#shared/removal.ts';
import type { Deliver, Identity, KeyInventory } from '#shared/contract/things.ts';
import type { Secret } from '#shared/secret.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { FileDelivery } from '../delivery/delivery.ts';
import { isNewKey, mergeInventory, readInventory, withoutOwnKey } from '../keys/read-inventory.ts';
import { parseSeed } from '../mfa/otpauth.ts';
import type { Aside } from '../rotation/aside.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { accessKeyOf } from '../sessions/access-key.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { AWS_ENDPOINT_NAME, type State } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { checkNameFree, checkProfileFree, findEndpoint, findIdentity } from '../targets/targets.ts';
import type { IamCredentials } from './iam-credentials.ts';
import { learnKeyFacts, type KeyFacts } from './key-facts.ts';

export interface NewIdentity {
  readonly name: string;
  readonly endpoint?: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly profile?: string | undefined;
  readonly deliver?: Deliver | undefined;
  readonly region?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly mfaSerial?: string | undefined;
  /** Base32 or an otpauth:// address. */
  readonly mfaSeed?: Secret | undefined;
  readonly allowRoot?: boolean | undefined;
}

/** IAM users who sign in with an access key, and their MFA device. */
export interface Identities {
  /** Proves the key, then stores the secrets, then the identity: an identity never lacks its secret. */
  add(identity: NewIdentity): Promise<Identity>;
  /**
   * Gives the keys that AWS goes on having. Throws `input/in-use` while roles rest on it, `rotation/running`, and
   * `rotation/unfinished` unless somebody insists, where a rotation would end by it.
   */
  remove(name: string, insist: boolean): Promise<ReturnType<typeof keysLeftOf>>;
  /** Reads age and last use of the key again. */
  refresh(name: string): Promise<Identity>;
  /**
   * Sets the MFA device; without a serial, the user's only device is taken. `process` is the command that
   * prints its codes, null for none; a seed takes its place. Throws `input/invalid` for a command
   * while the seed is here: it may be nowhere else, so it is not forgotten by the way.
   */
  setMfa(
    name: string,
    mfa: {
      readonly serial?: string | undefined;
      readonly seed?: Secret | undefined;
      readonly process?: string[] | null | undefined;
    },
  ): Promise<Identity>;
  /** Forgets the device and its seed here. Nothing changes in AWS. */
  forgetMfa(name: string): Promise<Identity>;
}

export function createIdentities(deps: {
  readonly state: StateStore;
  readonly secrets: SecretStore;
  readonly aws: Aws;
  readonly delivery: FileDelivery;
  readonly sessions: Pick<Sessions, 'stop'>;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
  readonly iam: Pick<IamCredentials, 'obtain'>;
  readonly aside: Aside;
}): Identities {
  const { state, secrets, aws, skew, iam } = deps;

  const replace = async (
    name: string,
    change: (identity: Identity) => Identity,
  ): Promise<Identity> => {
    const next = await state.update((current) => {
      findIdentity(current, name);
      return {
        ...current,
        identities: current.identities.map((identity) =>
          identity.name === name ? change(identity) : identity,
        ),
      };
    });
    return findIdentity(next, name);
  };

  const learnAnew = async (identity: Identity) => {
    const endpoint = findEndpoint(state.current(), identity.endpoint);
    const credentials = await accessKeyOf(identity, secrets);
    return learnKeyFacts(aws, endpoint, credentials, skew.awsNow());
  };

  return {
    async add(wanted) {
      const current = state.current();
      const profile = wanted.profile ?? wanted.name;
      checkNameFree(current, wanted.name);
      checkProfileFree(current, profile);
      const endpoint = findEndpoint(current, wanted.endpoint ?? AWS_ENDPOINT_NAME);
      const seed = wanted.mfaSeed === undefined ? null : parseSeed(wanted.mfaSeed.reveal());
      // Whether the vault is open at all shows before AWS is asked.
      await secrets.get(`access-key/${wanted.accessKeyId}`);
      await deps.delivery.check(profile, wanted.deliver);

      const { accessKeyId, secretAccessKey } = wanted;
      const credentials: Credentials = { accessKeyId, secretAccessKey, sessionToken: null };
      const facts = await learnKeyFacts(aws, endpoint, credentials, skew.awsNow());
      if (facts.userName === null && wanted.allowRoot !== true) {
        throw new AppError('identity/root-key', { accountId: facts.accountId });
      }
      const mfaSerial = chooseSerial(facts, wanted.mfaSerial, seed !== null);

      await secrets.put(`access-key/${accessKeyId}`, secretAccessKey);
      if (seed !== null && mfaSerial !== null) await secrets.put(`mfa-seed/${mfaSerial}`, seed);
      const identity: Identity = {
        name: wanted.name,
        kind: 'iam-user',
        endpoint: endpoint.name,
        accessKeyId,
        accountId: facts.accountId,
        accountAlias: facts.accountAlias,
        userName: facts.userName,
        arn: facts.arn,
        mfaSerial,
        hasSeed: seed !== null,
        mfaProcess: null,
        profile,
        deliver: wanted.deliver ?? 'file',
        region: wanted.region ?? null,
        durationSeconds: wanted.durationSeconds ?? null,
        keys: facts.keys,
        keyThresholds: null,
      };
      await state.update((newest) => {
        checkNameFree(newest, identity.name);
        checkProfileFree(newest, identity.profile);
        return { ...newest, identities: [...newest.identities, identity] };
      });
      return identity;
    },

    async remove(name, insist) {
      checkUnused(state.current(), name);
      return deps.aside.standAside(findIdentity(state.current(), name), async (rotation) => {
        const identity = findIdentity(state.current(), name);
        if (rotation?.waitsFor === 'update')
          throw new AppError('rotation/newer', { userName: rotation.userName });
        const endsByIt = rotation?.identities.every((other) => other === name) === true;
        if (endsByIt && !insist)
          throw new AppError('rotation/unfinished', unfinishedFacts(identity, rotation));
        await deps.sessions.stop(name, false);
        const next = await state.update((current) => {
          checkUnused(current, name);
          return {
            ...current,
            identities: current.identities.filter((other) => other.name !== name),
          };
        });
        // The record goes first: a secret without a record is harmless, a record without its secret is not.
        await deps.aside.forgetKeys(identity);
        await dropSeed(next, identity);
        return keysLeftOf(identity, rotation);
      });
    },

    async refresh(name) {
      const identity = findIdentity(state.current(), name);
      const facts = await learnAnew(identity).catch(async (error: unknown) => {
        if (isAppError(error, 'aws/key-unknown')) await noteGone(identity);
        throw error;
      });
      const keys = facts.keys?.isComplete === false ? await readWithMfa(identity) : null;
      const told = keys ?? facts.keys;
      return replace(name, (known) => ({
        ...known,
        // Unknown until now where the key was taken over unproven.
        accountId: facts.accountId,
        userName: facts.userName,
        arn: facts.arn,
        accountAlias: facts.accountAlias ?? known.accountAlias,
        keys: told === null ? known.keys : mergeInventory(known.keys, told),
      }));
    },

    async setMfa(name, { serial, seed: seedText, process: wantedProcess }) {
      const identity = findIdentity(state.current(), name);
      const seed = seedText === undefined ? null : parseSeed(seedText.reveal());
      const facts = await learnAnew(identity);
      const mfaSerial = chooseSerial(facts, serial ?? identity.mfaSerial ?? undefined, true);
      if (seed !== null) await secrets.put(`mfa-seed/${mfaSerial}`, seed);
      const next = await replace(name, (known) => {
        const isSame = known.mfaSerial === mfaSerial;
        const hasSeed = seed !== null || (known.hasSeed && isSame);
        const mfaProcess =
          wantedProcess === undefined && isSame ? known.mfaProcess : (wantedProcess ?? null);
        if (hasSeed && wantedProcess) throw seedIsHere(name);
        return { ...known, mfaSerial, hasSeed, mfaProcess: hasSeed ? null : mfaProcess };
      });
      if (identity.mfaSerial !== mfaSerial) await dropSeed(state.current(), identity);
      return next;
    },

    async forgetMfa(name) {
      const identity = findIdentity(state.current(), name);
      if (identity.mfaSerial === null) throw new AppError('mfa/no-device', { identity: name });
      const next = await replace(name, (known) => ({
        ...known,
        mfaSerial: null,
        hasSeed: false,
        mfaProcess: null,
      }));
      await dropSeed(state.current(), identity);
      return next;
    },
  };

  async function noteGone(identity: Identity): Promise<void> {
    const { name, accessKeyId } = identity;
    const nowMs = skew.awsNow();
    if (isNewKey(ownKey(identity), nowMs)) return;
    await replace(name, (known) => ({
      ...known,
      keys: withoutOwnKey(known.keys, { accessKeyId, nowMs }),
    }));
  }

  /** Many a user may list keys with MFA only. Null where that would take a person, or does not go. */
  async function readWithMfa(identity: Identity): Promise<KeyInventory | null> {
    const { accessKeyId, userName } = identity;
    try {
      const obtained = await iam.obtain(identity);
      if (obtained.kind === 'mfa-needed') return null;
      const endpoint = findEndpoint(state.current(), identity.endpoint);
      const nowMs = skew.awsNow();
      const isNew = isNewKey(ownKey(identity), nowMs);
      const whose = { userName, accessKeyId, isNew, nowMs };
      const reading = await readInventory(aws, endpoint, obtained.credentials, whose);
      return reading.outage === null ? reading.inventory : null;
    } catch (error) {
      // The key is proven all the same.
      if (isAppError(error)) return null;
      throw error;
    }
  }

  async function dropSeed(newest: State, identity: Identity): Promise<void> {
    const { mfaSerial, hasSeed } = identity;
    if (mfaSerial === null || !hasSeed) return;
    if (newest.identities.some((other) => other.mfaSerial === mfaSerial && other.hasSeed)) return;
    await secrets.delete(`mfa-seed/${mfaSerial}`);
  }
}

function seedIsHere(name: string): AppError {
  return new AppError('input/invalid', {
    field: 'process',
    problem: `the seed of this device is in the vault, so Latchkey makes its codes; first: latchkey mfa forget ${name}`,
  });
}

function checkUnused(state: State, name: string): void {
  const usedBy = state.roles.filter((role) => role.source === name).map((role) => role.name);
  if (usedBy.length > 0) throw new AppError('input/in-use', { kind: 'identity', name, usedBy });
}

/**
 * The device's serial: what the user gave, if AWS lists it for this user, else the user's only one.
 * Where AWS does not let us list devices, what was given is taken unless its account shows it wrong.
 */
function chooseSerial(facts: KeyFacts, given: string | undefined, needed: boolean): string | null {
  const { mfaSerials, accountId } = facts;
  const userName = facts.userName ?? 'the root user';
  if (given !== undefined) {
    const parsed = parseMfaSerial(given);
    const isForeign = parsed?.kind === 'virtual' && parsed.accountId !== accountId;
    const isUnlisted = mfaSerials !== null && !mfaSerials.includes(given);
    if (isForeign || isUnlisted)
      throw new AppError('mfa/serial-of-other-user', { serial: given, userName });
    return given;
  }
  if (!needed) return null;
  const [only, ...others] = mfaSerials ?? [];
  if (only !== undefined && others.length === 0) return only;
  if (facts.devicesOutage !== null) throw facts.devicesOutage;
  throw new AppError('input/invalid', {
    field: 'mfaSerial',
    problem:
      mfaSerials === null
        ? 'AWS does not let this user list its devices, so the serial number is needed'
        : only === undefined
          ? `AWS knows no MFA device of ${userName}; assign one in the IAM console first`
          : `${userName} has several devices (${mfaSerials.join(', ')}); name one`,
  });
}
