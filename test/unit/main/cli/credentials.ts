import type { Credentials } from '#main/api/latchkey-client.ts';

/** Credentials for tests; plainly not real. */
export function credentials(parts: Partial<Credentials> = {}): Credentials {
  return {
    kind: 'credentials',
    accessKeyId: 'ASIAEXAMPLEEXAMPLE12',
    secretAccessKey: 'not/a/real/secret',
    sessionToken: 'not+a+real+token==',
    expiration: '2031-01-01T00:00:00Z',
    accountId: '111122223333',
    region: 'eu-west-1',
    endpointUrl: null,
    ...parts,
  };
}
