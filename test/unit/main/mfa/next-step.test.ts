import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { believableStep, decideStep, STEP_MS } from '#main/mfa/next-step.ts';

describe('decideStep', () => {
  it.each([
    ['at once when nothing was ever used', 10 * STEP_MS, null, { kind: 'send', step: 10 }],
    ['at once with 3 s left', 11 * STEP_MS - 3000, null, { kind: 'send', step: 10 }],
    [
      'in the next step with less than 3 s left',
      11 * STEP_MS - 2999,
      null,
      { kind: 'wait', untilMs: 11 * STEP_MS + 1000 },
    ],
    ['at once when the step before was used', 10 * STEP_MS, 9, { kind: 'send', step: 10 }],
    [
      'in the next step when this one was used',
      10 * STEP_MS + 5,
      10,
      { kind: 'wait', untilMs: 11 * STEP_MS + 1000 },
    ],
    [
      'after the next step when that was used',
      10 * STEP_MS + 5,
      11,
      { kind: 'wait', untilMs: 12 * STEP_MS + 1000 },
    ],
    [
      'in the next step when this one was used and dies',
      11 * STEP_MS - 1,
      10,
      { kind: 'wait', untilMs: 11 * STEP_MS + 1000 },
    ],
  ] as const)('sends %s', (_, nowMs, lastUsedStep, decision) => {
    expect(decideStep(nowMs, lastUsedStep)).toEqual(decision);
  });

  const moment = fc.integer({ min: 0, max: 4_102_444_800_000 });
  const around = fc.option(fc.integer({ min: -5, max: 5 }));

  it('never sends a used step or a dying code', () => {
    fc.assert(
      fc.property(moment, around, (nowMs, distance) => {
        const step = Math.floor(nowMs / STEP_MS);
        const decision = decideStep(nowMs, distance === null ? null : step + distance);
        if (decision.kind !== 'send') return;
        expect(decision.step).toBe(step);
        expect(distance ?? -1).toBeLessThan(0);
        expect((step + 1) * STEP_MS - nowMs).toBeGreaterThanOrEqual(3000);
      }),
    );
  });

  it('waits for a later moment, and sends then', () => {
    fc.assert(
      fc.property(moment, around, (nowMs, distance) => {
        const lastUsedStep = distance === null ? null : Math.floor(nowMs / STEP_MS) + distance;
        const decision = decideStep(nowMs, lastUsedStep);
        if (decision.kind !== 'wait') return;
        expect(decision.untilMs).toBeGreaterThan(nowMs);
        expect(decideStep(decision.untilMs, lastUsedStep).kind).toBe('send');
      }),
    );
  });

  it('never waits longer than a minute for a step that can be believed', () => {
    fc.assert(
      fc.property(
        moment,
        fc.option(fc.integer({ min: 0, max: 200_000_000 })),
        (nowMs, recorded) => {
          const decision = decideStep(nowMs, believableStep(nowMs, recorded));
          if (decision.kind === 'wait')
            expect(decision.untilMs - nowMs).toBeLessThanOrEqual(2 * STEP_MS + 1000);
        },
      ),
    );
  });
});

describe('believableStep', () => {
  it.each([
    ['nothing', null, null],
    ['an old step', 7, 7],
    ['this step', 10, 10],
    ['the next, which a slightly fast clock may have noted', 11, 11],
    ['a far one as this one', 12, 10],
    ['one from years ahead as this one', 99_999_999, 10],
  ])('takes %s', (_, recorded, believed) => {
    expect(believableStep(10 * STEP_MS + 17, recorded)).toBe(believed);
  });
});
