import type { Clock } from '#main/platform/clock.ts';
import { KEYCHAIN_LIMIT_MS, notAnswering, translateKeychainError } from './keychain-errors.ts';
import type { Keychain } from './keychain-store.ts';

/**
 * The keychain, asked one thing at a time and each within 30 s. A call that does not return blocks a
 * thread of libuv's four for good, so while one hangs no other is made: they fail at once with
 * `vault/not-answering`. One object for the whole process, or the rule does not hold.
 */
export function takeTurns(keychain: Keychain, clock: Clock): Keychain {
  let last: Promise<unknown> = Promise.resolve();
  let isHanging = false;

  const limited = async <T>(call: () => Promise<T>): Promise<T> => {
    if (isHanging) throw notAnswering();
    const answer = call();
    const timer = new AbortController();
    const late = clock.sleep(KEYCHAIN_LIMIT_MS, timer.signal).then(
      () => LATE,
      () => LATE,
    );
    const first = await Promise.race([answer, late]).finally(() => timer.abort());
    if (first !== LATE) return first as T;
    isHanging = true;
    const returned = () => {
      isHanging = false;
    };
    answer.then(returned, returned);
    throw notAnswering();
  };

  const inTurn = <T>(call: () => Promise<T>): Promise<T> => {
    const turn = last
      .then(() => limited(call))
      .catch((error: unknown) => {
        throw translateKeychainError(error);
      });
    last = turn.catch(() => {});
    return turn;
  };

  return {
    getPassword: (service, account) => inTurn(async () => keychain.getPassword(service, account)),
    setPassword: (service, account, password) =>
      inTurn(async () => keychain.setPassword(service, account, password)),
    deletePassword: (service, account) =>
      inTurn(async () => keychain.deletePassword(service, account)),
  };
}

const LATE = Symbol('late');
