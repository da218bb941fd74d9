import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import https from 'node:https';
import tls from 'node:tls';
import { AppError } from '#shared/errors.ts';

/**
 * Agents by whom they trust: without `caFile` whom Node trusts, with one its certificates besides the
 * public authorities and the system's. Throws `input/invalid`.
 */
export function createTrust(): (caFile: string | null) => Promise<https.Agent> {
  const usual = new https.Agent({ keepAlive: false });
  const agents = new Map<string, https.Agent>();
  return async (caFile) => {
    if (caFile === null) return usual;
    // Read each time, so that a file that was mended helps at once.
    const own = await readAuthorities(caFile);
    const known = agents.get(own);
    if (known !== undefined) return known;
    // Made once: to read all authorities for each connection would take 150 ms.
    const ca = [...tls.rootCertificates, ...systemAuthorities(), own];
    const secureContext = tls.createSecureContext({ ca });
    const agent = new https.Agent({ keepAlive: false, secureContext });
    agents.set(own, agent);
    return agent;
  };
}

/** The certificates of a PEM file. Throws `input/invalid`. */
export async function readAuthorities(caFile: string): Promise<string> {
  const text = await readFile(caFile, 'latin1').catch((error: unknown) => {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw unusable(caFile, code === 'ENOENT' ? 'it is not there' : `it cannot be read (${code})`);
  });
  const certificates =
    text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0 || !certificates.every(isCertificate)) {
    throw unusable(caFile, 'it is not a file of certificates in PEM form');
  }
  return certificates.join('\n');
}

function unusable(caFile: string, problem: string): AppError {
  return new AppError('input/invalid', { field: 'caFile', problem: `of ${caFile}: ${problem}` });
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}

/** What the system trusts, where Node can tell (from 22.15 on). */
function systemAuthorities(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (kind: 'system') => string[] };
  return getCACertificates?.('system') ?? [];
}
