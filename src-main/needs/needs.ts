import type { Failure } from '#shared/errors.ts';
import { MINUTE_MS } from '#shared/time.ts';
import type { Clock } from '../platform/clock.ts';

/** Something that only a person can do, and the targets that wait for it. */
export interface Need {
  /** What makes it the same need (`cause-of.ts`). */
  readonly cause: string;
  readonly failure: Failure;
  /** In the order in which they came. */
  readonly targets: readonly string[];
  readonly sinceMs: number;
}

/** A question, which nothing but its answer ends, and which is moot when nobody waits for that any more. */
type Kind = 'task' | 'question';

/** How a need ended: somebody did it, somebody refused, or nobody came in time. */
export type NeedEnd = 'done' | 'refused' | 'not-answered';

/**
 * What needs a person, one entry for each cause however many targets wait for it and however often they
 * ask. Who hears of a new one tells the person: once, never by taking the focus.
 */
export interface Needs {
  /** What is open and was not set aside, oldest first. */
  list(): readonly Need[];
  raise(need: {
    readonly cause: string;
    readonly target: string;
    readonly failure: Failure;
    readonly kind?: Kind;
  }): void;
  isWaiting(target: string): boolean;
  /** The person has answered. Settling what nobody needs is no error. */
  settle(cause: string, end: 'done' | 'refused'): void;
  /** These sessions have what they wanted, or (`refused`) nobody wants them any more. Answers no question. */
  release(isIt: (session: string) => boolean, how?: 'done' | 'refused'): void;
  /** Shown no more, and not raised anew for a while; who waits goes on waiting. */
  setAside(cause: string): void;
  /** Until the need ends, for `ms`, or until `gone`: who waits has died. Nobody answers what is not open. */
  wait(cause: string, ms: number, gone?: AbortSignal): Promise<NeedEnd>;
  /** Hears of each new need, not of more targets for it; of one that was set aside, when it comes back. */
  onRaised(listener: (need: Need) => void): void;
  /** Hears of each that is shown no more: it has ended, or was set aside. */
  onGone(listener: (cause: string) => void): void;
}

/** Somebody who set it aside is not told again sooner, though a tool may ask every second. */
const SET_ASIDE_MS = 15 * MINUTE_MS;

export function createNeeds(deps: { readonly clock: Clock; readonly onChange: () => void }): Needs {
  const { clock, onChange } = deps;
  const open = new Map<string, OpenNeed>();
  const raisedListeners: ((need: Need) => void)[] = [];
  const goneListeners: ((cause: string) => void)[] = [];

  const tell = (need: Need) => {
    for (const listener of raisedListeners) listener(need);
  };
  const hide = (need: Need) => {
    for (const listener of goneListeners) listener(need.cause);
    onChange();
  };
  const end = (need: OpenNeed, how: NeedEnd) => {
    open.delete(need.cause);
    for (const hear of need.waiting) hear(how);
    hide(need);
  };
  const isSetAside = ({ setAsideUntil }: OpenNeed) => clock.monotonic() < setAsideUntil;
  /** Its time aside is over: whoever still needs it raises it anew. */
  const isBack = (need: OpenNeed) => need.setAsideUntil > 0 && !isSetAside(need);

  return {
    list: () =>
      [...open.values()]
        .filter((need) => !isSetAside(need))
        .map(({ cause, failure, targets, sinceMs }) => ({ cause, failure, targets, sinceMs })),
    raise({ cause, target, failure, kind = 'task' }) {
      const known = open.get(cause);
      if (known !== undefined) {
        const isToBeTold = isBack(known);
        if (known.targets.includes(target) && !isToBeTold) return;
        known.targets = [...new Set([...known.targets, target])];
        if (isToBeTold) {
          known.setAsideUntil = 0;
          tell(known);
        }
      } else {
        const need: OpenNeed = {
          cause,
          kind,
          failure,
          targets: [target],
          sinceMs: clock.now(),
          setAsideUntil: 0,
          waiting: new Set(),
        };
        open.set(cause, need);
        tell(need);
      }
      onChange();
    },
    isWaiting: (target) =>
      [...open.values()].some((need) => need.targets.includes(target) && !isBack(need)),
    settle(cause, how) {
      const need = open.get(cause);
      if (need !== undefined) end(need, how);
    },
    release(isIt, how = 'done') {
      for (const need of open.values()) {
        if (need.kind === 'question' || !need.targets.some(isIt)) continue;
        need.targets = need.targets.filter((session) => !isIt(session));
        if (need.targets.length === 0) end(need, how);
        else onChange();
      }
    },
    setAside(cause) {
      const need = open.get(cause);
      if (need === undefined) return;
      need.setAsideUntil = clock.monotonic() + SET_ASIDE_MS;
      hide(need);
    },
    wait(cause, ms, gone) {
      const need = open.get(cause);
      if (need === undefined) return Promise.resolve('not-answered');
      const over = new AbortController();
      return new Promise<NeedEnd>((resolve) => {
        const hear = (how: NeedEnd) => {
          over.abort();
          need.waiting.delete(hear);
          resolve(how);
          if (how === 'not-answered' && need.kind === 'question' && need.waiting.size === 0)
            end(need, how);
        };
        need.waiting.add(hear);
        const signal = gone === undefined ? over.signal : AbortSignal.any([over.signal, gone]);
        clock.sleep(ms, signal).then(
          () => hear('not-answered'),
          () => {
            if (!over.signal.aborted) hear('not-answered');
          },
        );
      });
    },
    onRaised: (listener) => void raisedListeners.push(listener),
    onGone: (listener) => void goneListeners.push(listener),
  };
}

interface OpenNeed extends Need {
  readonly kind: Kind;
  targets: readonly string[];
  /** By the monotonic clock. */
  setAsideUntil: number;
  readonly waiting: Set<(end: NeedEnd) => void>;
}
