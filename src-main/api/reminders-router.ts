import { implement } from '@orpc/server';
import { remindersContract } from '#shared/contract/reminders.ts';
import type { Core } from './core.ts';

/** `reminders.*` of the contract. */
export function createRemindersRouter({
  state,
  files,
  reminders,
}: Pick<Core, 'state' | 'files' | 'reminders'>) {
  const os = implement(remindersContract);
  return {
    list: os.list.handler(async () => {
      await Promise.all([state.refresh(), files.refresh()]);
      return reminders.list();
    }),
    snooze: os.snooze.handler(async ({ input }) => {
      await reminders.snooze(input.id, input.for);
      return {};
    }),
    setThresholds: os.setThresholds.handler(({ input }) =>
      reminders.setThresholds(input.identity, input.thresholds),
    ),
  };
}
