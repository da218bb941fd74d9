import { describe, expect, it } from 'vitest';
import type { Rotation } from '#shared/contract/things.ts';
import { rotationActions } from '#renderer/rotation/rotation-actions.ts';
import { aRotation, rotationInGrace } from '#test/fakes/showcase-rotations.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const resting = (waitsFor: Rotation['waitsFor'], given: Partial<Rotation> = {}) =>
  rotationActions(aRotation(NOW, { taken: 4, state: 'resting', waitsFor, ...given }));
const failure = { code: 'rotation/old-key-in-use', facts: {} };

describe('what can be done about a rotation', () => {
  it('is nothing while it goes on, or when it is over', () => {
    expect(rotationActions(aRotation(NOW, { taken: 2 }))).toEqual([]);
    expect(rotationActions(aRotation(NOW, { taken: 6, state: 'done' }))).toEqual([]);
  });

  it('is to go back or to delete the old key, while that is kept', () => {
    expect(rotationActions(rotationInGrace(NOW))).toEqual(['roll-back', 'finish']);
  });

  it('is to go on when what it waited for has come, or to go back', () => {
    for (const waitsFor of ['code', 'aws', 'itself', 'again'] as const)
      expect(resting(waitsFor)).toEqual(['roll-back', 'go-on']);
  });

  it('is to delete a key whose secret was lost, and nothing before that', () => {
    expect(resting('orphan', { canRollBack: false })).toEqual(['delete-orphan']);
  });

  it('is to insist where something stands against it, and to delete the old key where nothing does', () => {
    expect(resting('person', { failure })).toEqual(['roll-back', 'insist']);
    expect(resting('person')).toEqual(['roll-back', 'finish']);
  });

  it('is nothing here, where a newer Latchkey is at it', () => {
    expect(resting('update', { canRollBack: false })).toEqual([]);
  });

  it('has no way back where main knows of none', () => {
    expect(resting('again', { canRollBack: false })).toEqual(['go-on']);
  });
});
