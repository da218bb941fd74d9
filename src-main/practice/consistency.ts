import { statusSeen, type Lag } from './key-history.ts';
import type { PracticeConsistency, PracticeLag } from './practice-account.ts';
import type { QueryService } from './query-xml.ts';
import type { AccessKey, KeyStatus } from './world.ts';

/** IAM spreads its changes: which server answers decides what is known of a key. */
export interface Consistency {
  /** Applies to changes that were made before, too. */
  set(consistency: PracticeConsistency): void;
  /** The server whose turn it is to answer a call of this service. */
  nextServer(service: QueryService): Server;
}

/** One of a service's servers. Both answers are null where it knows no such key. */
export interface Server {
  /** What the signature of a call is checked with. */
  statusOf(key: AccessKey, nowMs: number): KeyStatus | null;
  /** What ListAccessKeys tells. */
  listedStatusOf(key: AccessKey, nowMs: number): KeyStatus | null;
}

export function createConsistency(): Consistency {
  let current: PracticeConsistency = {};
  let answered: Record<QueryService, number> = { sts: 0, iam: 0 };
  return {
    set(consistency) {
      current = consistency;
      answered = { sts: 0, iam: 0 };
    },
    nextServer(service) {
      const { servers = [1] } = current;
      const share = servers[answered[service]++ % servers.length] ?? 1;
      const lag = lagOf(current[service] ?? {}, share);
      const listLag = lagOf(current.lists ?? {}, share);
      return {
        statusOf: (key, nowMs) => statusSeen(key, lag, nowMs),
        listedStatusOf: (key, nowMs) => statusSeen(key, listLag, nowMs),
      };
    },
  };
}

function lagOf(lag: PracticeLag, share: number): Lag {
  const { createdMs = 0, activatedMs = 0, deactivatedMs = 0, deletedMs = 0 } = lag;
  return {
    created: createdMs * share,
    activated: activatedMs * share,
    deactivated: deactivatedMs * share,
    expired: 0,
    deleted: deletedMs * share,
  };
}
