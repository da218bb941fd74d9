import { describe, expect, it } from 'vitest';
import { parse, type Document } from '#main/aws-files/document.ts';
import { processorTime } from '#test/fixtures/processor-time.ts';

const ROLE_ARN = 'arn:aws:iam::111122223333:role/engineering/reads-and-writes';

const TIMES = 32;

/** Ratios only, and with room to spare: what is excluded is that reading is quadratic, or keeps a copy for every look. */
describe('reading a large file', () => {
  const shapes: Readonly<Record<string, (lines: number) => string>> = {
    'many profiles': (lines) =>
      repeat(lines / 4, (at) => `[profile team-${at}]\nrole_arn = ${ROLE_ARN}\noutput = json\n`),
    'many settings in one section': (lines) =>
      `[profile dev]\n${repeat(lines, (at) => `key_${at} = x`)}`,
    'one setting, over and over': (lines) => `[profile dev]\n${repeat(lines, () => 'region = x')}`,
    'keys beyond ASCII': (lines) => `[profile dev]\n${repeat(lines, (at) => `clé_${at} = x`)}`,
    'one value over many lines': (lines) =>
      `[profile dev]\nkey = x\n${repeat(lines, () => '  more')}`,
    'many nested settings': (lines) => `[profile dev]\ns3 =\n${repeat(lines, () => '  a = 1')}`,
    'one profile, over and over': (lines) => repeat(lines, () => '[profile dev]'),
    comments: (lines) => repeat(lines, () => '# more'),
  };

  it.each(Object.keys(shapes))('takes time in proportion to its size: %s', (name) => {
    const [small, large] = [1000, 1000 * TIMES].map((lines) => Buffer.from(shapes[name]!(lines)));
    // As many bytes either way, so that a busy machine is as busy for both; were it quadratic, one file
    // would take `TIMES` times as long as its parts.
    const parts = leastTime(() => {
      for (let time = 0; time < TIMES; time++) read(small!);
    });
    expect(leastTime(() => read(large!)) / parts).toBeLessThan(TIMES / 4);
  });

  it('takes memory in proportion to its size, less than ten times as much', () => {
    const bytes = Buffer.from(shapes['many profiles']!(80_000));
    const used = () => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    // Whatever is collected meanwhile only makes the rest look smaller; the least of ten is what it takes.
    const taken = Array.from({ length: 10 }, () => {
      const before = used();
      const document = read(bytes);
      return document.sections.length === 20_000 ? used() - before : Number.NaN;
    });
    const least = Math.min(...taken.filter((count) => count > 0));
    expect(least).toBeLessThan(10 * bytes.length);
  });
});

function repeat(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('\n');
}

function read(bytes: Buffer): Document {
  return parse(bytes, { path: '/home/kim/.aws/config', kind: 'config' });
}

/** Of several: what else the machine does can only add to it. */
function leastTime(work: () => void): number {
  const times = Array.from({ length: 7 }, () => {
    const tookMs = processorTime();
    work();
    return tookMs();
  });
  return Math.min(...times);
}
