import https from 'node:https';
import tls from 'node:tls';
import { readAuthorities } from './authorities.ts';

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

/** What the system trusts, where Node can tell (from 22.15 on). */
function systemAuthorities(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (kind: 'system') => string[] };
  return getCACertificates?.('system') ?? [];
}
