import type * as z from 'zod';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import type { stateDocument } from './read-state.ts';

/**
 * Everything of ours that is not secret, as one document. A change of its shape raises `STATE_VERSION`,
 * and `bring-forward.ts` then makes it of older documents.
 */
export const STATE_VERSION = 3;

/** Of the schema in `read-state.ts`: a test says when it has changed, and to what. */
export const STATE_SHAPE = '831f3e06cf2f219a';

export type State = Readonly<z.infer<typeof stateDocument>>;
/** A reminder that a person wants not to hear of. */
export type Snooze = Readonly<State['reminders']['snoozes'][number]>;

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

export function printState(state: State): string {
  return `${JSON.stringify(state, null, 1)}\n`;
}
