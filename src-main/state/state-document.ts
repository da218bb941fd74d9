import * as z from 'zod';
import { DEFAULT_SETTINGS, lockSettings, settings } from '#shared/contract/settings.ts';
import {
  deliver,
  endpoint,
  identity,
  instant,
  mfaProcess,
  reminder,
  role,
} from '#shared/contract/things.ts';
import { broughtForward } from './bring-forward.ts';
import type { ReadDocument } from './document-store.ts';

/**
 * Everything of ours that is not secret, as one document. A change of its shape raises `STATE_VERSION`,
 * and `bring-forward.ts` then makes it of older documents.
 */
const STATE_VERSION = 3;

/** Of the schema below: a test says when it has changed, and to what. */
export const STATE_SHAPE = '831f3e06cf2f219a';

/** A reminder that a person wants not to hear of. */
const snooze = z.strictObject({
  id: reminder.shape.id,
  at: instant,
  /** Null: for as long as it is about this key. */
  until: instant.nullable(),
});
export type Snooze = Readonly<z.infer<typeof snooze>>;

export const stateDocument = z.strictObject({
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
  settings: settings.extend({ lock: lockSettings.default(DEFAULT_SETTINGS.lock) }),
  reminders: z.strictObject({
    snoozes: z.array(snooze),
    /** When the desktop told of any the last time. */
    toldAt: instant.nullable(),
  }),
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
    settings: DEFAULT_SETTINGS,
    reminders: { snoozes: [], toldAt: null },
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
  const parsed = stateDocument.safeParse(broughtForward(content, version));
  if (!parsed.success) return { kind: 'damaged' };
  return { kind: 'content', content: takeState(JSON.stringify(parsed.data)) };
}

/** Of bytes that hold a state of this shape. `JSON.parse` packs objects: of ten thousand roles 1 MB less than the schema's. */
export function takeState(text: string): State {
  const state = JSON.parse(text) as State;
  shareEmptyLists(state.roles);
  return state;
}

/** Four lists in each of ten thousand roles, mostly empty: one serves them all, and 1.3 MB stay free. */
function shareEmptyLists(roles: State['roles'][number][]): void {
  for (const role of roles) {
    for (const list of ['tags', 'transitiveTagKeys', 'policyArns', 'scopes'] as const)
      if (role[list].length === 0) role[list] = EMPTY;
  }
}

const EMPTY: never[] = [];
Object.freeze(EMPTY);

function versionOf(content: unknown): number | undefined {
  return z.object({ version: z.number() }).safeParse(content).data?.version;
}

export function printState(state: State): string {
  return `${JSON.stringify(state, null, 1)}\n`;
}
