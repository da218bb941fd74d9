import { isAppError } from '#shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { FileDelivery } from './delivery.ts';

type Request = Parameters<FileDelivery['deliver']>[0];

export interface KeptDelivery extends FileDelivery {
  /** To be called when an AWS file has changed: writes once more what an older copy has replaced within two seconds. */
  look(): Promise<void>;
  /** To be called before older copies are put back on purpose: then nothing is written over them any more. */
  letGo(): Promise<void>;
}

/** How long a program that read the file before our write may take to write its older copy back. */
const WATCH_MS = 2000;

/**
 * The AWS CLI reads a file, and writes it back whole a moment later, without a lock: what we wrote in
 * between is lost (security.md §3.6). For surfaces that stay: a command would have to wait for it.
 */
export function keepDelivered(
  delivery: FileDelivery,
  deps: {
    readonly clock: Clock;
    /** Whether the profile is in both files as delivering would leave it. */
    readonly isThere: (request: Request) => Promise<boolean>;
    readonly onRewritten: (profile: string) => void;
  },
): KeptDelivery {
  const recent = new Map<string, Request>();
  /** What is being written once more; a stop or newer keys come after it. */
  const rewriting = new Map<string, Promise<unknown>>();
  const watchFor = (request: Request) => {
    recent.set(request.profile, request);
    void deps.clock.sleep(WATCH_MS).then(() => {
      if (recent.get(request.profile) === request) recent.delete(request.profile);
    });
  };
  const rewrite = async (request: Request) => {
    const { profile } = request;
    // Once: should it vanish again, somebody means it.
    recent.delete(profile);
    const rewritten = delivery.deliver(request).finally(() => rewriting.delete(profile));
    rewriting.set(
      profile,
      rewritten.catch(() => {}),
    );
    await rewritten;
    deps.onRewritten(profile);
  };
  return {
    check: delivery.check,
    isNoted: delivery.isNoted,
    async deliver(request) {
      recent.delete(request.profile);
      await rewriting.get(request.profile);
      const delivered = await delivery.deliver(request);
      watchFor({ ...request, replaceChanged: false });
      return delivered;
    },
    async withdraw(profile, replaceChanged) {
      recent.delete(profile);
      await rewriting.get(profile);
      await delivery.withdraw(profile, replaceChanged);
    },
    async letGo() {
      recent.clear();
      await Promise.all(rewriting.values());
    },
    async look() {
      for (const request of recent.values()) {
        try {
          if (await deps.isThere(request)) continue;
          if (recent.get(request.profile) === request) await rewrite(request);
        } catch (error) {
          // Changed, not put back: the target shows it, and its user decides.
          if (recent.get(request.profile) === request) recent.delete(request.profile);
          if (!isAppError(error)) throw error;
        }
      }
    },
  };
}
