import { AppError, type VaultKind } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';

/** Windows keeps no more in one credential; the same limit everywhere, so that a vault can be moved. */
const SECRET_MAX_BYTES = 2560;

/** Throws `vault/refused` for what some keychain would cut short or change without a word. */
export function checkStorable(secret: Secret, backend: VaultKind): void {
  const reason = problemOf(secret.reveal());
  if (reason !== null) throw new AppError('vault/refused', { backend, reason });
}

function problemOf(text: string): string | null {
  if (text === '') return 'the secret is empty';
  if (text.includes('\0')) return 'the secret holds a NUL character';
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.toString('utf8') !== text) return 'the secret is not well-formed Unicode';
  if (bytes.length > SECRET_MAX_BYTES) return `the secret is longer than ${SECRET_MAX_BYTES} bytes`;
  return null;
}
