import * as z from 'zod';
import { deliver, endpoint, identity, mfaProcess, role } from '#shared/contract/things.ts';
import type { ReadDocument } from './document-store.ts';

/**
 * Everything of ours that is not secret, as one document. A change of its shape raises `STATE_VERSION`,
 * and `readState` then brings older documents forward. What version 1 did not have, the session options of
 * roles, has defaults.
 */
const STATE_VERSION = 2;

const stateDocument = z.strictObject({
  version: z.literal(STATE_VERSION),
  vault: z.strictObject({ kind: z.enum(['keychain', 'file']), id: z.string() }).nullable(),
  endpoints: z.array(endpoint),
  // Documents from before there was a choice have none.
  identities: z.array(
    identity.extend({
      deliver: deliver.default('file'),
      mfaProcess: mfaProcess.nullable().default(null),
    }),
  ),
  roles: z.array(role.extend({ deliver: deliver.default('file') })),
});
export type State = Readonly<z.infer<typeof stateDocument>>;

/** The endpoint that is there from the start: AWS itself. */
export const AWS_ENDPOINT_NAME = 'aws';

export function emptyState(): State {
  return {
    version: STATE_VERSION,
    vault: null,
    endpoints: [
      {
        name: AWS_ENDPOINT_NAME,
        partition: 'aws',
        region: 'us-east-1',
        stsUrl: null,
        iamUrl: null,
        ssoUrl: null,
        oidcUrl: null,
        signinUrl: null,
        caFile: null,
        writesEndpointUrl: false,
      },
    ],
    identities: [],
    roles: [],
  };
}

/** What a document's bytes hold. */
export function readState(text: string): ReadDocument<State> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { kind: 'damaged' };
  }
  const version = versionOf(content);
  if (version !== undefined && version > STATE_VERSION) {
    return { kind: 'newer', version, supported: STATE_VERSION };
  }
  const parsed = stateDocument.safeParse(version === 1 ? broughtForward(content) : content);
  return parsed.success ? { kind: 'content', content: parsed.data } : { kind: 'damaged' };
}

function versionOf(content: unknown): number | undefined {
  return z.object({ version: z.number() }).safeParse(content).data?.version;
}

function broughtForward(content: unknown): unknown {
  return { ...(content as object), version: STATE_VERSION };
}

export function printState(state: State): string {
  return `${JSON.stringify(state, null, 1)}\n`;
}
