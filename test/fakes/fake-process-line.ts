import type { ProcessLine } from '#main/delivery/process-line.ts';

/** Lines that start nothing. */
export const FAKE_PROCESS_LINE: ProcessLine = {
  of: (target) => `/latchkey/latchkey-credentials ${target}`,
  install: async () => {},
};
