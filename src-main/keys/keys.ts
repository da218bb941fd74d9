import type { KeyConsequences, KeyOutcome, KeyUsers } from '#shared/contract/keys.ts';
import type {
  AccessKey,
  Identity,
  KeyInventory,
  Rotation,
  RotationWait,
} from '#shared/contract/things.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { ownKey } from '#shared/keys.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import { unlessMissing } from '../aws/unless-missing.ts';
import type { IamCredentials } from '../identities/iam-credentials.ts';
import { userIdOf } from '../identities/user-id.ts';
import type { FilesView } from '../profiles/files-view.ts';
import type { Aside } from '../rotation/aside.ts';
import type { Rotations } from '../rotation/rotations.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { accessKeyOf } from '../sessions/access-key.ts';
import type { State } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { findEndpoint, findIdentity } from '../targets/targets.ts';
import { isNewKey, mergeInventory, readInventory, withoutOwnKey } from './read-inventory.ts';

interface ChangeOptions {
  readonly mfaCode?: string | undefined;
  readonly insist?: boolean | undefined;
}

/** The access keys of the users whom Latchkey signs in: what AWS tells of them, and what one can do to them. */
export interface Keys {
  /**
   * Reads a user's keys again with what is at hand, without a code and without a person. Returns why AWS
   * could not be asked, if so; a denial is no failure. Throws `input/unknown`, `vault/*`.
   */
  read(identity: string): Promise<AppError | null>;
  usersOf(accessKeyId: string): KeyUsers;
  /** Throws `key/not-known`, and `key/in-rotation` where a rotation sees to the user's keys. */
  consequences(accessKeyId: string): Promise<KeyConsequences>;
  /** Throws `key/not-known`, `key/in-rotation`, `rotation/running`, `key/in-use`, `aws/*`, `mfa/*`, `vault/*`. */
  setStatus(
    accessKeyId: string,
    status: 'active' | 'inactive',
    options: ChangeOptions,
  ): Promise<KeyOutcome>;
  /** Also throws `key/still-active`. A key that AWS has no more is deleted. */
  delete(accessKeyId: string, options: ChangeOptions): Promise<KeyOutcome>;
}

export function createKeys(deps: {
  readonly state: StateStore;
  readonly secrets: SecretStore;
  readonly aws: Aws;
  readonly iam: IamCredentials;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
  readonly files: Pick<FilesView, 'refresh'>;
  readonly usersOf: (accessKeyId: string) => KeyUsers;
  readonly rotations: Pick<Rotations, 'list'>;
  readonly aside: Pick<Aside, 'standAside'>;
}): Keys {
  const { state, secrets, aws, iam, skew, usersOf, rotations, aside } = deps;

  const put = async (
    isOf: (identity: Identity) => boolean,
    change: (identity: Identity) => KeyInventory | null,
  ): Promise<void> => {
    await state.update((current) => ({
      ...current,
      identities: current.identities.map((identity) =>
        isOf(identity) ? { ...identity, keys: change(identity) } : identity,
      ),
    }));
  };

  const isTaken = async (identity: Identity, credentials: Credentials): Promise<boolean> => {
    try {
      await aws.getCallerIdentity(findEndpoint(state.current(), identity.endpoint), credentials);
      return true;
    } catch (error) {
      // IAM alone may be the last to hear of a new key (contracts.md §4.1).
      if (isAppError(error, 'aws/key-unknown')) return false;
      if (isAppError(error) && error.code.startsWith('aws/')) return true;
      throw error;
    }
  };

  /** Whether a rotation has made it and is not through with it. */
  const isBeingMade = (accessKeyId: string): boolean =>
    rotations
      .list()
      .some(
        ({ newKeyId, state: goes, waitsFor }) =>
          newKeyId === accessKeyId &&
          (goes === 'running' || (waitsFor !== null && UNPROVEN_WAITS.includes(waitsFor))),
      );

  const change = async (
    accessKeyId: string,
    { mfaCode }: ChangeOptions,
    call: (identity: Identity, credentials: Credentials, userName: string) => Promise<void>,
    after: (keys: readonly AccessKey[], identity: Identity) => AccessKey[],
  ): Promise<KeyOutcome> => {
    const identity = managerOf(state.current(), accessKeyId);
    const { userName } = identity;
    if (userName === null) throw new AppError('key/of-root', { accessKeyId });
    const needed = await aside.standAside(identity, async (rotation) => {
      if (rotation !== null) throw inRotation(accessKeyId, rotation);
      const obtained = await iam.obtain(identity, { mfaCode });
      if (obtained.kind === 'mfa-needed') return obtained;
      await call(identity, obtained.credentials, userName);
      return null;
    });
    if (needed !== null) return { ...needed, identity: identity.name };
    // What AWS has just accepted is true at once; its lists may lag behind.
    const userId = userIdOf(state.current(), identity);
    await put(
      (other) => userIdOf(state.current(), other) === userId,
      (other) =>
        other.keys === null ? null : { ...other.keys, keys: after(other.keys.keys, other) },
    );
    return { kind: 'done', identity: findIdentity(state.current(), identity.name) };
  };

  const consequences = async (accessKeyId: string): Promise<KeyConsequences> => {
    // Somebody may have written a key into them since they were read.
    await deps.files.refresh();
    const current = state.current();
    const identity = managerOf(current, accessKeyId);
    const rotation = rotations.list().find(isUnderWayOf(identity));
    if (rotation !== undefined) throw inRotation(accessKeyId, rotation);
    const users = usersOf(accessKeyId);
    const known = identity.keys?.keys.find((key) => key.accessKeyId === accessKeyId);
    return {
      identity: identity.name,
      userName: identity.userName ?? 'root',
      key: known ?? unknownKey(accessKeyId),
      isOurs: users.identities.length > 0,
      users,
      isLast: users.identities.length > 0 && !hasAnother(current, identity, accessKeyId),
    };
  };

  const checkUnused = async (accessKeyId: string, { insist }: ChangeOptions) => {
    const { key, users, isLast } = await consequences(accessKeyId);
    const usedBy = usersWords(users);
    if (usedBy.length > 0 && insist !== true)
      throw new AppError('key/in-use', { accessKeyId, usedBy, isLast });
    return key;
  };

  return {
    async read(name) {
      const identity = findIdentity(state.current(), name);
      const endpoint = findEndpoint(state.current(), identity.endpoint);
      const nowMs = skew.awsNow();
      const { accessKeyId, userName } = identity;
      const isNew = isNewKey(ownKey(identity), nowMs) || isBeingMade(accessKeyId);
      const readWith = (credentials: Credentials) =>
        readInventory(aws, endpoint, credentials, { userName, accessKeyId, isNew, nowMs });
      const atHand = await iam.atHand(identity);
      let reading = await readWith(atHand);
      const accessKey = await accessKeyOf(identity, secrets);
      if (reading.isRefused && atHand.sessionToken !== null) reading = await readWith(accessKey);
      if (reading.outage !== null) return reading.outage;
      const isGone = reading.isRefused && !isNew && !(await isTaken(identity, accessKey));
      if (reading.isRefused && !isGone) return null;
      await put(
        // Another key may have taken its place meanwhile.
        (other) => other.name === name && other.accessKeyId === accessKeyId,
        ({ keys }) =>
          isGone
            ? withoutOwnKey(keys, { accessKeyId, nowMs })
            : mergeInventory(keys, reading.inventory),
      );
      return null;
    },
    usersOf,
    consequences,
    async setStatus(accessKeyId, status, options) {
      if (status === 'inactive') await checkUnused(accessKeyId, options);
      return change(
        accessKeyId,
        options,
        ({ endpoint }, credentials, userName) =>
          aws.updateAccessKey(findEndpoint(state.current(), endpoint), credentials, {
            userName,
            accessKeyId,
            status: status === 'active' ? 'Active' : 'Inactive',
          }),
        (keys) => keys.map((key) => (key.accessKeyId === accessKeyId ? { ...key, status } : key)),
      );
    },
    async delete(accessKeyId, options) {
      const key = await checkUnused(accessKeyId, options);
      if (key.status === 'active' && options.insist !== true)
        throw new AppError('key/still-active', { accessKeyId });
      return change(
        accessKeyId,
        options,
        ({ endpoint }, credentials, userName) =>
          unlessMissing(
            aws.deleteAccessKey(findEndpoint(state.current(), endpoint), credentials, {
              userName,
              accessKeyId,
            }),
          ),
        (keys, identity) =>
          keys.flatMap((other): AccessKey[] => {
            if (other.accessKeyId !== accessKeyId) return [other];
            // Our own stays in sight for as long as an identity has nothing else.
            return identity.accessKeyId === accessKeyId ? [{ ...other, status: 'gone' }] : [];
          }),
      );
    },
  };
}

function isUnderWayOf({ name }: Identity): (rotation: Rotation) => boolean {
  return ({ state, identities }) =>
    (state === 'running' || state === 'resting') && identities.includes(name);
}

/** What a rotation may wait for before AWS knows the new key everywhere. */
const UNPROVEN_WAITS: readonly RotationWait[] = ['again', 'aws', 'itself', 'update'];

function inRotation(
  accessKeyId: string,
  { identities, waitsFor, failure, userName }: Rotation,
): AppError {
  if (waitsFor === 'update') return new AppError('rotation/newer', { userName });
  const isResting = waitsFor === 'grace' || (waitsFor === 'person' && failure === null);
  return new AppError('key/in-rotation', {
    accessKeyId,
    identity: identities[0] ?? '',
    wayOut: waitsFor === 'orphan' ? 'delete-orphan' : isResting ? 'finish' : 'go-on',
  });
}

function unknownKey(accessKeyId: string): AccessKey {
  return { accessKeyId, status: 'active', createdAt: null, lastUse: { kind: 'unknown' } };
}

/**
 * The identity by whose rights something is done to a key: one of that user that signs in with another key, if
 * there is one, since a key that is inactive cannot activate itself.
 */
function managerOf({ identities }: State, accessKeyId: string): Identity {
  const users = identities.filter(
    (identity) =>
      identity.accessKeyId === accessKeyId ||
      identity.keys?.keys.some((key) => key.accessKeyId === accessKeyId) === true,
  );
  const [first] = users;
  if (first === undefined) throw new AppError('key/not-known', { accessKeyId });
  const others = users.filter((identity) => identity.accessKeyId !== accessKeyId);
  return others.find((identity) => ownKey(identity).status === 'active') ?? others[0] ?? first;
}

/** Whether another key of the user works, of which Latchkey has the secret. */
function hasAnother(state: State, user: Identity, accessKeyId: string): boolean {
  const userId = userIdOf(state, user);
  return state.identities.some(
    (identity) =>
      userIdOf(state, identity) === userId &&
      identity.accessKeyId !== accessKeyId &&
      ownKey(identity).status === 'active',
  );
}

/** Each of them in a few words, for the refusal. */
function usersWords({ identities, profiles, files }: KeyUsers): readonly string[] {
  return [
    ...identities.map((name) => `identity ${name}`),
    ...profiles.map((profile) => `profile ${profile}`),
    ...files.map(({ path, profile, line }) => `profile ${profile} in ${path}, line ${line}`),
  ];
}
