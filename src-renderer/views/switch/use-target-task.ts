import { useStore } from 'zustand';
import { IDLE_TASK, type SwitchOptions, type TargetTask } from '#renderer/state/switching.ts';
import { useWorld } from '#renderer/state/world.ts';

export interface TargetTaskHandle extends TargetTask {
  readonly start: () => void;
  readonly startWith: (options: SwitchOptions) => void;
  readonly stop: () => void;
}

/** Starting and stopping one target, and what came of it in this window. */
export function useTargetTask(target: string): TargetTaskHandle {
  const { switching, screen } = useWorld();
  const task = useStore(switching.store, (tasks) => tasks[target] ?? IDLE_TASK);
  const startWith = (options: SwitchOptions) => {
    // What is switched to is what one looks at: a code or a remedy may be needed in the side panel.
    screen.setState({ selected: target });
    void switching.start(target, options);
  };
  return {
    ...task,
    startWith,
    start: () => startWith({}),
    stop: () => void switching.stop(target),
  };
}
