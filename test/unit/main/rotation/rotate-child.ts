import { mkdir } from 'node:fs/promises';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { createIamCredentials } from '#main/identities/iam-credentials.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import { joinRotation } from '#main/rotation/join.ts';
import { createVault } from '#main/secrets/create-vault.ts';
import { createSessionBook } from '#main/sessions/session-book.ts';
import { pinIn } from '#main/state/pin-in.ts';
import { openStateStore } from '#main/state/state-store.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { secretOf } from '#shared/secret.ts';
import { createHastyClock } from '#test/fixtures/rotation/hasty-clock.ts';
import { nameOf, watch } from '#test/fixtures/rotation/watch.ts';

/** Rotates in a process of its own, on real files, that ends itself by `kill -9` at a moment. */
async function main(home: string, moment: string): Promise<void> {
  const places = findPlaces({ LATCHKEY_HOME: home, HOME: home });
  await mkdir(places.home, { recursive: true, mode: 0o700 });
  const clock = createHastyClock(createSystemClock().now());
  const state = await openStateStore({ ...places, clock });
  const vault = createVault({
    places,
    pins: pinIn(state, places.stateFile),
    clock,
    environment: { kind: 'file', passphrase: secretOf('correct horse battery') },
    randomId: () => 'vault-of-the-tests',
    cost: CHEAP_SCRYPT,
  });
  await vault.open();
  const skew = createClockSkew(clock);
  const watched = watch({
    aws: createAws({ skew, clock }),
    vault,
    state,
    mishap(now) {
      if (nameOf(now) === moment) process.kill(process.pid, 'SIGKILL');
      return null;
    },
  });
  const parts = { ...watched, skew, clock, lockFolder: places.lockFolder };
  const book = createSessionBook(vault.sealed, () => {});
  const sessions = {
    renew: () => Promise.reject(new Error('nothing is delivered')),
    obtain: () => Promise.reject(new Error('there is no device')),
  };
  const { rotations } = joinRotation({
    ...parts,
    book,
    sessions,
    iamCredentials: createIamCredentials({ ...parts, book, sessions }),
    profilesWithKey: async () => [],
    record: () => {},
    onChange: () => {},
    ended: new AbortController().signal,
  });
  const outcome = await rotations.start('bea', { graceSeconds: 0, deletesItself: true });
  process.stdout.write(JSON.stringify(outcome));
}

const [home, moment] = process.argv.slice(2);
await main(home!, moment!);
