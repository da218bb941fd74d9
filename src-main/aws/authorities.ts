import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';

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
