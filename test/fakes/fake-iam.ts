import type { AccessKeyMetadata, AccessKeyOfUser, Iam } from '#main/aws/iam.ts';
import type { Clock } from '#main/platform/clock.ts';
import { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';

/** What IAM knows at the start of the one user there is. */
export interface FakeIamUser {
  readonly alias: string | null;
  readonly mfaSerials: readonly string[];
  readonly keys: readonly AccessKeyMetadata[];
}

/** IAM's usual answers, kept in memory. Every name is taken for that of the one user. */
export function createFakeIam(clock: Pick<Clock, 'now'>, given: Partial<FakeIamUser> = {}): Iam {
  return {
    ...createFakeKeys(clock, given.keys ?? []),
    listMfaDevices: async () => (given.mfaSerials ?? []).map((serial) => ({ serial })),
    getAccountAlias: async () => given.alias ?? null,
  };
}

function createFakeKeys(clock: Pick<Clock, 'now'>, given: readonly AccessKeyMetadata[]) {
  let keys = given;
  let made = 0;
  const find = (action: string, { accessKeyId }: AccessKeyOfUser) => {
    const found = keys.find((key) => key.accessKeyId === accessKeyId);
    if (found !== undefined) return found;
    throw new AppError('aws/no-such-thing', { action, thing: 'access-key', name: accessKeyId });
  };
  return {
    createAccessKey: async () => {
      if (keys.length >= 2)
        throw new AppError('aws/limit-reached', { action: 'iam:CreateAccessKey' });
      made += 1;
      const number = String(made).padStart(12, '0');
      const accessKeyId = `AKIAFAKE${number}`;
      keys = [...keys, { accessKeyId, status: 'Active', createdAtMs: clock.now() }];
      return { accessKeyId, secretAccessKey: secretOf(`fake-key-secret-${number}`) };
    },
    updateAccessKey: async (_endpoint, _credentials, { status, ...request }) => {
      const found = find('iam:UpdateAccessKey', request);
      keys = keys.map((key) => (key === found ? { ...key, status } : key));
    },
    deleteAccessKey: async (_endpoint, _credentials, request) => {
      const found = find('iam:DeleteAccessKey', request);
      keys = keys.filter((key) => key !== found);
    },
    listAccessKeys: async () => keys,
    getAccessKeyLastUsed: async () => null,
  } satisfies Partial<Iam>;
}
