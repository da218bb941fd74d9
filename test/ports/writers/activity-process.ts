import path from 'node:path';
import { createActivity } from '#main/activity/activity.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';

/* Writes ten entries, each by itself. Its vault is its own: it stays locked, so nothing is sealed. */
const [home = '', name = ''] = process.argv.slice(2);
const log = createActivity({
  places: {
    activityFile: path.join(home, 'activity.jsonl'),
    activitySealFile: path.join(home, 'activity.seal'),
    lockFolder: path.join(home, 'locks'),
  },
  sealer: createMemoryVault({ state: 'locked', passphrase: 'none' }).sealer,
  clock: createSystemClock(),
  onUnexpected(error) {
    throw error;
  },
});
for (let at = 0; at < 10; at++) {
  log.record({ kind: 'identity-added', identity: `${name}${at}` });
  const failure = await log.settled();
  if (failure !== null) throw failure;
}
