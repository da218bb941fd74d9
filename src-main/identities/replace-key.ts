import { parseMfaSerial } from '#shared/arn.ts';
import type { AccessKey, Identity, KeyInventory } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';
import type { Aws } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import { mergeInventory } from '../keys/read-inventory.ts';
import type { Aside } from '../rotation/aside.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { State } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { findEndpoint, findIdentity } from '../targets/targets.ts';
import { learnKeyFacts, type KeyFacts } from './key-facts.ts';
import { userIdAt } from './user-id.ts';

export interface KeyReplaced {
  readonly identity: Identity;
  /** Targets whose delivered sessions were made from the old key and could not be made anew. */
  readonly leftSessions: readonly string[];
}

/**
 * Lets an identity, and those that share its key, sign in with another key of the same user, which a person has
 * made elsewhere: for when AWS does not take the old one any more. Roles, MFA device and settings stay. The key is
 * proven first; nothing changes in AWS. Throws `identity/key-of-other-user`, `rotation/running`, `aws/*`, `vault/*`.
 */
export type ReplaceKey = (
  name: string,
  key: { readonly accessKeyId: string; readonly secretAccessKey: Secret },
) => Promise<KeyReplaced>;

export function createReplaceKey(deps: {
  readonly state: StateStore;
  readonly secrets: SecretStore;
  readonly aws: Aws;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
  /** A rotation that rests has ended when nobody signs in with its keys any more. */
  readonly aside: Pick<Aside, 'standAside'>;
  /** Makes delivered sessions of keys that are not in use any more anew; gives those where that did not go. */
  readonly renewSessions: () => Promise<readonly string[]>;
}): ReplaceKey {
  const { state, secrets, aws } = deps;

  const replace = async (
    name: string,
    { accessKeyId, secretAccessKey }: Parameters<ReplaceKey>[1],
    facts: KeyFacts,
  ): Promise<KeyReplaced> => {
    const old = findIdentity(state.current(), name);
    // An identity never lacks its secret.
    await secrets.put(`access-key/${accessKeyId}`, secretAccessKey);
    const next = await state.update((current) => ({
      ...current,
      identities: current.identities.map((other) =>
        sharesKey(current, other, old, facts) ? withKey(other, accessKeyId, facts) : other,
      ),
    }));
    if (isDeleted(old.accessKeyId, facts, next))
      await secrets.delete(`access-key/${old.accessKeyId}`);
    const leftSessions = await deps.renewSessions();
    return { identity: findIdentity(state.current(), name), leftSessions };
  };

  return async (name, key) => {
    const identity = findIdentity(state.current(), name);
    const endpoint = findEndpoint(state.current(), identity.endpoint);
    // Whether the vault is open at all shows before AWS is asked.
    await secrets.get(`access-key/${key.accessKeyId}`);
    const credentials = { ...key, sessionToken: null };
    const facts = await learnKeyFacts(aws, endpoint, credentials, deps.skew.awsNow());
    checkSameUser(identity, facts);
    return deps.aside.standAside(identity, () => replace(name, key, facts));
  };
}

/** Of an identity that was taken over unproven, no more is known than the account of its device. */
function checkSameUser({ name, arn, mfaSerial, accountId, userName }: Identity, facts: KeyFacts) {
  const serial = parseMfaSerial(mfaSerial ?? '');
  const isSame =
    arn === ''
      ? serial?.kind !== 'virtual' || serial.accountId === facts.accountId
      : accountId === facts.accountId && userName === facts.userName;
  if (isSame) return;
  throw new AppError('identity/key-of-other-user', {
    identity: name,
    arn: facts.arn,
    expectedArn: arn === '' ? `a user of account ${accountId}` : arn,
  });
}

/** At the same AWS: under whatever endpoint, and although its own user may not be known yet, since a key has but one. */
function sharesKey(state: State, other: Identity, old: Identity, facts: KeyFacts): boolean {
  const idAt = ({ endpoint }: Identity) => userIdAt(findEndpoint(state, endpoint), facts);
  return other.accessKeyId === old.accessKeyId && idAt(other) === idAt(old);
}

function withKey(identity: Identity, accessKeyId: string, facts: KeyFacts): Identity {
  return {
    ...identity,
    accessKeyId,
    accountId: facts.accountId,
    userName: facts.userName,
    arn: facts.arn,
    accountAlias: facts.accountAlias ?? identity.accountAlias,
    keys: inventoryAfter(identity, accessKeyId, facts.keys),
  };
}

/** What AWS tells now; where it does not tell all, what is known without the key that is gone. */
function inventoryAfter(
  { accessKeyId: oldKeyId, keys: known }: Identity,
  accessKeyId: string,
  told: KeyInventory | null,
): KeyInventory | null {
  if (known === null) return told;
  const own: AccessKey = {
    accessKeyId,
    createdAt: null,
    lastUse: { kind: 'unknown' },
    ...known.keys.find((key) => key.accessKeyId === accessKeyId),
    // It has just answered.
    status: 'active',
  };
  const others = known.keys.filter(
    (key) =>
      key.accessKeyId !== accessKeyId && !(key.accessKeyId === oldKeyId && key.status === 'gone'),
  );
  const before = { ...known, keys: [own, ...others] };
  return told === null ? before : mergeInventory(before, told);
}

/** Whether AWS has it no more and nobody here means it: one that is only inactive may come back. */
function isDeleted(accessKeyId: string, { keys }: KeyFacts, state: State): boolean {
  const isListed = keys?.keys.some((key) => key.accessKeyId === accessKeyId);
  const isUsed = state.identities.some((identity) => identity.accessKeyId === accessKeyId);
  return keys?.isComplete === true && isListed === false && !isUsed;
}
