/**
 * Why a TLS handshake failed, as the end of a sentence, from Node's error code; `not-tls` when the
 * other side does not speak TLS at all; null when the code is none of TLS.
 */
export function tlsProblem(code: string): string | null {
  if (Object.hasOwn(CERTIFICATE_PROBLEMS, code)) return CERTIFICATE_PROBLEMS[code] as string;
  if (NOT_TLS.has(code)) return 'not-tls';
  if (/^(EPROTO|ERR_(SSL|TLS)_\w+|CERT_\w+|UNABLE_TO_\w+|\w+_CERT\w*|CRL_\w+)$/.test(code))
    return `the secure connection failed (${code})`;
  return null;
}

const SELF_SIGNED = 'it is signed by itself, not by an authority';
const UNKNOWN_ISSUER = 'the authority that signed it is not known to this computer';

const CERTIFICATE_PROBLEMS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: SELF_SIGNED,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_ISSUER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
  CERT_UNTRUSTED: UNKNOWN_ISSUER,
  CERT_HAS_EXPIRED: 'it has expired, or this computer’s clock is wrong',
  CERT_NOT_YET_VALID: 'it is not valid yet, or this computer’s clock is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it was issued for another host name',
  CERT_REVOKED: 'it was revoked',
};

/** What OpenSSL and BoringSSL (Electron) say when plain text comes instead of a handshake. */
const NOT_TLS: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_UNKNOWN_PROTOCOL',
]);
