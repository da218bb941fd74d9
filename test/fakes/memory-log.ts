import type { Log } from '#main/platform/log.ts';

/** A log that a test can read. References count up: `ref-1`, `ref-2`. */
export interface MemoryLog extends Log {
  readonly events: string[];
  readonly unexpectedErrors: unknown[];
}

export function createMemoryLog(): MemoryLog {
  const events: string[] = [];
  const unexpectedErrors: unknown[] = [];
  return {
    events,
    unexpectedErrors,
    write: (event) => {
      events.push(event);
    },
    unexpected: (error) => {
      unexpectedErrors.push(error);
      return `ref-${unexpectedErrors.length}`;
    },
  };
}
