import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import https from 'node:https';
import tls from 'node:tls';
import { AppError } from '#shared/errors.ts';

/**
 * Agents by whom they trust: the public authorities and those of the system, and with `caFile` its
 * certificates as well. NODE_EXTRA_CA_CERTS plays no part. Throws `files/unreadable`, `input/invalid`.
 */
export function createTrust(): (caFile: string | null) => Promise<https.Agent> {
  const agents = new Map<string, https.Agent>();
  return async (caFile) => {
    // Read each time, so that a file that was mended helps at once.
    const own = caFile === null ? '' : await readAuthorities(caFile);
    const known = agents.get(own);
    if (known !== undefined) return known;
    const ca = [...tls.rootCertificates, ...systemAuthorities(), ...(own === '' ? [] : [own])];
    const agent = new https.Agent({
      keepAlive: false,
      secureContext: tls.createSecureContext({ ca }),
    });
    agents.set(own, agent);
    return agent;
  };
}

async function readAuthorities(caFile: string): Promise<string> {
  const text = await readFile(caFile, 'latin1').catch((error: unknown) => {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('files/unreadable', { path: caFile, reason }, error);
  });
  const certificates =
    text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0 || !certificates.every(isCertificate)) {
    throw new AppError('input/invalid', {
      field: 'caFile',
      problem: 'it is not a file of certificates in PEM form',
    });
  }
  return certificates.join('\n');
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
