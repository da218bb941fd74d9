import type { Identity } from '#shared/contract/things.ts';
import { isAppError } from '#shared/errors.ts';
import type { Aws } from '../aws/aws.ts';
import { isMissingUser } from '../aws/is-missing-user.ts';
import { userNameOf } from '../identities/key-facts.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { accessKeyOf } from '../sessions/access-key.ts';
import type { StateStore } from '../state/state-store.ts';
import type { Run } from './run.ts';

/**
 * Asks AWS whose the key in use is, which takes no permission. Where the user was renamed since the rotation asked
 * the last time, the new name is on record afterwards, for `identities` too. Throws `vault/*`, `aws/*`, `state/*`.
 */
export async function learnName(
  { state, aws, secrets }: { state: StateStore; aws: Aws; secrets: SecretStore },
  run: Run,
  identities: readonly Identity[],
): Promise<void> {
  const [identity] = identities;
  if (identity === undefined) return;
  const key = await accessKeyOf(identity, secrets);
  const { arn } = await aws.getCallerIdentity(run.endpoint, key);
  const userName = userNameOf(arn);
  if (userName === null || userName === run.userName()) return;
  await run.note({ fact: 'renamed', userName });
  const names = new Set(identities.map(({ name }) => name));
  await state.update((current) => ({
    ...current,
    identities: current.identities.map((other) =>
      names.has(other.name) ? { ...other, userName, arn } : other,
    ),
  }));
}

/** IAM does not know the user's old name, or does not let them touch a user of that name, who is not them. */
export function mayBeRenamed(error: unknown): boolean {
  return isMissingUser(error) || isAppError(error, 'aws/access-denied');
}
