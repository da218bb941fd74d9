/**
 * The second wall: secrets are wrapped (`Secret`) and never reach a log line; should one, it is
 * struck out here by its form (security.md §3.5).
 */
export function redact(text: string): string {
  return (
    text
      .replaceAll(
        /\b((?:AKIA|ASIA)[A-Z0-9]{8,120})([A-Z0-9]{4})\b/g,
        (_, start: string, end: string) => `${start.slice(0, 4)}…${end}`,
      )
      .replaceAll(/otpauth(?:-migration)?:\/\/[^\s"']+/gi, 'otpauth://***')
      .replaceAll(/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, '***')
      .replaceAll(
        /(SigninToken|SAMLResponse|Authorization|X-Amz-Security-Token|SecretAccessKey|SessionToken|TokenCode)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+(?:\s+[A-Za-z0-9+/=._~-]{12,})?/gi,
        '$1$2***',
      )
      // 40 characters of base64 alone are the form of a secret access key; a path or a hash has neighbours.
      .replaceAll(/(?<![A-Za-z0-9+/=._-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=._-])/g, '***')
      // Session tokens: long base64.
      .replaceAll(/(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{100,}={0,2}/g, '***')
  );
}
