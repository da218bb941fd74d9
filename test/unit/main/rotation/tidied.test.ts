import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, Intended } from '#main/rotation/facts.ts';
import { nextStep, type RotationState, stateOf } from '#main/rotation/steps.ts';
import { tidied } from '#main/rotation/tidied.ts';
import { secretOf } from '#shared/secret.ts';

const INTENT: Intended = {
  fact: 'intended',
  atMs: 0,
  oldKeyId: 'AKIAOLD0000000000000',
  keysBefore: ['AKIAOLD0000000000000'],
  graceSeconds: 60,
  deletesItself: false,
};
const SECRET = secretOf('the secret of the new key');
const at = { atMs: 1000 };
const failed = (seconds: number): Fact => ({
  ...at,
  fact: 'failed',
  failure: { code: 'vault/not-answering', facts: { backend: 'keychain', seconds } },
});
const created: Fact = {
  ...at,
  fact: 'created',
  accessKeyId: 'AKIANEW0000000000000',
  secret: SECRET,
};
const rolledBackTo = (...ends: Fact[]): Fact[] => [
  { ...at, fact: 'creating' },
  created,
  { ...at, fact: 'turned-back', deletesNewKey: false },
  { ...at, fact: 'old-proven' },
  { ...at, fact: 'switched-back' },
  { ...at, fact: 'renewed', left: [] },
  { ...at, fact: 'new-deactivated' },
  ...ends,
];
const factsOf = (facts: readonly Fact[]) => tidied([INTENT, ...facts]).slice(1);
const secretIn = (facts: readonly Fact[]) => stateOf(tidied([INTENT, ...facts])).newKey?.secret;

describe('what a journal keeps', () => {
  it('is the last failure since something went well, however often it was tried', () => {
    expect(factsOf([created, failed(1), failed(2), failed(3)])).toEqual([created, failed(3)]);
  });

  it('is no failure that was got over', () => {
    const stored: Fact = { ...at, fact: 'stored' };
    expect(factsOf([failed(1), created, failed(2), stored]).map(({ fact }) => fact)).toEqual([
      'created',
      'stored',
    ]);
  });

  it('is the secret of the new key until the vault has it', () => {
    expect(secretIn([created, failed(1)])).toBe(SECRET);
    expect(secretIn([created, { ...at, fact: 'stored' }])).toBeNull();
  });

  it('is the secret of a new key that never was in the vault, through a roll-back until AWS has deleted it', () => {
    const all = rolledBackTo({ ...at, fact: 'deletion-asked' }, failed(1));
    for (let count = 2; count <= all.length; count += 1)
      expect(secretIn(all.slice(0, count)), `after ${count} facts`).toBe(SECRET);
    expect(secretIn(rolledBackTo({ ...at, fact: 'new-deleted' }))).toBeNull();
  });

  it('is no secret of a new key that was given up', () => {
    expect(secretIn([created, { ...at, fact: 'abandoned' }])).toBeNull();
  });
});

const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc.nat(9).map(failed),
  fc.constantFrom<Fact>(
    ...rolledBackTo(),
    { ...at, fact: 'stored' },
    { ...at, fact: 'proven' },
    { ...at, fact: 'switched', identities: ['alice'] },
    { ...at, fact: 'deactivated' },
    { ...at, fact: 'old-gone' },
    { ...at, fact: 'new-deleted' },
    { ...at, fact: 'abandoned' },
  ),
);

describe('tidying a journal', () => {
  it('changes neither how far the rotation is nor what is next, but for a secret that is done with', () => {
    const withoutSecret = ({ newKey, ...state }: RotationState) => ({
      ...state,
      newKeyId: newKey?.accessKeyId,
    });
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
        const before = stateOf([INTENT, ...facts]);
        const after = stateOf(tidied([INTENT, ...facts]));
        expect(withoutSecret(after)).toEqual(withoutSecret(before));
        expect(nextStep(after, 100_000)).toEqual(nextStep(before, 100_000));
        if (before.storedAtMs === null && before.end === null)
          expect(after.newKey).toEqual(before.newKey);
      }),
    );
  });

  it('comes to the same whether each fact is added alone or all at once', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
        const oneByOne = facts.reduce<ReturnType<typeof tidied>>(
          ([intent, ...before], fact) => tidied([intent, ...before, fact]),
          [INTENT],
        );
        expect(oneByOne).toEqual(tidied([INTENT, ...facts]));
      }),
    );
  });
});
