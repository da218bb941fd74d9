import { describe, expect, it } from 'vitest';
import { applyChange } from '#renderer/state/apply-change.ts';
import type { Snapshot } from '#shared/contract/things.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');

function snapshotAt(revision: number): Snapshot {
  return { ...createFakeMain(showcase(NOW), () => NOW).snapshot(), epoch: 'one', revision };
}

describe('applying a change to the mirror', () => {
  it('applies the next revision of the same epoch', () => {
    const before = snapshotAt(4);
    const dana = { ...before.targets.find(({ name }) => name === 'dana')!, profile: 'changed' };
    const after = applyChange(before, {
      epoch: 'one',
      revision: 5,
      targets: { put: [dana], removed: [] },
    });
    expect(after).toMatchObject({ revision: 5 });
    expect((after as Snapshot).targets.find(({ name }) => name === 'dana')?.profile).toBe(
      'changed',
    );
  });

  it('keeps the order of what was there and puts what is new last', () => {
    const before = snapshotAt(1);
    const [first, second] = before.targets;
    const added = { ...first!, name: 'brand-new' };
    const after = applyChange(before, {
      epoch: 'one',
      revision: 2,
      targets: { put: [added, second!], removed: [] },
    });
    const names = (after as Snapshot).targets.map(({ name }) => name);
    expect(names).toEqual([...before.targets.map(({ name }) => name), 'brand-new']);
  });

  it('takes away what was removed', () => {
    const before = snapshotAt(1);
    const after = applyChange(before, {
      epoch: 'one',
      revision: 2,
      identities: { put: [], removed: ['dana'] },
    });
    expect((after as Snapshot).identities.map(({ name }) => name)).not.toContain('dana');
  });

  it('leaves what a change does not name as the same object, so that nothing is drawn again', () => {
    const before = snapshotAt(1);
    const after = applyChange(before, {
      epoch: 'one',
      revision: 2,
      clockSkewSeconds: 70,
    }) as Snapshot;
    expect(after.clockSkewSeconds).toBe(70);
    expect(after.targets).toBe(before.targets);
    expect(after.roles).toBe(before.roles);
  });

  it('can say that the clock skew is not known any more', () => {
    const after = applyChange(snapshotAt(1), { epoch: 'one', revision: 2, clockSkewSeconds: null });
    expect((after as Snapshot).clockSkewSeconds).toBeNull();
  });

  it('skips what the snapshot holds already', () => {
    const before = snapshotAt(7);
    expect(applyChange(before, { epoch: 'one', revision: 7, clockSkewSeconds: 99 })).toBe(before);
  });

  it('is stale when a revision was missed', () => {
    expect(applyChange(snapshotAt(7), { epoch: 'one', revision: 9 })).toBe('stale');
  });

  it('is stale when main is another process', () => {
    expect(applyChange(snapshotAt(7), { epoch: 'two', revision: 8 })).toBe('stale');
  });
});
