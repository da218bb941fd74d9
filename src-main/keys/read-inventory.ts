import type {
  AccessKey,
  Endpoint,
  KeyInventory,
  KeyStatus,
  LastUse,
} from '#shared/contract/things.ts';
import { isAppError, type AppError } from '#shared/errors.ts';
import { epochMsOf, instantOf, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { Aws, Credentials } from '../aws/aws.ts';
import type { AccessKeyMetadata } from '../aws/iam.ts';
import { isOutage } from '../aws/is-outage.ts';

/** What AWS says of a user's keys and devices. Where the user may not ask, less of it is known, which is no failure. */
export interface InventoryReading {
  readonly inventory: KeyInventory;
  /** Why some of it is not known, where AWS could not be asked just now. */
  readonly outage: AppError | null;
  /** IAM does not know the credentials: they were ended, deleted or deactivated, or are too new. */
  readonly isRefused: boolean;
}

/**
 * Reads the keys of a user, with when each was used last, and the MFA devices. `accessKeyId` is the key that
 * the identity has, `isNew` where AWS may not list it everywhere yet; `credentials` need not be that key.
 * Never throws `aws/*`.
 */
export async function readInventory(
  aws: Aws,
  endpoint: Endpoint,
  credentials: Credentials,
  {
    userName,
    accessKeyId,
    isNew = false,
    nowMs,
  }: {
    /** Null for the root user, whose keys are listed by none of these calls. */
    readonly userName: string | null;
    readonly accessKeyId: string;
    readonly isNew?: boolean;
    readonly nowMs: number;
  },
): Promise<InventoryReading> {
  let outage: AppError | null = null;
  let isRefused = false;
  const ifTold = async <T>(asked: Promise<T>): Promise<T | null> => {
    try {
      return await asked;
    } catch (error) {
      if (!isAppError(error) || !error.code.startsWith('aws/')) throw error;
      if (isOutage(error)) outage = error;
      isRefused ||=
        isAppError(error, 'aws/key-unknown') || isAppError(error, 'aws/session-expired');
      return null;
    }
  };
  const useOf = async (id: string): Promise<LastUse> =>
    ifTold(aws.getAccessKeyLastUsed(endpoint, credentials, id).then(lastUseOf)).then(
      (use) => use ?? { kind: 'unknown' },
    );
  const [listed, ownUse, devices] = await Promise.all([
    userName === null ? null : ifTold(aws.listAccessKeys(endpoint, credentials, userName)),
    useOf(accessKeyId),
    userName === null ? null : ifTold(aws.listMfaDevices(endpoint, credentials, userName)),
  ]);
  const keys = await Promise.all(
    (listed ?? []).map(async (key): Promise<AccessKey> => ({
      accessKeyId: key.accessKeyId,
      status: statusOf(key),
      createdAt: instantOf(key.createdAtMs),
      lastUse: key.accessKeyId === accessKeyId ? ownUse : await useOf(key.accessKeyId),
    })),
  );
  const isListed = keys.some((key) => key.accessKeyId === accessKeyId);
  // A key that has just called IAM is there, whatever a list says that is some seconds old.
  const isGone = listed !== null && credentials.accessKeyId !== accessKeyId && !isNew;
  const own: AccessKey = {
    accessKeyId,
    status: isGone ? 'gone' : 'active',
    createdAt: null,
    lastUse: ownUse,
  };
  return {
    inventory: {
      readAt: instantOf(nowMs),
      isComplete: listed !== null,
      keys: isListed ? keys : [own, ...keys],
      mfaDevices: devices?.map(({ serial }) => serial) ?? null,
    },
    outage,
    isRefused,
  };
}

/**
 * What is known after a reading. What AWS did not tell this time stays as it is known, and with it the date of
 * the reading that told it: nothing is forgotten because a user was not let, or was offline.
 */
export function mergeInventory(known: KeyInventory | null, read: KeyInventory): KeyInventory {
  if (known === null) return read;
  const before = new Map(known.keys.map((key) => [key.accessKeyId, key]));
  const mfaDevices = read.mfaDevices ?? known.mfaDevices;
  if (known.isComplete && !read.isComplete) {
    const now = new Map(read.keys.map((key) => [key.accessKeyId, key]));
    const keys = known.keys.map((key) => {
      const told = now.get(key.accessKeyId);
      return told === undefined
        ? key
        : { ...key, lastUse: laterUse(key.lastUse, told.lastUse, known) };
    });
    return { ...known, keys, mfaDevices };
  }
  const keys = read.keys.map((key): AccessKey => {
    const past = before.get(key.accessKeyId);
    if (past === undefined) return key;
    return {
      ...key,
      createdAt: key.createdAt ?? past.createdAt,
      lastUse: laterUse(past.lastUse, key.lastUse, known),
    };
  });
  return { ...read, keys, mfaDevices };
}

/** AWS counts uses within this time as one (contracts.md §4.1). */
const ONE_USE_MS = 15 * MINUTE_MS;

/**
 * Reading the inventory with the key itself is a use of it, by IAM, which would make every key look used. So what
 * AWS notes of the reading before is no news.
 */
function laterUse(known: LastUse, told: LastUse, { readAt }: KeyInventory): LastUse {
  if (told.kind !== 'used') return told.kind === 'unknown' ? known : told;
  const isOurReading =
    told.service === 'iam' && Math.abs(epochMsOf(told.at) - epochMsOf(readAt)) <= ONE_USE_MS;
  return isOurReading && known.kind !== 'unknown' ? known : told;
}

function lastUseOf(
  told: { readonly atMs: number; readonly service: string; readonly region: string } | null,
): LastUse {
  if (told === null) return { kind: 'never' };
  return { kind: 'used', at: instantOf(told.atMs), service: told.service, region: told.region };
}

/** AWS spreads a new key for half a minute in the field (contracts.md §4.1); the rest is for clocks. */
const NEW_MS = 90 * SECOND_MS;

/** Whether an own key was made so lately that AWS may say it knows none. */
export function isNewKey({ createdAt }: Pick<AccessKey, 'createdAt'>, nowMs: number): boolean {
  return createdAt !== null && nowMs - epochMsOf(createdAt) < NEW_MS;
}

/** As AWS spells them; `Expired` is new (contracts.md §4.1). */
function statusOf({ status }: AccessKeyMetadata): KeyStatus {
  switch (status) {
    case 'Active':
      return 'active';
    case 'Expired':
      return 'expired';
    default:
      return 'inactive';
  }
}

/** What is known of a user whose own key AWS does not take any more. */
export function withoutOwnKey(
  known: KeyInventory | null,
  { accessKeyId, nowMs }: { readonly accessKeyId: string; readonly nowMs: number },
): KeyInventory {
  const own: AccessKey = {
    accessKeyId,
    createdAt: null,
    lastUse: { kind: 'unknown' },
    ...known?.keys.find((key) => key.accessKeyId === accessKeyId),
    status: 'gone',
  };
  const others = (known?.keys ?? []).filter((key) => key.accessKeyId !== accessKeyId);
  return {
    isComplete: false,
    mfaDevices: null,
    ...known,
    readAt: instantOf(nowMs),
    keys: [own, ...others],
  };
}
