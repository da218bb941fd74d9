import { describe, expect, it } from 'vitest';
import {
  lastEndedAt,
  shownRotation,
  unfinishedRotation,
} from '#renderer/rotation/shown-rotation.ts';
import { aRotation, rotationInGrace } from '#test/fakes/showcase-rotations.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const last = aRotation(NOW, { taken: 6, state: 'done', startedAt: '2026-08-01T10:00:00Z' });
const present = rotationInGrace(NOW);
const others = rotationInGrace(NOW, { id: 'kim', identities: ['kim'] });

describe('the rotation that a window shows', () => {
  it('is the unfinished one of that identity', () => {
    expect(unfinishedRotation([last, others, present], 'dana')).toBe(present);
    expect(unfinishedRotation([last, others], 'dana')).toBeNull();
  });

  it('is none where the last one had ended before it was opened: a new one begins', () => {
    const before = lastEndedAt([last], 'dana');
    expect(shownRotation([last], 'dana', before)).toBeNull();
  });

  it('is that which has ended meanwhile, with how it ended', () => {
    const before = lastEndedAt([last, present], 'dana');
    const ended = { ...present, state: 'done' as const };
    expect(shownRotation([ended], 'dana', before)).toBe(ended);
  });
});
