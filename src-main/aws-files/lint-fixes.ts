import { isAppError } from '#shared/errors.ts';
import { readAsBotocore } from './as-botocore.ts';
import { readAsSmithy, smithySectionOf } from './as-smithy.ts';
import {
  coreEnd,
  keyOf,
  parse,
  textOf,
  type Document,
  type Section,
  type Setting,
} from './document.ts';
import { removeSection } from './edit-section.ts';
import { unsetSetting } from './edit.ts';
import type { ExpiredSession } from './expired-sessions.ts';
import type { Lint, LintRule } from './lints.ts';
import { profileNamesOf, sectionsOfProfile } from './profile-names.ts';
import { isSameReading } from './same-reading.ts';

export interface LintFix {
  readonly bytes: Uint8Array;
  /** What it does, as a sentence. */
  readonly does: string;
}

/**
 * The file without that oddity; null where no change is safe. What both readers find afterwards has
 * been proven: what was meant, and of everything else the same as before.
 */
export function fixOf(document: Document, lint: Lint): LintFix | null {
  const plan = PLANS[lint.rule]?.(document, lint.line) ?? null;
  if (plan === null) return null;
  const bytes = spliced(document, plan.splices);
  return isProven(document, bytes, plan) ? { bytes, does: plan.does } : null;
}

/** Without an expired session of another tool; its other settings stay. Null where an edit is refused. */
export function fixExpired(document: Document, expired: ExpiredSession): LintFix | null {
  const { section, keys, isWholeSection } = expired;
  const { botocore: profile } = profileNamesOf(section, document.file.kind);
  try {
    if (isWholeSection)
      return {
        bytes: removeSection(document, section, ''),
        does: `Removes [${section.botocoreName}], whose session is over.`,
      };
    if (profile === null) return null;
    let { bytes } = document;
    for (const key of keys) bytes = unsetSetting(parse(bytes, document.file), profile, key);
    return {
      bytes,
      does: `Removes the session from [${section.botocoreName}], which is over; its other settings stay.`,
    };
  } catch (error) {
    if (isAppError(error, 'files/refused')) return null;
    throw error;
  }
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Plan {
  readonly does: string;
  readonly splices: readonly Splice[];
  /** What a reader that could read the file before has to find afterwards. */
  readonly meant: {
    readonly botocore: (found: Sections) => Sections;
    readonly smithy: (found: Sections) => Sections;
  };
  /** Where both have to find the same afterwards, if both can read the file then. */
  readonly agreed: { readonly botocore: string; readonly smithy: string } | null;
}

const asBefore = (found: Sections) => found;

const PLANS: { readonly [R in LintRule]?: (document: Document, line: number) => Plan | null } = {
  bom: () => ({
    does: 'Takes the byte order mark away, so that the AWS CLI can read the file.',
    splices: [{ start: 0, end: 3, text: '' }],
    meant: { botocore: asBefore, smithy: asBefore },
    agreed: null,
  }),
  'duplicate-section': mergeSections,
  'duplicate-key': removeDuplicate,
  'default-leaks': renameDefault,
  'proto-name': renameProto,
  'missing-profile-prefix': (document, line) =>
    renameHeader(document, line, (name) => `profile ${name}`),
  'profile-prefix': (document, line) =>
    renameHeader(document, line, (name) => name.replace(/^profile\s+/, '')),
  'key-case': lowerKey,
  'inline-comment': moveComment,
};

/** The second section's settings go to the first; where both have one, the second's counts, as for the JavaScript SDK. */
function mergeSections(document: Document, line: number): Plan | null {
  const second = sectionAt(document, line);
  const first = document.sections.find(
    (section) => section !== second && section.botocoreName === second?.botocoreName,
  );
  if (
    second === undefined ||
    first === undefined ||
    first.line > line ||
    !isPlainSection(document, first) ||
    !isPlainSection(document, second)
  )
    return null;
  const keys = new Set(second.settings.map((setting) => keyOf(document, setting)));
  const gone = first.settings.filter((setting) => keys.has(keyOf(document, setting)));
  const end = coreEnd(first);
  const body = textOf(document, second.headerEnd, coreEnd(second));
  const isOpen = document.bytes[end - 1] !== LF;
  return {
    does: `Merges the two sections [${second.botocoreName}]; of a setting in both, the later one stays.`,
    splices: [
      ...gone.map(({ start, end: after }) => ({ start, end: after, text: '' })),
      { start: end, end, text: `${isOpen && body !== '' ? document.lineEnd : ''}${body}` },
      { start: second.start, end: coreEnd(second), text: '' },
    ],
    meant: { botocore: asBefore, smithy: asBefore },
    agreed: agreedOn(second.botocoreName ?? ''),
  };
}

function removeDuplicate(document: Document, line: number): Plan | null {
  const section = document.sections.findLast((candidate) => candidate.line <= line);
  const second = section?.settings.find((setting) => setting.line === line);
  if (section === undefined || second === undefined) return null;
  const key = keyOf(document, second);
  const first = section.settings.findLast(
    (setting) => setting.line < line && keyOf(document, setting) === key,
  );
  if (first === undefined || !isPlainSetting(document, first) || !isPlainSetting(document, second))
    return null;
  // The JavaScript SDK knows only the one in lower case; of two such ones, the later.
  const isFirstKept = spelling(document, first) === key && spelling(document, second) !== key;
  const [kept, gone] = isFirstKept ? [first, second] : [second, first];
  const lost = spelling(document, gone);
  const smithy = section.smithyName === null ? null : smithySectionOf(section.smithyName);
  return {
    does: `Removes line ${gone.line}, so that ${key} stands in its section once, as the JavaScript SDK reads it: on line ${kept.line}.`,
    splices: [{ start: gone.start, end: gone.end, text: '' }],
    meant: {
      botocore: asBefore,
      smithy:
        lost === spelling(document, kept) || smithy === null
          ? asBefore
          : changed(smithy, (settings) => settings.delete(lost)),
    },
    agreed: null,
  };
}

/** Only where nothing else is in the file: elsewhere its settings reach into every profile, and may be meant to. */
function renameDefault(document: Document): Plan | null {
  const [section, other] = document.sections;
  if (section === undefined || other !== undefined) return null;
  return renamed(document, section, 'default');
}

function renameProto(document: Document, line: number): Plan | null {
  const section = sectionAt(document, line);
  const all = textOf(document, 0, document.bytes.length);
  // What refers to it would have to be renamed as well.
  if (section === undefined || all.split('__proto__').length !== 2) return null;
  const free = ['proto', 'proto-2', 'proto-3'].find(
    (name) => sectionsOfProfile(document, name).length === 0,
  );
  if (free === undefined) return null;
  return renamed(document, section, (section.botocoreName ?? '').replace('__proto__', free));
}

function renameHeader(
  document: Document,
  line: number,
  nameOf: (name: string) => string,
): Plan | null {
  const section = sectionAt(document, line);
  if (section === undefined || section.botocoreName === null || section.settings.length === 0)
    return null;
  const name = nameOf(section.botocoreName);
  if (sectionsOfProfile(document, name.replace(/^profile /, '')).length > 0) return null;
  return renamed(document, section, name);
}

function renamed(document: Document, section: Section, name: string): Plan | null {
  const { botocoreName: old } = section;
  if (old === null || section.blockedBy !== null || section.smithyName !== old) return null;
  const start = section.indentEnd + 1;
  const end = start + Buffer.byteLength(old);
  if (textOf(document, start, end) !== old) return null;
  const [from, to] = [smithySectionOf(old), smithySectionOf(name)];
  return {
    does: `Renames [${old}] to [${name}].`,
    splices: [{ start, end, text: name }],
    meant: {
      botocore: moved(old, name),
      smithy: from === null || to === null ? asBefore : moved(from, to),
    },
    agreed: agreedOn(name),
  };
}

function lowerKey(document: Document, line: number): Plan | null {
  const section = document.sections.findLast((candidate) => candidate.line <= line);
  const setting = section?.settings.find((candidate) => candidate.line === line);
  if (
    section === undefined ||
    setting === undefined ||
    setting.blockedBy !== null ||
    section.smithyName === null
  )
    return null;
  const key = keyOf(document, setting);
  if (section.settings.some((other) => other !== setting && keyOf(document, other) === key))
    return null;
  const old = spelling(document, setting);
  const smithy = smithySectionOf(section.smithyName);
  return {
    does: `Writes ${key} in lower case, so that the JavaScript SDK reads it too.`,
    splices: [{ start: setting.keyStart, end: setting.keyEnd, text: key }],
    meant: {
      botocore: asBefore,
      smithy:
        smithy === null
          ? asBefore
          : changed(smithy, (settings) => {
              for (const [name, value] of new Map(settings)) {
                if (name !== old && !name.startsWith(`${old}.`)) continue;
                settings.delete(name);
                settings.set(`${key}${name.slice(old.length)}`, value);
              }
            }),
    },
    agreed: null,
  };
}

/** Shell commands may well have a `;` or `#` that is meant. */
const COMMANDS = new Set(['credential_process', 'web_identity_token_process', 'cli_pager']);

function moveComment(document: Document, line: number): Plan | null {
  const section = document.sections.findLast((candidate) => candidate.line <= line);
  const setting = section?.settings.find((candidate) => candidate.line === line);
  if (
    section === undefined ||
    setting === undefined ||
    setting.blockedBy !== null ||
    section.botocoreName === null
  )
    return null;
  const { start, keyStart, valueStart, comment, lineEnd } = setting;
  const key = keyOf(document, setting);
  if (comment <= valueStart || COMMANDS.has(key)) return null;
  const value = textOf(document, valueStart, comment).trimEnd();
  // The comment may begin inside of quotes, and then it is none.
  if (value === '' || !isBalanced(value)) return null;
  const kept = textOf(document, start, valueStart);
  const above = `${textOf(document, start, keyStart)}${textOf(document, comment, lineEnd).trimEnd()}${document.lineEnd}`;
  return {
    does: 'Puts the comment on a line of its own above, so that the AWS CLI does not take it for a part of the value.',
    splices: [{ start, end: lineEnd, text: `${above}${kept}${value}` }],
    meant: {
      botocore: changed(section.botocoreName, (settings) => settings.set(key, value)),
      smithy: asBefore,
    },
    agreed: null,
  };
}

function isBalanced(value: string): boolean {
  return ['"', "'"].every((quote) => value.split(quote).length % 2 === 1);
}

function isProven(document: Document, bytes: Uint8Array, { meant, agreed }: Plan): boolean {
  const [before, after] = [
    Buffer.from(document.bytes).toString('utf8'),
    Buffer.from(bytes).toString('utf8'),
  ];
  const [botocoreBefore, botocore] = [readAsBotocore(before), readAsBotocore(after)];
  const [smithyBefore, smithy] = [readAsSmithy(before), readAsSmithy(after)];
  if (
    botocoreBefore !== null &&
    (botocore === null || !isSameReading(meant.botocore(botocoreBefore), botocore))
  )
    return false;
  if (
    smithyBefore !== null &&
    (smithy === null || !isSameReading(meant.smithy(smithyBefore), smithy))
  )
    return false;
  if (smithy === null || agreed === null || botocore === null) return smithy !== null;
  const name = (found: Sections, section: string) =>
    new Map([['', found.get(section) ?? new Map<string, string>()]]);
  return isSameReading(name(botocore, agreed.botocore), name(smithy, agreed.smithy));
}

function changed(
  section: string,
  change: (settings: Map<string, string>) => void,
): (found: Sections) => Sections {
  return (found) => {
    const settings = new Map(found.get(section) ?? []);
    change(settings);
    return new Map([...found, [section, settings]]);
  };
}

function moved(from: string, to: string): (found: Sections) => Sections {
  return (found) =>
    new Map([...found].map(([name, settings]) => [name === from ? to : name, settings]));
}

function agreedOn(name: string): Plan['agreed'] {
  return { botocore: name, smithy: smithySectionOf(name) ?? '' };
}

function spliced(document: Document, splices: readonly Splice[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of splices.toSorted(
    (one, other) => one.start - other.start || one.end - other.end,
  )) {
    parts.push(document.bytes.subarray(at, start), Buffer.from(text));
    at = Math.max(at, end);
  }
  return Buffer.concat([...parts, document.bytes.subarray(at)]);
}

const [LF, EQUALS] = [0x0a, 0x3d];

function sectionAt({ sections }: Document, line: number): Section | undefined {
  return sections.find((section) => section.line === line);
}

function spelling(document: Document, { keyStart, keyEnd }: Setting): string {
  return textOf(document, keyStart, keyEnd);
}

function isPlainSection(document: Document, section: Section): boolean {
  const { settings } = section;
  const indent = (setting: Setting) => setting.keyStart - setting.start;
  return (
    section.blockedBy === null &&
    settings.every(
      (setting) => isPlainSetting(document, setting) && indent(setting) === indent(settings[0]!),
    )
  );
}

/** On one line, with "=" and a value. */
function isPlainSetting(
  { bytes }: Document,
  { blockedBy, delimiter, valueStart, valueEnd, comment, lineEnd, end }: Setting,
): boolean {
  return (
    blockedBy === null &&
    bytes[delimiter] === EQUALS &&
    valueStart < valueEnd &&
    comment < 0 &&
    end - lineEnd <= 2
  );
}
