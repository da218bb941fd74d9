import { describe, expect, it } from 'vitest';
import { nextStep, stateOf } from '#main/mfa/enrolment-steps.ts';
import type { EnrolmentFact } from '#main/mfa/stored-enrolment.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const INTENDED = { fact: 'intended', deviceName: 'alice', serial: SERIAL, wasFree: true } as const;
const CREATING = { fact: 'creating' } as const;
const CREATED = { fact: 'created', serial: SERIAL, seed: SEED } as const;
const MADE = [INTENDED, CREATING, CREATED];

describe('an enrolment', () => {
  it.each<[string, readonly EnrolmentFact[], string]>([
    ['is intended', [INTENDED], 'create'],
    ['may have been made in AWS', [INTENDED, CREATING], 'clear'],
    ['was cleared', [INTENDED, CREATING, INTENDED], 'create'],
    ['is made', MADE, 'store'],
    ['has its seed in the vault', [...MADE, { fact: 'stored' }], 'enable'],
    ['may be assigned', [...MADE, { fact: 'stored' }, { fact: 'enabling' }], 'settle'],
    [
      'was refused',
      [...MADE, { fact: 'stored' }, { fact: 'enabling' }, { fact: 'not-enabled' }],
      'enable',
    ],
    [
      'is assigned',
      [...MADE, { fact: 'stored' }, { fact: 'enabling' }, { fact: 'enabled' }],
      'adopt',
    ],
  ])('that %s goes on with what is next', (_, facts, step) => {
    const state = stateOf(facts);
    expect(state && nextStep(state)).toBe(step);
  });

  it('never loses its seed, whatever became known after it was made', () => {
    const later: EnrolmentFact[] = [
      { fact: 'stored' },
      { fact: 'enabling' },
      { fact: 'not-enabled' },
      { fact: 'enabling' },
      { fact: 'enabled' },
    ];
    for (let known = 0; known <= later.length; known += 1) {
      const state = stateOf([...MADE, ...later.slice(0, known)]);
      expect(state !== null && 'seed' in state && state.seed.reveal()).toBe(SEED);
    }
  });

  it('takes a device of its name for its own only where AWS had none before', () => {
    expect(stateOf([INTENDED, CREATING])?.isOurs).toBe(true);
    expect(stateOf([{ ...INTENDED, wasFree: null }, CREATING])?.isOurs).toBe(false);
    expect(stateOf([{ ...INTENDED, wasFree: null }, CREATING, CREATED])?.isOurs).toBe(true);
  });

  it('is none without an intent', () => {
    expect(stateOf([])).toBe(null);
    expect(stateOf([CREATING])).toBe(null);
  });
});
