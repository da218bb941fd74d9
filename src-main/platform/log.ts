import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { redact } from './redact.ts';

/** What goes to the log file: one line each, redacted. Never to stdout, which belongs to the caller. */
export interface Log {
  write(event: string, details?: Readonly<Record<string, string | number | boolean | null>>): void;
  /** Logs what nobody foresaw and returns the reference number that the user is shown. */
  unexpected(error: unknown): string;
}

export function createFileLog(filePath: string, now: () => number, reference: () => string): Log {
  const append = (line: string) => {
    try {
      mkdirSync(path.dirname(filePath), { recursive: true, mode: 0o700 });
      appendFileSync(filePath, `${line}\n`, { mode: 0o600 });
    } catch {
      // A log that cannot be written must not stop the user's work.
    }
  };
  const write: Log['write'] = (event, details = {}) => {
    // Before they become JSON, whose escapes would hide where a word begins.
    const shown = Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value) : value,
    ]);
    append(
      JSON.stringify({ at: new Date(now()).toISOString(), event, ...Object.fromEntries(shown) }),
    );
  };
  return {
    write,
    unexpected(error) {
      const number = reference();
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      write('unexpected', { reference: number, stack });
      return number;
    },
  };
}
