import type { AccessKey } from '../contract/things.ts';

/** What stays in AWS of an identity that is forgotten here. In full: the person may want to find them there. */
export function keysLeftText(keys: readonly Pick<AccessKey, 'accessKeyId' | 'status'>[]): string {
  const named = keys.map(({ accessKeyId, status }) => `${accessKeyId} (${status})`);
  if (named.length === 0) return 'As far as Latchkey knows, AWS has no access key of the user.';
  return named.length === 1
    ? `The access key ${named.join('')} stays in AWS.`
    : `The access keys ${named.join(' and ')} stay in AWS.`;
}
