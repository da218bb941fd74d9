import { readAsSmithy } from './as-smithy.ts';
import { coreEnd, hasKey, textOf, type Document, type Section, type Setting } from './document.ts';
import { addSection, lineOf } from './edit-section.ts';
import { nestedSettings, type NestedSetting } from './nested-settings.ts';
import { checkFile, checkSetting, editableSection, refuse } from './refuse.ts';
import { applySplice, type Splice } from './splice.ts';
import { keyProblem, valueProblem } from './writable-text.ts';

/**
 * Gives a profile's setting a value, and adds the section when the profile has none. `s3.max_queue_size`
 * is `max_queue_size` nested under `s3`. Bytes outside the section stay; the same bytes come back when
 * nothing changes. Throws `files/refused` where AWS's readers would disagree (contracts.md §1.3).
 */
export function setSetting(
  document: Document,
  profile: string,
  [key, value]: readonly [string, string],
): Uint8Array {
  checkFile(document);
  const section = editableSection(document, profile);
  const line = section?.line ?? 1;
  const problem = keyProblem(key) ?? valueProblem(value);
  if (problem !== null) refuse(document, line, keyProblem(key) === null ? 'value' : 'key', problem);
  if (section === undefined) return addSection(document, profile, [[key, value]]).bytes;
  const [name, nestedName] = key.split('.') as [string, string | undefined];
  const setting = section.settings.find((candidate) => hasKey(document, candidate, name));
  if (nestedName !== undefined)
    return setNested(document, section, { setting, name, nestedName, value });
  if (setting === undefined) return insertLine(document, section, [key, value]);
  checkSetting(document, setting);
  if (
    setting.valueStart === setting.valueEnd &&
    setting.end > nextLine(document, setting.lineEnd)
  ) {
    refuse(document, setting.line, 'has-nested-settings', `${name} has settings nested below it`);
  }
  return replaceValue(document, section, setting, value);
}

/** Takes a setting away. No such profile or setting: the same bytes. Throws `files/refused`. */
export function unsetSetting(document: Document, profile: string, key: string): Uint8Array {
  checkFile(document);
  const section = editableSection(document, profile);
  const [name, nestedName] = key.split('.') as [string, string | undefined];
  const setting = section?.settings.find((candidate) => hasKey(document, candidate, name));
  if (section === undefined) return document.bytes;
  if (setting === undefined) {
    checkUnseen(document, section, key);
    return document.bytes;
  }
  checkSetting(document, setting);
  const nested = nestedSettings(document, setting);
  if (nestedName === undefined) {
    const keys =
      nested.length === 0
        ? [spelling(document, setting)]
        : nested.map((child) => `${name}.${child.key}`);
    return apply(
      document,
      section,
      removal(document, setting.start, setting.end),
      Object.fromEntries(keys.map((gone) => [gone, null])),
    );
  }
  const child = nested.find((candidate) => candidate.key === nestedName);
  if (child === undefined) return document.bytes;
  // The last one takes its parent along: a key with nothing below would be an empty value.
  const span = nested.length === 1 ? setting : child;
  return apply(document, section, removal(document, span.start, span.end), { [key]: null });
}

function replaceValue(
  document: Document,
  section: Section,
  setting: Setting,
  value: string,
): Uint8Array {
  const change = { [spelling(document, setting)]: value };
  const { start, keyEnd, delimiter, valueStart, valueEnd, comment, lineEnd, end } = setting;
  const gap = textOf(document, delimiter, valueStart);
  const isOneLine = end === nextLine(document, lineEnd);
  if (isOneLine && comment < 0 && valueStart < valueEnd && /^=[ \t]*$/.test(gap)) {
    if (textOf(document, valueStart, valueEnd) === value) return document.bytes;
    return apply(document, section, { start: valueStart, end: valueEnd, text: value }, change);
  }
  // An inline comment would become a part of the value for botocore: it moves to a line of its own.
  const indent = textOf(document, start, setting.keyStart);
  const above =
    comment < 0
      ? ''
      : `${indent}${textOf(document, comment, lineEnd).trimEnd()}${document.lineEnd}`;
  const text = `${above}${textOf(document, start, keyEnd)} = ${value}${lineBreakOf(document, end)}`;
  return apply(document, section, { start, end, text }, change);
}

function insertLine(
  document: Document,
  section: Section,
  [key, value]: readonly [string, string],
): Uint8Array {
  checkUnseen(document, section, key);
  const last = section.settings.at(-1);
  // As deep as the line before, so that neither reader takes this line or the next for nested.
  const indent =
    last === undefined
      ? textOf(document, section.start, section.indentEnd)
      : textOf(document, last.start, last.keyStart);
  return apply(
    document,
    section,
    insertion(document, coreEnd(section), `${indent}${key} = ${value}`),
    { [key]: value },
  );
}

function setNested(
  document: Document,
  section: Section,
  wanted: { setting: Setting | undefined; name: string; nestedName: string; value: string },
): Uint8Array {
  const { setting, name, nestedName, value } = wanted;
  const change = { [`${name}.${nestedName}`]: value };
  if (setting === undefined) {
    const lines = lineOf(document, `${name}.${nestedName}`, value);
    return apply(document, section, insertion(document, coreEnd(section), lines), change);
  }
  checkSetting(document, setting);
  const nested = nestedSettings(document, setting);
  const last = nested.at(-1);
  if (last === undefined)
    refuse(document, setting.line, 'has-a-value', `${name} has no settings nested below it`);
  const child = nested.find((candidate) => candidate.key === nestedName);
  if (child !== undefined) return replaceNestedValue(document, section, { child, value, change });
  const indent = textOf(document, last.start, last.keyStart);
  return apply(
    document,
    section,
    insertion(document, last.end, `${indent}${nestedName} = ${value}`),
    change,
  );
}

function replaceNestedValue(
  document: Document,
  section: Section,
  { child, value, change }: { child: NestedSetting; value: string; change: Record<string, string> },
): Uint8Array {
  const old = textOf(document, child.valueStart, child.valueEnd);
  if (old === value) return document.bytes;
  const comment = /\s([#;].*)$/.exec(old)?.[1];
  const above =
    comment === undefined
      ? ''
      : `${textOf(document, child.start, child.keyStart)}${comment}${document.lineEnd}`;
  const text = `${above}${textOf(document, child.start, child.valueStart)}${value}`;
  return apply(document, section, { start: child.start, end: child.valueEnd, text }, change);
}

const [LF, CR] = [0x0a, 0x0d];

/** Refuses a key that the JavaScript SDK finds in a line which botocore takes for a part of another value. */
function checkUnseen(document: Document, section: Section, key: string): void {
  const seen =
    readAsSmithy(textOf(document, section.start, section.end)) ??
    new Map<string, ReadonlyMap<string, string>>();
  if (![...seen.values()].some((settings) => settings.has(key))) return;
  for (const setting of section.settings) checkSetting(document, setting);
}

/** botocore knows the key in lower case, the JavaScript SDK as it is spelled. */
function spelling(document: Document, setting: Setting): string {
  return textOf(document, setting.keyStart, setting.keyEnd);
}

function apply(
  document: Document,
  section: Section,
  splice: Splice,
  changes: Record<string, string | null>,
): Uint8Array {
  const entries = Object.entries(changes);
  return applySplice(document, splice, {
    ...section,
    whole: false,
    botocore: new Map(entries.map(([key, value]) => [key.toLowerCase(), value])),
    smithy: new Map(entries),
  });
}

/** Before a line at `at`, or at the end of a file that ends without a line end: then it stays so. */
function insertion(document: Document, at: number, line: string): Splice {
  const isOpenEnd = at > 0 && document.bytes[at - 1] !== LF;
  return {
    start: at,
    end: at,
    text: isOpenEnd ? `${document.lineEnd}${line}` : `${line}${document.lineEnd}`,
  };
}

/** The opposite: the last line of a file without a final line end takes the one before along. */
function removal({ bytes }: Document, start: number, end: number): Splice {
  if (end < bytes.length || bytes[end - 1] === LF || start === 0) return { start, end, text: '' };
  return { start: start - (bytes[start - 2] === CR ? 2 : 1), end, text: '' };
}

function nextLine({ bytes }: Document, lineEnd: number): number {
  if (bytes[lineEnd] === CR) return lineEnd + 2;
  return bytes[lineEnd] === LF ? lineEnd + 1 : lineEnd;
}

function lineBreakOf({ bytes }: Document, end: number): string {
  if (bytes[end - 1] !== LF) return '';
  return bytes[end - 2] === CR ? '\r\n' : '\n';
}
