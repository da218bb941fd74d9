import { AppError, isAppError } from '#shared/errors.ts';

/** How long a keychain may take to answer. A person may have to find its window and type. */
export const KEYCHAIN_LIMIT_MS = 30_000;

/** What the systems say, in the order of being asked; first match wins. */
const KNOWN: readonly { readonly says: RegExp; readonly becomes: () => AppError }[] = [
  // Linux: libsecret and D-Bus (seen with libsecret 0.20.5).
  absent(/Cannot autolaunch D-Bus|dbus-launch/, 'no D-Bus session is running'),
  absent(/^Could not connect: /, 'the D-Bus session cannot be reached'),
  absent(
    /org\.freedesktop\.secrets was not provided/,
    'no keychain service is running in this D-Bus session',
  ),
  absent(
    /Object does not exist at path .*\/collection\//,
    'the keychain service runs and has no keyring yet',
  ),
  // Outside a GLib main loop libsecret keeps the name of the service that ended, as long as the process lives.
  absent(
    /The name :\S+ was not provided|disconnected from message bus|connection is closed/,
    'the keychain service has ended; once it runs again, restart Latchkey',
  ),
  absent(
    /Failed to load keytar native addon/,
    'the system library for the keychain is missing (libsecret-1)',
  ),
  {
    says: /locked collection|is locked/i,
    becomes: () => new AppError('vault/locked', { backend: 'keychain' }),
  },
  { says: /^Timeout was reached/, becomes: notAnswering },
  refused(
    /prompt was dismissed|dismissed|cancell?ed/i,
    'the question whether Latchkey may use it was turned down',
  ),
  // macOS, by the texts of SecCopyErrorMessageString; not seen here.
  {
    says: /interaction is not allowed|In dark wake/i,
    becomes: () => new AppError('vault/locked', { backend: 'keychain' }),
  },
  refused(
    /user name or passphrase you entered is not correct/i,
    'the password of the keychain was wrong',
  ),
  absent(
    /default keychain could not be found|keychain could not be found/i,
    'there is no default keychain',
  ),
  // Windows; not seen here.
  absent(/logon session does not exist/i, 'this logon session has no credential store'),
  refused(/stub received bad data/i, 'the secret is too long for it'),
];

/** A failure of the binding as one of ours. The native text is kept for the log as the cause. */
export function translateKeychainError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  const known = KNOWN.find(({ says }) => says.test(text))?.becomes();
  if (known !== undefined) return new AppError(known.code, known.facts, error);
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 200);
  return new AppError(
    'vault/refused',
    { backend: 'keychain', reason: `it says “${shown}”` },
    error,
  );
}

export function notAnswering(): AppError {
  return new AppError('vault/not-answering', {
    backend: 'keychain',
    seconds: KEYCHAIN_LIMIT_MS / 1000,
  });
}

function absent(says: RegExp, reason: string) {
  return { says, becomes: () => new AppError('vault/absent', { backend: 'keychain', reason }) };
}

function refused(says: RegExp, reason: string) {
  return { says, becomes: () => new AppError('vault/refused', { backend: 'keychain', reason }) };
}
