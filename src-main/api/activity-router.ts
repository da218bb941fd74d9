import { implement } from '@orpc/server';
import { activityContract } from '#shared/contract/activity.ts';
import type { Core } from './core.ts';

const MOST = 1000;

/** `activity.*` of the contract. */
export function createActivityRouter({ activity, vault }: Pick<Core, 'activity' | 'vault'>) {
  const os = implement(activityContract);
  return {
    list: os.list.handler(({ input: { since = null, limit = MOST } }) =>
      activity.list({ since, limit }),
    ),
    follow: os.follow.handler(({ signal }) =>
      Promise.resolve(activity.follow(signal, () => vault.view().state === 'locked')),
    ),
  };
}
