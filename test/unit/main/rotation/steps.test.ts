import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, Intended } from '#main/rotation/facts.ts';
import { LIGHT_MS, nextStep, stateOf } from '#main/rotation/steps.ts';
import { secretOf } from '#shared/secret.ts';
import { DAY_MS, SECOND_MS } from '#shared/time.ts';

const START = Date.parse('2026-11-24T09:00:00Z');
const OLD = 'AKIAOLD0000000000000';
const NEW = 'AKIANEW0000000000000';
const ORPHAN = { accessKeyId: 'AKIALOST000000000000', createdAtMs: START + 2000 };

const intended = (given: Partial<Intended> = {}): Intended => ({
  fact: 'intended',
  atMs: START,
  oldKeyId: OLD,
  keysBefore: [OLD],
  graceSeconds: (7 * DAY_MS) / SECOND_MS,
  deletesItself: false,
  ...given,
});
const at = (seconds: number) => ({ atMs: START + seconds * SECOND_MS });
const created: Fact = {
  ...at(2),
  fact: 'created',
  accessKeyId: NEW,
  secret: secretOf('new secret'),
};
const untilDeactivated: readonly Fact[] = [
  { ...at(1), fact: 'creating' },
  created,
  { ...at(3), fact: 'stored' },
  { ...at(14), fact: 'proven' },
  { ...at(15), fact: 'switched', identities: ['alice'] },
  { ...at(16), fact: 'renewed', left: [] },
  { ...at(17), fact: 'deactivating' },
  { ...at(18), fact: 'deactivated' },
];
const nextAfter = (facts: readonly Fact[], { intent = intended(), nowMs = START + 20_000 } = {}) =>
  nextStep(stateOf([intent, ...facts]), nowMs);

describe('what is next', () => {
  it.each([
    [0, 'create'],
    [1, 'seek-orphan'],
    [2, 'store'],
    [3, 'prove'],
    [4, 'switch'],
    [5, 'renew'],
    [6, 'deactivate'],
    [7, 'deactivate'],
    [8, 'wait'],
  ])('after %i facts of one that goes well it is to %s', (count, step) => {
    expect(nextAfter(untilDeactivated.slice(0, count))).toMatchObject({ do: step });
  });

  it('keeps the old key until its time of grace is over, and then asks', () => {
    const untilMs = START + 18_000 + 7 * DAY_MS;
    expect(nextAfter(untilDeactivated, { nowMs: untilMs - 1 })).toEqual({
      do: 'wait',
      for: 'grace',
      untilMs,
    });
    expect(nextAfter(untilDeactivated, { nowMs: untilMs })).toEqual({ do: 'wait', for: 'person' });
  });

  it('deletes it without asking only where the user has said so', () => {
    const intent = intended({ graceSeconds: 3600, deletesItself: true });
    const nowMs = START + 18_000 + 3_600_000;
    expect(nextAfter(untilDeactivated, { intent, nowMs: nowMs - 1 })).toMatchObject({
      do: 'wait',
      for: 'grace',
    });
    expect(nextAfter(untilDeactivated, { intent, nowMs })).toEqual({ do: 'delete' });
    const asked: Fact = { ...at(19), fact: 'deletion-asked' };
    expect(nextAfter([...untilDeactivated, asked])).toEqual({ do: 'delete' });
  });

  it('looks for a key whose reply was lost before it makes another', () => {
    const creating: Fact = { ...at(1), fact: 'creating' };
    expect(nextAfter([creating])).toEqual({ do: 'seek-orphan', untilMs: START + 1000 + LIGHT_MS });
    const found: Fact = { ...at(5), fact: 'orphan-found', orphan: ORPHAN };
    expect(nextAfter([creating, found])).toEqual({ do: 'wait', for: 'orphan' });
    const deleted: Fact = { ...at(9), fact: 'orphan-deleted', accessKeyId: ORPHAN.accessKeyId };
    expect(nextAfter([creating, found, deleted])).toEqual({ do: 'create' });
    expect(nextAfter([creating, { ...at(70), fact: 'none-found' }])).toEqual({ do: 'create' });
  });

  it('looks again where AWS says that there is one more key than it lists', () => {
    const facts: Fact[] = [
      { ...at(1), fact: 'creating' },
      { ...at(70), fact: 'none-found' },
      { ...at(71), fact: 'creating' },
      { ...at(72), fact: 'doubted' },
    ];
    expect(nextAfter(facts)).toEqual({ do: 'seek-orphan', untilMs: START + 72_000 + LIGHT_MS });
  });

  it('goes back by the old key first: activated, proven and in use before the new one is touched', () => {
    const steps: string[] = [];
    const answers: Readonly<Record<string, Fact>> = {
      'activate-old': { ...at(30), fact: 'old-activated' },
      'prove-old': { ...at(31), fact: 'old-proven' },
      'switch-back': { ...at(32), fact: 'switched-back' },
      renew: { ...at(33), fact: 'renewed', left: [] },
      'deactivate-new': { ...at(34), fact: 'new-deactivated' },
      'delete-new': { ...at(35), fact: 'new-deleted' },
    };
    const facts: Fact[] = [
      ...untilDeactivated,
      { ...at(29), fact: 'turned-back', deletesNewKey: true },
    ];
    for (;;) {
      const step = nextAfter(facts);
      if (step.do === 'nothing') break;
      steps.push(step.do);
      facts.push(answers[step.do] as Fact);
    }
    expect(steps).toEqual(Object.keys(answers));
  });

  it('activates the old key on the way back also where nobody knows whether it was deactivated', () => {
    const turned: Fact = { ...at(29), fact: 'turned-back', deletesNewKey: false };
    expect(nextAfter([...untilDeactivated.slice(0, 7), turned])).toEqual({ do: 'activate-old' });
    expect(nextAfter([...untilDeactivated.slice(0, 6), turned])).toEqual({ do: 'prove-old' });
  });

  it('shows a failure until something has gone well again, and is where it was', () => {
    const failed: Fact = {
      ...at(4),
      fact: 'failed',
      failure: { code: 'vault/not-answering', facts: { backend: 'keychain', seconds: 10 } },
    };
    const before = untilDeactivated.slice(0, 2);
    expect(stateOf([intended(), ...before, failed]).failure).toEqual(failed.failure);
    expect(nextAfter([...before, failed])).toEqual(nextAfter(before));
    expect(
      stateOf([intended(), ...before, failed, ...untilDeactivated.slice(2, 3)]).failure,
    ).toBeNull();
  });
});

const anyFact: fc.Arbitrary<Fact> = fc.constantFrom<Fact>(
  ...untilDeactivated,
  { ...at(2), fact: 'not-created' },
  { ...at(70), fact: 'none-found' },
  { ...at(70), fact: 'doubted' },
  { ...at(5), fact: 'orphan-found', orphan: ORPHAN },
  { ...at(6), fact: 'orphan-deleted', accessKeyId: ORPHAN.accessKeyId },
  { ...at(17), fact: 'not-deactivated' },
  { ...at(20), fact: 'deletion-asked' },
  { ...at(21), fact: 'turned-back', deletesNewKey: false },
  { ...at(22), fact: 'old-activated' },
  { ...at(23), fact: 'old-proven' },
  { ...at(24), fact: 'switched-back' },
  { ...at(25), fact: 'new-deactivated' },
);

describe('whatever is on record', () => {
  const noChange = new Set(['wait', 'nothing']);

  it('never deactivates or deletes the old key before the new one is stored, proven and in use', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 14 }), (facts) => {
        const state = stateOf([intended(), ...facts]);
        const step = nextStep(state, START + 30_000);
        if (step.do === 'deactivate' || step.do === 'delete') {
          expect([state.storedAtMs, state.provenAtMs, state.switchedAtMs]).not.toContain(null);
          expect(state.direction).toBe('forward');
        }
        if (step.do === 'deactivate-new' || step.do === 'delete-new')
          expect([state.isOldProven, state.isSwitchedBack]).toEqual([true, true]);
        if (step.do === 'create') expect([state.newKey, state.orphan]).toEqual([null, null]);
        if (state.orphan !== null && state.end === null)
          expect(step).toEqual({ do: 'wait', for: 'orphan' });
      }),
      { numRuns: 500 },
    );
  });

  it('comes to rest within twelve steps when each goes well', () => {
    const wentWell: Readonly<Record<string, Fact>> = {
      create: created,
      'seek-orphan': { ...at(70), fact: 'none-found' },
      store: { ...at(3), fact: 'stored' },
      prove: { ...at(14), fact: 'proven' },
      switch: { ...at(15), fact: 'switched', identities: ['alice'] },
      renew: { ...at(16), fact: 'renewed', left: [] },
      deactivate: { ...at(18), fact: 'deactivated' },
      delete: { ...at(20), fact: 'deleted' },
      abandon: { ...at(20), fact: 'abandoned' },
      'activate-old': { ...at(30), fact: 'old-activated' },
      'prove-old': { ...at(31), fact: 'old-proven' },
      'switch-back': { ...at(32), fact: 'switched-back' },
      'deactivate-new': { ...at(34), fact: 'new-deactivated' },
      'delete-new': { ...at(35), fact: 'new-deleted' },
    };
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 14 }), (found) => {
        const facts = [...found];
        for (let taken = 0; ; taken += 1) {
          const step = nextAfter(facts);
          if (noChange.has(step.do)) return;
          expect(taken).toBeLessThan(12);
          facts.push(wentWell[step.do] as Fact);
        }
      }),
      { numRuns: 500 },
    );
  });
});
