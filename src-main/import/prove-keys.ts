import type { Endpoint } from '#shared/contract/things.ts';
import { failureOf, isAppError, type Failure } from '#shared/errors.ts';
import type { Aws } from '../aws/aws.ts';
import { learnKeyFacts, type KeyFacts } from '../identities/key-facts.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import type { FileKey } from './file-profile.ts';
import type { Waiting } from './import.ts';

/** A key and the profiles that have it, id and secret alike. */
export interface KeyGroup extends FileKey {
  readonly profiles: readonly string[];
}

export type Proof =
  | { readonly state: 'proven'; readonly facts: KeyFacts }
  | { readonly state: 'not-proven'; readonly failure: Failure };

export interface ProvenKey {
  readonly group: KeyGroup;
  readonly proof: Proof;
}

/** So many keys are proven at a time: more would be throttled. */
const AT_ONCE = 4;

/**
 * Asks AWS whom each key belongs to. A key that AWS refuses, or could not be asked about, is not proven. Throws the
 * signal's reason.
 */
export async function proveKeys(
  aws: Aws,
  endpoint: Endpoint,
  groups: readonly KeyGroup[],
  { nowMs, tell, signal }: { readonly nowMs: number } & Waiting,
): Promise<readonly ProvenKey[]> {
  let done = 0;
  const tellNext = ({ accessKeyId }: KeyGroup) =>
    tell?.({
      kind: 'progress',
      doing: 'asking',
      done,
      of: groups.length,
      name: maskAccessKeyId(accessKeyId),
    });
  const proven: ProvenKey[] = [];
  const waiting = [...groups.entries()];
  // Nobody waits for the same silence once for each key.
  let silence: Proof | null = null;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, group] = next;
      signal?.throwIfAborted();
      tellNext(group);
      const proof: Proof = silence ?? (await prove(aws, endpoint, group, nowMs));
      if (proof.state === 'not-proven' && proof.failure.code === 'aws/unreachable') silence = proof;
      proven[index] = { group, proof };
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  signal?.throwIfAborted();
  return proven;
}

async function prove(
  aws: Aws,
  endpoint: Endpoint,
  { accessKeyId, secretAccessKey }: FileKey,
  nowMs: number,
): Promise<Proof> {
  try {
    return {
      state: 'proven',
      facts: await learnKeyFacts(
        aws,
        endpoint,
        { accessKeyId, secretAccessKey, sessionToken: null },
        nowMs,
      ),
    };
  } catch (error) {
    if (isAppError(error) && error.code.startsWith('aws/'))
      return { state: 'not-proven', failure: failureOf(error) };
    throw error;
  }
}

/** The distinct keys of some profiles, in their order. */
export function groupKeys(
  profiles: readonly { readonly name: string; readonly key: FileKey | null }[],
): readonly KeyGroup[] {
  const groups = new Map<string, FileKey & { profiles: string[] }>();
  for (const { name, key } of profiles) {
    if (key === null) continue;
    const mark = `${key.accessKeyId} ${key.secretAccessKey.reveal()}`;
    const group = groups.get(mark) ?? { ...key, profiles: [] };
    group.profiles.push(name);
    groups.set(mark, group);
  }
  return [...groups.values()];
}
