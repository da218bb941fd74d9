import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barPlace,
  laneFrame,
  type LaneLine,
  placeLines,
  timeScale,
} from '#renderer/components/lane-layout.ts';

const SPAN = [0, 1000] as const;
const frame = laneFrame(1000);
const scale = timeScale(SPAN, frame);

describe('lanes in a width', () => {
  it('give the names their room, and time the rest', () => {
    expect(frame).toEqual({ labelWidth: 190, noteWidth: 64, left: 200, right: 926 });
    expect(laneFrame(560).labelWidth).toBe(146);
  });

  it('leave time some room in the narrowest window', () => {
    const { left, right } = laneFrame(60);
    expect(right).toBeGreaterThan(left);
  });
});

describe('a bar', () => {
  it('lies between its moments', () => {
    expect(barPlace({ fromMs: 0, toMs: 1000 }, SPAN, scale)).toEqual({
      x: 200,
      width: 726,
      isCut: false,
    });
  });

  it('that began before is cut where time begins, and says so', () => {
    expect(barPlace({ fromMs: -5000, toMs: 500 }, SPAN, scale)).toEqual({
      x: 200,
      width: 363,
      isCut: true,
    });
  });

  it('of a moment is still seen', () => {
    expect(barPlace({ fromMs: 1000, toMs: 1000 }, SPAN, scale)?.width).toBe(3);
  });

  it('outside is none', () => {
    expect(barPlace({ fromMs: -200, toMs: -100 }, SPAN, scale)).toBeNull();
    expect(barPlace({ fromMs: 1100, toMs: 1200 }, SPAN, scale)).toBeNull();
  });
});

describe('the words of lines', () => {
  const line = (atMs: number, label = '90 days'): LaneLine => ({ atMs, label, tone: 'neutral' });
  const anchors = (lines: readonly LaneLine[]) =>
    placeLines(lines, scale, frame).map(({ anchor }) => anchor);

  it('turn away from each other where two lines are close', () => {
    expect(anchors([line(700), line(730)])).toEqual(['end', 'start']);
  });

  it('stand on the side where there is room', () => {
    expect(anchors([line(10)])).toEqual(['start']);
    expect(anchors([line(1000)])).toEqual(['end']);
  });

  it('are left out, and the line stays, where there is none', () => {
    expect(anchors([line(700), line(710), line(705)])).toEqual(['end', 'start', null]);
  });

  it('never lie over each other, over another line or outside', () => {
    const lines = fc.array(
      fc.record({ atMs: fc.integer({ min: 0, max: 1000 }), label: fc.string({ maxLength: 14 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 300, max: 2000 }), (given, width) => {
        const inWidth = laneFrame(width);
        const placed = placeLines(
          given.map((one) => ({ ...one, tone: 'warn' as const })),
          timeScale(SPAN, inWidth),
          inWidth,
        );
        const boxes = placed.flatMap(({ x, anchor, label }) => {
          const long = label.length * 6;
          if (anchor === null) return [];
          return [anchor === 'end' ? [x - long, x] : [x, x + long]] as [number, number][];
        });
        for (const [at, [from, to]] of boxes.entries()) {
          expect(from).toBeGreaterThanOrEqual(inWidth.left - 10);
          expect(to).toBeLessThanOrEqual(width);
          for (const [otherFrom, otherTo] of boxes.slice(at + 1))
            expect(to <= otherFrom || from >= otherTo).toBe(true);
          for (const { x } of placed) expect(x <= from || x >= to).toBe(true);
        }
      }),
    );
  });
});
