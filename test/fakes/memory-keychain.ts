import type { Keychain } from '#main/secrets/keychain-store.ts';

export type KeychainMood = 'unlocked' | 'locked' | 'absent' | 'hanging';

export interface MemoryKeychain extends Keychain {
  /** By `service` and account, `latchkey home/canary`. */
  readonly items: Map<string, string>;
  /** Calls that have reached it, as `get latchkey home/canary`. */
  readonly calls: string[];
  become(mood: KeychainMood): void;
  /** Lets what hangs return, and become unlocked. */
  answer(): void;
}

/** A keychain that behaves as libsecret does through keytar (security.md §3.1), in each of its moods. */
export function createMemoryKeychain(items = new Map<string, string>()): MemoryKeychain {
  const calls: string[] = [];
  let mood: KeychainMood = 'unlocked';
  let hanging: (() => void)[] = [];
  const arrive = async (call: string, service: string, account: string) => {
    calls.push(`${call} ${service} ${account}`);
    if (mood === 'hanging') await new Promise<void>((resolve) => hanging.push(resolve));
    if (mood === 'absent') {
      throw new Error('The name org.freedesktop.secrets was not provided by any .service files');
    }
    return `${service} ${account}`;
  };
  return {
    items,
    calls,
    become(next) {
      mood = next;
    },
    answer() {
      mood = 'unlocked';
      const waiting = hanging;
      hanging = [];
      for (const resume of waiting) resume();
    },
    async getPassword(service, account) {
      const key = await arrive('get', service, account);
      return mood === 'locked' ? null : (items.get(key) ?? null);
    },
    async setPassword(service, account, password) {
      const key = await arrive('set', service, account);
      if (mood === 'locked') throw new Error('Cannot create an item in a locked collection');
      items.set(key, password);
    },
    async deletePassword(service, account) {
      const key = await arrive('delete', service, account);
      return mood === 'locked' ? false : items.delete(key);
    },
  };
}
