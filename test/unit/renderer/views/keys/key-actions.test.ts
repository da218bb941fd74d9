import { describe, expect, it } from 'vitest';
import { keyActions } from '#renderer/views/keys/key-actions.ts';
import { aKey, anIdentity } from '#test/unit/main/things.ts';
import { aRotation } from '#test/fakes/showcase-rotations.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const OTHER = aKey({ accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
const identity = anIdentity();

describe('what can be done to a key', () => {
  it('is to rotate, deactivate or delete the one that signs in', () => {
    expect(keyActions(aKey(), { identity, rotation: null })).toEqual({
      mayRotate: true,
      changes: ['deactivate', 'delete'],
    });
  });

  it('is to activate or delete an inactive one', () => {
    const key = { ...OTHER, status: 'inactive' as const };
    expect(keyActions(key, { identity, rotation: null })).toEqual({
      mayRotate: false,
      changes: ['activate', 'delete'],
    });
  });

  it('is nothing for one that AWS has no more, or of the root user', () => {
    const nothing = { mayRotate: false, changes: [] };
    const gone = aKey({ status: 'gone' });
    expect(keyActions(gone, { identity, rotation: null })).toEqual(nothing);
    const root = anIdentity({ userName: null });
    expect(keyActions(aKey(), { identity: root, rotation: null })).toEqual(nothing);
  });

  it('is nothing while a rotation sees to it', () => {
    const rotation = aRotation(NOW, {
      taken: 4,
      oldKeyId: aKey().accessKeyId,
      newKeyId: OTHER.accessKeyId,
    });
    const nothing = { mayRotate: false, changes: [] };
    expect(keyActions(aKey(), { identity, rotation })).toEqual(nothing);
    expect(keyActions(OTHER, { identity, rotation })).toEqual(nothing);
  });
});
