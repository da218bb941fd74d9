import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import { coreEnd, parse, print, type AwsFile, type Document } from '#main/aws-files/document.ts';
import { addSection, removeSection, replaceSection } from '#main/aws-files/edit-section.ts';
import { setSetting, unsetSetting } from '#main/aws-files/edit.ts';
import { lintsOf } from '#main/aws-files/lint-names.ts';
import { LINTS } from '#main/aws-files/lints.ts';
import { sectionsOfProfile } from '#main/aws-files/profile-names.ts';
import { processorTime } from '#test/fixtures/processor-time.ts';
import { belowFrom, CASE_BYTES, mutate, mutatedText } from './ini-mutations.ts';
import { hostileText, plausibleText } from './ini-texts.ts';
import { askBotocore, askSmithy, hasBotocore, type Found } from './oracles.ts';
import { onlyProfiles, predict } from './predict.ts';

/** For one file of ordinary size (security.md B1). */
const LIMIT_MS = 50;
const anyText = fc.oneof(hostileText, plausibleText, mutatedText);
const kinds = fc.constantFrom<AwsFile['kind']>('config', 'credentials');
const open = (bytes: Uint8Array, kind: AwsFile['kind'] = 'config') =>
  parse(bytes, { path: '/aws/file', kind });
const openText = (text: string, kind?: AwsFile['kind']) => open(Buffer.from(text), kind);

describe('L1: reading and printing', () => {
  it('gives every byte string back, 100,000 of them', () => {
    const bytes = randomBytesFrom(20_261_124);
    const changed: string[] = [];
    for (let run = 0; run < 100_000; run++) {
      const input = bytes.next();
      const document = open(input);
      if (!Buffer.from(print(document)).equals(input)) changed.push(input.toString('hex'));
      if (run % 10 === 0) expectSpansInOrder(document);
    }
    expect(changed).toEqual([]);
  });

  it('gives 10,000 mutations of the 96 cases back, each within 50 ms, lints and edits included', () => {
    const below = belowFrom(20_261_124);
    const slow: string[] = [];
    for (let run = 0; run < 10_000; run++) {
      let input = CASE_BYTES[run % CASE_BYTES.length]!;
      for (let count = below(4); count >= 0; count--) input = mutate(input, below);
      const shown = input.subarray(0, 1000).toString('base64');
      const work = () => {
        const tookMs = processorTime();
        const document = open(input);
        expectSame(Buffer.from(print(document)).equals(input), true, [shown]);
        lintsOf(document);
        attempt(() => setSetting(document, 'a', ['region', 'eu-west-1']));
        return tookMs();
      };
      // The collection of garbage is in it as well: what is slow is slow each time.
      if (work() > LIMIT_MS && Math.min(work(), work(), work(), work()) > LIMIT_MS)
        slow.push(shown);
      if (run % 10 === 0) expectSpansInOrder(open(input));
    }
    expect(slow).toEqual([]);
  });

  it('gives texts back in which the readers disagree', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const document = openText(text);
        expect(Buffer.from(print(document)).toString()).toBe(text);
        expectSpansInOrder(document);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('our reading', () => {
  it('is that of the real JavaScript SDK', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, kinds, async (text, kind) => {
        const bytes = Buffer.from(text);
        expect(predict(bytes, kind).smithy).toEqual(onlyProfiles(await askSmithy(bytes, kind)));
      }),
      { numRuns: 2000 },
    );
  });

  it.skipIf(!hasBotocore)('is that of the real botocore (needs python3 with botocore)', () => {
    const cases = fc.sample(fc.tuple(anyText, kinds), {
      numRuns: 2000,
      seed: 7,
    });
    const asked = cases.map(([text, kind]) => ({ bytes: Buffer.from(text), kind }));
    const answers = askBotocore(asked);
    for (const [index, { bytes, kind }] of asked.entries()) {
      const predicted = predict(bytes, kind).botocore;
      expectSame(answers[index], predicted, [kind, bytes.toString()]);
      if (answers[index] === null)
        expectSame(blocksTheFile(open(bytes, kind)), true, [kind, bytes.toString()]);
    }
  });

  it('has no word against a file only if both readers find the same in it', () => {
    fc.assert(
      fc.property(anyText, kinds, (text, kind) => {
        const document = openText(text, kind);
        const predicted = predict(document.bytes, kind);
        if (predicted.botocore === null) expect(blocksTheFile(document)).toBe(true);
        if (document.lints.length > 0) return;
        for (const profile of Object.keys(predicted.smithy ?? {})) {
          if (predicted.botocore?.[profile] === undefined) continue;
          if (sectionsOfProfile(document, profile).length === 1)
            expect(predicted.smithy?.[profile]).toEqual(predicted.botocore[profile]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

interface Edited {
  readonly kind: AwsFile['kind'];
  readonly before: Buffer;
  readonly after: Uint8Array;
  readonly profile: string;
  readonly key: string;
  readonly value: string | null;
}

const wanted = fc.record({
  kind: kinds,
  text: fc.oneof(
    { weight: 4, arbitrary: plausibleText },
    { weight: 1, arbitrary: hostileText },
    { weight: 2, arbitrary: mutatedText },
  ),
  profile: fc.constantFrom('default', 'a', 'b', 'c', 'd', 'f', 'new'),
  key: fc.constantFrom(
    'region',
    'output',
    'x',
    's3',
    's3.a',
    's3.new',
    'aws_access_key_id',
    'role_arn',
  ),
  value: fc.constantFrom('v', 'eu-west-1', 'a=b', 'x#y', '[q]', 'é', '"z"'),
});

describe('L2 to L5: setting and unsetting', () => {
  it('changes only lines of the section, or appends one', () => {
    let done = 0;
    fc.assert(
      fc.property(wanted, ({ kind, text, profile, key, value }) => {
        const document = openText(text, kind);
        const after = attempt(() => setSetting(document, profile, [key, value]));
        if (after === null) return;
        done++;
        const section = sectionsOfProfile(document, profile)[0];
        const [start, end] =
          section === undefined
            ? [document.bytes.length, document.bytes.length]
            : [section.start, section.end];
        const rest = document.bytes.length - end;
        expect(Buffer.from(after.subarray(0, start))).toEqual(
          Buffer.from(document.bytes.subarray(0, start)),
        );
        expect(Buffer.from(after.subarray(after.length - rest))).toEqual(
          Buffer.from(document.bytes.subarray(end)),
        );
      }),
      { numRuns: 2000 },
    );
    expect(done).toBeGreaterThan(500);
  });

  it('once and twice are the same, and unsetting a new key restores the bytes', () => {
    fc.assert(
      fc.property(wanted, ({ kind, text, profile, key, value }) => {
        const document = openText(text, kind);
        const after = attempt(() => setSetting(document, profile, [key, value]));
        if (after === null) return;
        const again = open(after, kind);
        expect(Buffer.from(setSetting(again, profile, [key, value])).toString()).toBe(
          Buffer.from(after).toString(),
        );
        const { botocore, smithy } = predict(document.bytes, kind);
        const name = key.split('.')[0]!;
        const isNew = [botocore, smithy].every((found) =>
          Object.keys(found?.[profile] ?? {}).every((old) => old.toLowerCase() !== key),
        );
        const hasParent = Object.keys(botocore?.[profile] ?? {}).some(
          (old) => old === name || old.startsWith(`${name}.`),
        );
        const isInSection = sectionsOfProfile(document, profile).length === 1;
        const isLeaked = botocore?.[profile] !== undefined && text.includes('[DEFAULT]');
        if (
          isNew &&
          isInSection &&
          !isLeaked &&
          (!key.includes('.') || !hasParent || text.includes('  a = 1'))
        ) {
          expect(Buffer.from(unsetSetting(again, profile, key)).toString()).toBe(text);
        }
      }),
      { numRuns: 2000 },
    );
  });

  const edits = (seed: number): Edited[] =>
    fc.sample(wanted, { numRuns: 1500, seed }).flatMap(({ kind, text, profile, key, value }) => {
      const before = Buffer.from(text);
      const set = attempt(() => setSetting(open(before, kind), profile, [key, value]));
      const unset = attempt(() => unsetSetting(open(before, kind), profile, key));
      return [
        ...(set === null ? [] : [{ kind, before, after: set, profile, key, value }]),
        ...(unset === null ? [] : [{ kind, before, after: unset, profile, key, value: null }]),
      ];
    });

  it('is read back by the real JavaScript SDK, and nothing else has changed for it', async () => {
    for (const edited of edits(1)) {
      const { kind, before, after } = edited;
      expectOnlyTheEdit(
        edited,
        onlyProfiles(await askSmithy(before, kind)),
        onlyProfiles(await askSmithy(after, kind)),
      );
    }
  });

  it.skipIf(!hasBotocore)(
    'is read back by the real botocore, and nothing else has changed for it (needs python3 with botocore)',
    () => {
      const all = edits(2);
      const before = askBotocore(all.map(({ kind, before: bytes }) => ({ kind, bytes })));
      const after = askBotocore(all.map(({ kind, after: bytes }) => ({ kind, bytes })));
      for (const [index, edited] of all.entries())
        expectOnlyTheEdit(edited, before[index] ?? null, after[index] ?? null);
    },
  );
});

describe('L2 to L5: whole sections', () => {
  const settings = [
    ['region', 'eu-west-1'],
    ['output', 'json'],
  ] as const;
  const name = fc.constantFrom('new', 'a.b/c', 'x@y', 'n+1');

  it('what is appended can be taken away without a trace', () => {
    let done = 0;
    fc.assert(
      fc.property(anyText, kinds, name, (text, kind, profile) => {
        const document = openText(text, kind);
        const added = attempt(() => addSection(document, profile, settings));
        if (added === null) return;
        done++;
        const again = open(added.bytes, kind);
        const [section] = sectionsOfProfile(again, profile);
        expect(
          Buffer.from(again.bytes.subarray(section!.start, coreEnd(section!))).toString(),
        ).toBe(added.core);
        expect(Buffer.from(removeSection(again, section!, added.lead)).toString()).toBe(text);
        const replaced = replaceSection(again, section!, [['region', 'x']]);
        expect(Buffer.from(replaced.bytes).toString()).toBe(`${text}${added.lead}${replaced.core}`);
      }),
      { numRuns: 2000 },
    );
    expect(done).toBeGreaterThan(500);
  });

  it.skipIf(!hasBotocore)(
    'leave every other profile as both real readers read it (needs python3 with botocore)',
    async () => {
      const all = fc
        .sample(fc.tuple(plausibleText, kinds, name), { numRuns: 800, seed: 3 })
        .flatMap(([text, kind, profile]) => {
          const document = openText(text, kind);
          const added = attempt(() => addSection(document, profile, settings).bytes);
          const victim = document.sections.find(({ botocoreName }) => botocoreName === 'default');
          const removed =
            victim === undefined ? null : attempt(() => removeSection(document, victim, ''));
          return [
            ...(added === null
              ? []
              : [
                  {
                    kind,
                    before: document.bytes,
                    bytes: added,
                    profile,
                    expected: Object.fromEntries(settings),
                  },
                ]),
            ...(removed === null
              ? []
              : [
                  {
                    kind,
                    before: document.bytes,
                    bytes: removed,
                    profile: 'default',
                    expected: undefined,
                  },
                ]),
          ];
        });
      const before = askBotocore(all.map(({ kind, before: bytes }) => ({ kind, bytes })));
      const after = askBotocore(all);
      for (const [
        index,
        { kind, profile, expected, before: bytesBefore, bytes },
      ] of all.entries()) {
        for (const [found, was] of [
          [after[index], before[index]],
          [await askSmithy(bytes, kind), await askSmithy(bytesBefore, kind)],
        ] as const) {
          if (was === null || was === undefined) continue;
          const { [profile]: _, ...others } = was;
          expectSame(found, expected === undefined ? others : { ...others, [profile]: expected }, [
            kind,
            bytes.toString(),
          ]);
        }
      }
    },
  );
});

function expectOnlyTheEdit(
  { kind, before: bytes, after: bytesAfter, profile, key, value }: Edited,
  before: Found,
  after: Found,
): void {
  if (before === null) return;
  const shown = [
    kind,
    profile,
    key,
    String(value),
    bytes.toString(),
    Buffer.from(bytesAfter).toString(),
  ];
  const { [profile]: was = {}, ...others } = before;
  const { [profile]: is = {}, ...othersAfter } = after ?? {};
  expectSame(othersAfter, others, shown);
  const untouched = (settings: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(settings).filter(
        ([name]) =>
          name.toLowerCase() !== key &&
          (value !== null || !name.toLowerCase().startsWith(`${key}.`)),
      ),
    );
  // The section itself appears with its first setting, and for the JavaScript SDK goes with its last.
  const isLeaking = bytes.toString().includes('[DEFAULT]');
  if (before[profile] !== undefined || !isLeaking) expectSame(untouched(is), untouched(was), shown);
  const spelled = Object.keys(is).find((name) => name.toLowerCase() === key);
  if (value !== null) expectSame(spelled === undefined ? undefined : is[spelled], value, shown);
  // What [DEFAULT] says shows again.
  else if (!isLeaking) expectSame(spelled, undefined, shown);
}

/** Quick for the thousands that are the same, and with all that is needed to see what is not. */
function expectSame(actual: unknown, expected: unknown, shown: readonly string[]): void {
  if (!isDeepStrictEqual(actual, expected))
    expect([...shown, actual]).toEqual([...shown, expected]);
}

function expectSpansInOrder({ sections, bytes }: Document): void {
  let at = sections[0]?.start ?? bytes.length;
  for (const section of sections) {
    expectSame(section.start, at, [Buffer.from(bytes).toString()]);
    let inside = section.headerEnd;
    for (const setting of section.settings) {
      const { start, keyStart, keyEnd, delimiter, valueStart, valueEnd, lineEnd, end } = setting;
      const offsets = [
        inside,
        start,
        keyStart,
        keyEnd,
        delimiter,
        valueStart,
        valueEnd,
        lineEnd,
        end,
        section.end,
      ];
      expectSame(
        offsets.toSorted((a, b) => a - b),
        offsets,
        [Buffer.from(bytes).toString()],
      );
      inside = end;
    }
    at = section.end;
  }
  expectSame(at, bytes.length, [Buffer.from(bytes).toString()]);
}

function blocksTheFile(document: Document): boolean {
  return document.lints.some(({ rule }) => ['bytes', 'file'].includes(LINTS[rule].blocks));
}

/** Null where the edit was refused. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (isAppError(error, 'files/refused')) return null;
    throw error;
  }
}

/** Pieces of AWS files and random bytes, mixed; quicker than fast-check, which L1's 100,000 need. */
function randomBytesFrom(seed: number): { next: () => Buffer } {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pieces = [
    '[default]',
    '[profile a]',
    '\n',
    '\n',
    '\r\n',
    '\r',
    ' = ',
    '=',
    ':',
    'region',
    ' #',
    ';',
    '  ',
    '\t',
    '\xef\xbb\xbf',
    '\xe2\x80\xa8',
    '\xc2\xa0',
    '\xff',
    '\0',
    ']',
    '[',
    's3 =\n  a = 1\n',
  ];
  const parts = pieces.map((text) => Buffer.from(text, 'latin1'));
  return {
    next: () =>
      Buffer.concat(
        Array.from({ length: below(12) }, () =>
          below(6) === 0 ? Buffer.from([below(256), below(256)]) : parts[below(parts.length)]!,
        ),
      ),
  };
}
