import { implement } from '@orpc/server';
import { habitsContract } from '#shared/contract/habits.ts';
import type { Core } from './core.ts';

/** `habits.*` of the contract. */
export function createHabitsRouter({ habits }: Pick<Core, 'habits'>) {
  const os = implement(habitsContract);
  return {
    pin: os.pin.handler(async ({ input: { target, ...pinning } }) => {
      await habits.pin(target, pinning);
      return {};
    }),
    note: os.note.handler(({ input }) => {
      habits.noteUse(input.item);
      return {};
    }),
  };
}
