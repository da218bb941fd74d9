import { signatureDoesNotMatch } from './aws-error.ts';
import type { Signature } from './sigv4.ts';

const TOLERANCE_MS = 15 * 60 * 1000;

/** STS and IAM allow 15 minutes either way; the scope must name the day, a Region and the service. */
export function checkSignature(signature: Signature, service: string | null, nowMs: number): void {
  const { longDate, shortDate, signedAtMs, signedHeaders, region } = signature;
  const now = basicIso(nowMs);
  if (signedAtMs < nowMs - TOLERANCE_MS) {
    const limit = basicIso(nowMs - TOLERANCE_MS);
    throw signatureDoesNotMatch(
      `Signature expired: ${longDate} is now earlier than ${limit} (${now} - 15 min.)`,
    );
  }
  if (signedAtMs > nowMs + TOLERANCE_MS) {
    const limit = basicIso(nowMs + TOLERANCE_MS);
    throw signatureDoesNotMatch(
      `Signature not yet current: ${longDate} is still later than ${limit} (${now} + 15 min.)`,
    );
  }
  if (!longDate.startsWith(shortDate)) {
    throw signatureDoesNotMatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${shortDate}' != '${longDate.slice(0, 8)}', from '${longDate}'.`,
    );
  }
  if (service !== null && signature.service !== service) {
    throw signatureDoesNotMatch(`Credential should be scoped to correct service: '${service}'. `);
  }
  // The real IAM takes its home Region only; a client that was given our address by hand signs with its own.
  if (!/^[a-z]{2,5}(-[a-z]+)+-\d+$/.test(region)) {
    throw signatureDoesNotMatch('Credential should be scoped to a valid region. ');
  }
  if (!signedHeaders.includes('host')) {
    throw signatureDoesNotMatch(
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
}

function basicIso(epochMs: number): string {
  return new Date(epochMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
