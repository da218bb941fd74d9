import { createStore, type StoreApi } from 'zustand/vanilla';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import { failureOf, type Failure } from '#shared/errors.ts';
import type { Api } from '../api/api.ts';

/** What this window asked of a target and what came of it, where main's own state of the target does not say. */
export interface TargetTask {
  readonly running: 'switch' | 'stop' | null;
  readonly failure: Failure | null;
  /** The serial of the device whose code is needed. */
  readonly codeNeeded: string | null;
}
export type SwitchOptions = Omit<Parameters<Api['targets']['switch']>[0], 'target'>;

/**
 * Each does nothing while something runs for that target. Only a stop may follow a switch whose reply is on its way: the
 * session is there to be stopped before that arrives.
 */
export interface Switching {
  readonly store: StoreApi<Readonly<Record<string, TargetTask>>>;
  start(target: string, options?: SwitchOptions): Promise<void>;
  stop(target: string, options?: { readonly replaceChanged: boolean }): Promise<void>;
  /** Does what stood in the way first, then switches. */
  retryAfter(target: string, first: () => Promise<unknown>): Promise<void>;
  askForCode(target: string, serial: string): void;
  /** Pins it or lets it go, which it gives; what comes in the way is shown with the target. */
  pin(target: string, isPinned: boolean): Promise<boolean>;
}

export const IDLE_TASK: TargetTask = { running: null, failure: null, codeNeeded: null };

export function createSwitching(api: Api): Switching {
  const store = createStore<Readonly<Record<string, TargetTask>>>(() => ({}));
  const taskOf = (target: string) => store.getState()[target] ?? IDLE_TASK;
  const put = (target: string, part: Partial<TargetTask>): TargetTask => {
    const task = { ...IDLE_TASK, ...part };
    store.setState((tasks) => ({ ...tasks, [target]: task }));
    return task;
  };

  async function run(
    target: string,
    running: 'switch' | 'stop',
    call: () => Promise<Partial<TargetTask>>,
  ): Promise<void> {
    const before = taskOf(target);
    if (before.running === 'stop' || before.running === running) return;
    const started = put(target, { running, codeNeeded: before.codeNeeded });
    let outcome: Partial<TargetTask>;
    try {
      outcome = await call();
    } catch (error) {
      // Where a code was being asked for, it is asked for again: the field stays where it was.
      outcome = { failure: failureOf(appErrorOf(error)), codeNeeded: before.codeNeeded };
    }
    if (taskOf(target) === started) put(target, outcome);
  }

  async function switchTo(target: string, options: SwitchOptions): Promise<Partial<TargetTask>> {
    const outcome = await api.targets.switch({ target, ...options });
    return outcome.kind === 'mfa-needed' ? { codeNeeded: outcome.serial } : {};
  }

  return {
    store,
    start: (target, options = {}) => run(target, 'switch', () => switchTo(target, options)),
    stop: (target, options) =>
      run(target, 'stop', async () => {
        await api.targets.stop({ target, ...options });
        return {};
      }),
    retryAfter: (target, first) =>
      run(target, 'switch', async () => {
        await first();
        return switchTo(target, {});
      }),
    askForCode: (target, serial) =>
      taskOf(target).running === null && put(target, { codeNeeded: serial }),
    async pin(target, isPinned) {
      try {
        await api.habits.pin({ target, isPinned });
        return true;
      } catch (error) {
        // What runs meanwhile is the more important, and says itself how it ended.
        if (taskOf(target).running === null) put(target, { failure: failureOf(appErrorOf(error)) });
        return false;
      }
    },
  };
}
