import type { ErrorCode } from '#shared/errors.ts';

/** What a script can tell apart (product.md §4). */
export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;
const NEEDS_PERSON = 3;
const UNKNOWN_NAME = 4;
/** As shells have it: of a command to be run, not of ours. */
const COMMAND_NOT_EXECUTABLE = 126;
const COMMAND_NOT_FOUND = 127;
/** 128 and the number of SIGINT, as shells have it. */
export const INTERRUPTED = 130;

/** The exit code of a command that failed. What is not listed below is 1. */
export function exitCodeOf(code: ErrorCode): number {
  return EXIT_CODES[code] ?? FAILED;
}

const EXIT_CODES: { readonly [C in ErrorCode]?: number } = {
  'input/invalid': WRONG_USAGE,
  'role/arn-malformed': WRONG_USAGE,
  'mfa/seed-invalid': WRONG_USAGE,
  'mfa/seed-too-short': WRONG_USAGE,
  'mfa/uri-invalid': WRONG_USAGE,
  'mfa/code-malformed': WRONG_USAGE,
  'vault/passphrase-weak': WRONG_USAGE,
  'import/csv-malformed': WRONG_USAGE,
  'password/rules-unmet': WRONG_USAGE,

  'mfa/code-needed': NEEDS_PERSON,
  'mfa/no-seed': NEEDS_PERSON,
  'mfa/name-taken': NEEDS_PERSON,
  'mfa/qr-only-in-window': NEEDS_PERSON,
  'scope/approval-needed': NEEDS_PERSON,
  'scope/not-answered': NEEDS_PERSON,
  'key/in-use': NEEDS_PERSON,
  'key/still-active': NEEDS_PERSON,
  'rotation/old-key-in-use': NEEDS_PERSON,
  'rotation/old-key-in-files': NEEDS_PERSON,
  'rotation/old-key-elsewhere': NEEDS_PERSON,
  'rotation/old-key-active': NEEDS_PERSON,
  'rotation/orphan': NEEDS_PERSON,
  'command/not-confirmed': NEEDS_PERSON,
  'vault/not-chosen': NEEDS_PERSON,
  'vault/locked': NEEDS_PERSON,
  'vault/passphrase-needed': NEEDS_PERSON,
  'vault/wrong-passphrase': NEEDS_PERSON,
  'vault/not-answering': NEEDS_PERSON,

  'input/unknown': UNKNOWN_NAME,
  'files/no-backup': UNKNOWN_NAME,
  'key/not-known': UNKNOWN_NAME,

  'rotation/paused': INTERRUPTED,
  'import/stopped': INTERRUPTED,

  'command/not-allowed': COMMAND_NOT_EXECUTABLE,
  'command/not-found': COMMAND_NOT_FOUND,
};
