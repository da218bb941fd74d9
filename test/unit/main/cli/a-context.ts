import type { CommandContext } from '#main/cli/command-context.ts';
import { findPlaces } from '#main/platform/home.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { recordingTerminal } from './recording-terminal.ts';

/** For looking at the command line without running any of it. */
export const A_CONTEXT: CommandContext = {
  terminal: recordingTerminal({}),
  environment: {},
  places: findPlaces({ LATCHKEY_HOME: '/nowhere', HOME: '/nowhere' }),
  clock: createFakeClock(),
  exitWith: () => {},
};
