import type { Clock } from './clock.ts';

/** What comes within `ms`; null for what is still on its way then, and goes on. */
export async function within<T>(clock: Clock, ms: number, coming: Promise<T>): Promise<T | null> {
  const over = new AbortController();
  const limit = clock.sleep(ms, over.signal).then(
    () => null,
    () => null,
  );
  try {
    return await Promise.race([coming, limit]);
  } finally {
    over.abort();
  }
}
