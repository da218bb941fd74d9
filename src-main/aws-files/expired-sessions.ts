import { keyOf, textOf, type Document, type Section } from './document.ts';

/** Names under which other tools note until when the session beside them is good. */
const EXPIRY_KEYS = new Set([
  'x_security_token_expires', // saml2aws, awslogin
  'aws_session_expiration',
  'aws_expiration',
  'aws_session_token_expiration',
  'aws_credentials_expiration',
  'aws_credential_expiration',
  'x_credentials_expiration',
  'expiration', // aws-mfa
  'token_expiration',
]);
const TOKEN_KEYS = new Set(['aws_session_token', 'aws_security_token']);
const OTHER_SESSION_KEYS = new Set([
  'aws_access_key_id',
  'aws_secret_access_key',
  'x_principal_arn',
  'assumed_role',
  'assumed_role_arn',
]);

/** A session that another tool left in a file, and that AWS does not take any more. */
export interface ExpiredSession {
  readonly section: Section;
  /** Of the setting that says so. */
  readonly line: number;
  /** The settings that belong to the session, as the file spells them in lower case. */
  readonly keys: readonly string[];
  /** Whether the section holds nothing else. */
  readonly isWholeSection: boolean;
}

/** A date without a time zone may be anybody's: it counts when it is over everywhere on earth. */
const ZONES_MS = 26 * 3_600_000;

export function expiredSessions(document: Document, nowMs: number): readonly ExpiredSession[] {
  return document.sections.flatMap((section): ExpiredSession[] => {
    if (section.blockedBy !== null || section.botocoreName !== section.smithyName) return [];
    const keys = section.settings.map((setting) => keyOf(document, setting));
    if (!keys.some((key) => TOKEN_KEYS.has(key))) return [];
    const expiry = section.settings.find((setting) => EXPIRY_KEYS.has(keyOf(document, setting)));
    if (expiry === undefined || expiry.comment >= 0) return [];
    const atMs = expiryOf(textOf(document, expiry.valueStart, expiry.valueEnd));
    if (atMs === null || atMs > nowMs) return [];
    const own = keys.filter(
      (key) => TOKEN_KEYS.has(key) || EXPIRY_KEYS.has(key) || OTHER_SESSION_KEYS.has(key),
    );
    return [
      {
        section,
        line: expiry.line,
        keys: [...new Set(own)],
        isWholeSection: own.length === keys.length,
      },
    ];
  });
}

/** The moment after which it is over for certain; null for what is no date. */
function expiryOf(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  const match =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(
      text,
    );
  if (match === null) return null;
  const [, day, time, zone] = match;
  const isUtc = zone === undefined || zone === 'Z' || zone === 'UTC';
  const offset = isUtc ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2');
  const atMs = Date.parse(`${day}T${time}${offset}`);
  if (Number.isNaN(atMs)) return null;
  return zone === undefined ? atMs + ZONES_MS : atMs;
}
