import { readAsBotocore, type Reading } from './as-botocore.ts';
import { readAsSmithy, smithySectionOf } from './as-smithy.ts';
import { textOf, type Document, type Section } from './document.ts';
import { refuse } from './refuse.ts';
import { isSameReading } from './same-reading.ts';

/** One change of the bytes: those from `start` to `end` become `text`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What the change is meant to do to a section, in the words of each reader; values null are taken away. */
export interface Intent {
  readonly botocoreName: string | null;
  readonly smithyName: string | null;
  readonly line: number;
  /** `whole`: the section has these settings and no others; it is gone when there are none. */
  readonly whole: boolean;
  readonly botocore: ReadonlyMap<string, string | null>;
  readonly smithy: ReadonlyMap<string, string | null>;
}

/**
 * Makes the change after proving it: each reader that could read the neighbourhood before reads it
 * afterwards with the intended difference and no other (contracts.md L3). Else throws `files/refused`.
 */
export function applySplice(document: Document, splice: Splice, intent: Intent): Uint8Array {
  const { bytes } = document;
  const from = regionStart(document, splice.start);
  const to = regionEnd(document, splice.end);
  const before = textOf(document, from, to);
  const after = `${textOf(document, from, splice.start)}${splice.text}${textOf(document, splice.end, to)}`;
  const smithySection = intent.smithyName === null ? null : smithySectionOf(intent.smithyName);
  if (
    !changesAsIntended(readAsBotocore(before), readAsBotocore(after), {
      ...intent,
      section: intent.botocoreName,
      changes: intent.botocore,
    }) ||
    !changesAsIntended(readAsSmithy(before), readAsSmithy(after), {
      ...intent,
      section: smithySection,
      changes: intent.smithy,
    })
  ) {
    refuse(
      document,
      intent.line,
      'would-change-reading',
      'with this change AWS’s readers would not agree about the section or its neighbours',
    );
  }
  return Buffer.concat([
    bytes.subarray(0, splice.start),
    Buffer.from(splice.text),
    bytes.subarray(splice.end),
  ]);
}

interface IntentOfReader {
  readonly section: string | null;
  readonly whole: boolean;
  readonly changes: ReadonlyMap<string, string | null>;
}

function changesAsIntended(
  before: Reading,
  after: Reading,
  { section, whole, changes }: IntentOfReader,
): boolean {
  if (before === null) return true; // it could not read this before either
  if (after === null) return false;
  const expected = new Map(before);
  if (section !== null) {
    const settings = new Map(whole ? [] : (before.get(section) ?? []));
    for (const [key, value] of changes) {
      if (value === null) settings.delete(key);
      else settings.set(key, value);
    }
    expected.set(section, settings);
  }
  return isSameReading(expected, after);
}

const isSeenByBoth = (section: Section) =>
  section.botocoreName !== null && section.smithyName !== null;

/** From the start of the section before, where both readers begin anew. */
function regionStart({ sections }: Document, at: number): number {
  const own = sections.findLastIndex((section) => section.start < at || section.start === 0);
  const before = sections.findLastIndex(
    (section, index) => index < Math.max(own, 0) && isSeenByBoth(section),
  );
  return before < 0 ? 0 : sections[before]!.start;
}

/** To the end of the next header that both readers see. */
function regionEnd({ sections, bytes }: Document, at: number): number {
  return (
    sections.find((section) => section.start >= at && isSeenByBoth(section))?.headerEnd ??
    bytes.length
  );
}
