/** What the page may do (security.md §1.1, 7), as one header; React Aria adds style elements of its own, hence the nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return policy(`'self' 'nonce-${nonce}'`);
}

/** For every reply that is no document, failures included (security.md §2.2, 6). */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': policy(`'self'`),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

function policy(styleSource: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src ${styleSource}`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
}
