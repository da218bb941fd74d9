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

/** Each does nothing while something runs for that target. */
export interface Switching {
  readonly store: StoreApi<Readonly<Record<string, TargetTask>>>;
  start(target: string, options?: SwitchOptions): Promise<void>;
  stop(target: string, options?: { readonly replaceChanged: boolean }): Promise<void>;
  /** Does what stood in the way first, then switches. */
  retryAfter(target: string, first: () => Promise<unknown>): Promise<void>;
  askForCode(target: string, serial: string): void;
}

export const IDLE_TASK: TargetTask = { running: null, failure: null, codeNeeded: null };

export function createSwitching(api: Api): Switching {
  const store = createStore<Readonly<Record<string, TargetTask>>>(() => ({}));
  const taskOf = (target: string) => store.getState()[target] ?? IDLE_TASK;
  const put = (target: string, task: Partial<TargetTask>) =>
    store.setState((tasks) => ({ ...tasks, [target]: { ...IDLE_TASK, ...task } }));

  async function run(
    target: string,
    running: 'switch' | 'stop',
    call: () => Promise<Partial<TargetTask>>,
  ): Promise<void> {
    const before = taskOf(target);
    if (before.running !== null) return;
    put(target, { running, codeNeeded: before.codeNeeded });
    try {
      put(target, await call());
    } catch (error) {
      // Where a code was being asked for, it is asked for again: the field stays where it was.
      put(target, { failure: failureOf(appErrorOf(error)), codeNeeded: before.codeNeeded });
    }
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
  };
}
