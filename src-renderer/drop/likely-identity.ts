import type { Identity } from '#shared/contract/things.ts';
import type { Taken } from './recognise-text.ts';

/**
 * The identity that something given most likely belongs to, offered first: whose key it is by what AWS has
 * told, or who has the user name that stands in it. A guess: AWS proves it before anything is kept.
 */
export function likelyIdentity(what: Taken, identities: readonly Identity[]): Identity | null {
  if (what.kind === 'seed') return ofLabel(what.seed.label, identities);
  const { accessKeyId, userName } = what.key;
  return (
    identities.find(({ keys }) => keys?.keys.some((key) => key.accessKeyId === accessKeyId)) ??
    identities.find((identity) => userName !== null && identity.userName === userName) ??
    null
  );
}

/** AWS labels a seed `Amazon Web Services:device@account`, with the account’s alias or id; the device has often the user’s name. */
function ofLabel(label: string | null, identities: readonly Identity[]): Identity | null {
  const [, device, account] = /^(?:[^:]*:)?\s*(.+)@([^@]+)$/.exec(label ?? '') ?? [];
  if (device === undefined || account === undefined) return null;
  const inAccount = identities.filter(
    ({ accountId, accountAlias }) => account === accountId || account === accountAlias,
  );
  return (
    inAccount.find(({ mfaSerial }) => mfaSerial?.endsWith(`:mfa/${device}`) === true) ??
    inAccount.find(({ userName }) => userName === device) ??
    (inAccount.length === 1 ? (inAccount[0] ?? null) : null)
  );
}
