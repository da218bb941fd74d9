import { secretOf, type Secret } from '#shared/secret.ts';
import type { EnrolmentFact } from './stored-enrolment.ts';

export type EnrolmentState = {
  readonly deviceName: string;
  /** Before AWS has named it, as it will be. */
  readonly serial: string;
  /** Should AWS have an unassigned device of that name, it can only be the one of this enrolment. */
  readonly isOurs: boolean;
} & (
  | { readonly at: 'intended' | 'creating' }
  | { readonly at: 'created' | 'stored' | 'enabling' | 'enabled'; readonly seed: Secret }
);

/**
 * `clear` removes the device whose seed is lost, and goes on to make it anew; `settle` finds out whether AWS
 * has assigned it; `adopt` lets the identity use it, and is the last.
 */
export type EnrolmentStep = 'create' | 'clear' | 'store' | 'enable' | 'settle' | 'adopt';

/** How far an enrolment has come. Null without an intent, which is no enrolment. */
export function stateOf(facts: readonly EnrolmentFact[]): EnrolmentState | null {
  let state: EnrolmentState | null = null;
  for (const fact of facts) state = after(state, fact);
  return state;
}

/** What is to be done next, whatever went on before. */
export function nextStep({ at }: EnrolmentState): EnrolmentStep {
  return NEXT[at];
}

const NEXT: Readonly<Record<EnrolmentState['at'], EnrolmentStep>> = {
  intended: 'create',
  creating: 'clear',
  created: 'store',
  stored: 'enable',
  enabling: 'settle',
  enabled: 'adopt',
};

function after(state: EnrolmentState | null, fact: EnrolmentFact): EnrolmentState | null {
  if (fact.fact === 'intended') {
    const { deviceName, serial, wasFree } = fact;
    return { at: 'intended', deviceName, serial, isOurs: wasFree === true };
  }
  if (state === null) return null;
  const { deviceName, serial, isOurs } = state;
  switch (fact.fact) {
    case 'creating':
      return { at: 'creating', deviceName, serial, isOurs };
    case 'created':
      return {
        at: 'created',
        deviceName,
        isOurs: true,
        serial: fact.serial,
        seed: secretOf(fact.seed),
      };
    default:
      return 'seed' in state ? { ...state, at: REACHED[fact.fact] } : state;
  }
}

const REACHED = {
  stored: 'stored',
  enabling: 'enabling',
  'not-enabled': 'stored',
  enabled: 'enabled',
} as const;
