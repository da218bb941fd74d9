import type { Identity } from '#shared/contract/things.ts';
import type { Failure } from '#shared/errors.ts';
import type { Dialog } from '#renderer/state/screen.ts';

/** What mends a failed report; without a dialog it is asked for again. */
export interface Remedy {
  readonly words: 'again' | 'device' | 'replace';
  readonly dialog: Dialog | null;
}

const AGAIN: Remedy = { words: 'again', dialog: null };

/** The likeliest first. `identity`: the one that was asked with; null for a role. */
export function remediesOf(
  failure: Failure,
  identity: Pick<Identity, 'name' | 'mfaSerial'> | null,
): readonly Remedy[] {
  if (identity === null) return [AGAIN];
  const { name, mfaSerial } = identity;
  switch (failure.code) {
    case 'report/not-allowed':
      // Many accounts allow it in a session with MFA only.
      return failure.facts.withoutMfa && mfaSerial === null
        ? [{ words: 'device', dialog: { kind: 'enrol-mfa', identity: name } }, AGAIN]
        : [AGAIN];
    case 'aws/key-unknown':
    case 'aws/secret-wrong':
      return [{ words: 'replace', dialog: { kind: 'replace-key', identity: name } }, AGAIN];
    case 'report/malformed':
      return [];
    default:
      return [AGAIN];
  }
}
