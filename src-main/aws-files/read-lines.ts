import type { Section } from './document.ts';
import { FoundSection } from './found-section.ts';
import { isSameKey, scanKey, type KeyFacts } from './key-hash.ts';
import type { Lint, LintRule } from './lints.ts';
import { createLineFacts, scanLine, scanOddLine, type LineFacts } from './scan-line.ts';
import {
  addSetting,
  createSettingTable,
  setEnd,
  block,
  hasValue,
  settingAt,
  type SettingTable,
} from './setting-table.ts';

export interface FoundLines {
  sections: Section[];
  lints: Lint[];
  lineEnd: '\n' | '\r\n';
}

/**
 * The one pass over the bytes. It follows both readers line by line (Python's `RawConfigParser` and
 * @smithy's `parseIni`) and notes each place where they part.
 */
export function readLines(bytes: Buffer, isText: boolean): FoundLines {
  const pass = startPass(bytes);
  const { facts } = pass;
  let lineFeeds = 0;
  let pairs = 0;
  while (pass.next < bytes.length) {
    const start = pass.next;
    pass.line++;
    pass.start = start;
    scanLine(bytes, start, bytes.length, facts);
    pass.end = facts.end;
    const isPair = bytes[facts.end] === CR;
    if (isPair) pairs++;
    else if (bytes[facts.end] === LF) lineFeeds++;
    pass.next = Math.min(facts.end + (isPair ? 2 : 1), bytes.length);
    readLine(pass, isText);
  }
  closeSetting(pass);
  endSection(pass, bytes.length);
  const { sections, lints } = pass;
  return { sections, lints, lineEnd: pairs > lineFeeds ? '\r\n' : '\n' };
}

interface Pass {
  readonly bytes: Buffer;
  readonly facts: LineFacts;
  readonly key: KeyFacts;
  readonly lints: Lint[];
  readonly table: SettingTable;
  readonly sections: FoundSection[];
  readonly names: Set<string>;
  /** How often botocore has begun a section; and by the hash of a key, in which of them it was last. */
  sectionCount: number;
  readonly keys: Map<number, number>;
  /** The first setting of botocore's section; it may reach over more than one of ours. */
  firstNamed: number;
  section: FoundSection | null;
  /** botocore: the setting that lines deeper than `depth` continue, and where it ends so far. */
  setting: number | null;
  settingEnd: number;
  /** Whether botocore goes on with it, though the bytes there are another section's. */
  isDetached: boolean;
  depth: number;
  /** @smithy: the setting with an empty value that indented keys are nested in. */
  parent: number | 'no-setting' | null;
  line: number;
  /** The line as text where it has more than printable ASCII and tabs; else empty. */
  oddText: string;
  /** The line: its start, its end without line end, and the next line. */
  start: number;
  end: number;
  next: number;
}

const [LF, CR, OPEN, CLOSE, HASH, SEMICOLON] = [0x0a, 0x0d, 0x5b, 0x5d, 0x23, 0x3b];

function startPass(bytes: Buffer): Pass {
  const pass: Pass = {
    bytes,
    facts: createLineFacts(),
    key: { hash: 0, isLower: true },
    lints: [],
    table: createSettingTable(bytes.length),
    sections: [],
    names: new Set(),
    sectionCount: 0,
    keys: new Map(),
    firstNamed: 0,
    section: null,
    setting: null,
    settingEnd: 0,
    isDetached: false,
    depth: 0,
    parent: null,
    oddText: '',
    line: 0,
    start: 0,
    end: 0,
    next: 0,
  };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    pass.next = 3;
    pass.lints.push({ rule: 'bom', line: 1 });
  }
  return pass;
}

function note(pass: Pass, rule: LintRule, line = pass.line): Lint {
  const lint = { rule, line };
  pass.lints.push(lint);
  return lint;
}

function readLine(pass: Pass, isText: boolean): void {
  const { bytes, facts } = pass;
  pass.oddText = facts.odd ? scanOddLine(bytes, pass.start, facts, isText) : '';
  if (pass.oddText.includes('\r')) note(pass, 'lone-cr');
  const { first, uncutLast, equals } = facts;
  if (first === facts.last) return;
  const code = bytes[first];
  if (code === HASH || code === SEMICOLON) return;
  if (facts.disputed && isText) note(pass, 'odd-blank');

  const smithyHeader = code === OPEN && bytes[uncutLast - 1] === CLOSE;
  const smithyKey = !smithyHeader && equals > first && equals < uncutLast;
  const smithyEmpty = smithyKey && equals === uncutLast - 1;
  if (pass.setting !== null && facts.indent > pass.depth) {
    if (smithyHeader) readIndentedHeader(pass);
    else readContinuation(pass, pass.setting, { smithyKey, smithyEmpty });
    return;
  }
  pass.depth = facts.indent;
  const botocoreHeader = code === OPEN && facts.bracket >= first + 2;
  if (botocoreHeader || smithyHeader) readHeader(pass, botocoreHeader, smithyHeader);
  else if (pass.section === null || facts.delimiter <= first) {
    if (code === OPEN) note(pass, 'header-unterminated');
    else if (pass.section === null) note(pass, 'before-first-section');
    else note(pass, facts.delimiter < 0 ? 'no-delimiter' : 'empty-key');
    if (smithyEmpty) pass.parent = 'no-setting';
  } else readSetting(pass, { smithyKey, smithyEmpty });
}

function readHeader(pass: Pass, botocoreHeader: boolean, smithyHeader: boolean): void {
  const { bytes, facts, section: previous } = pass;
  closeSetting(pass);
  const smithyName = smithyHeader
    ? bytes.toString('utf8', facts.first + 1, facts.uncutLast - 1)
    : null;
  const sameEnd = facts.bracket === facts.uncutLast - 1;
  const botocoreName = !botocoreHeader
    ? null
    : sameEnd
      ? smithyName
      : bytes.toString('utf8', facts.first + 1, facts.bracket);
  const section = startSection(pass, botocoreName, smithyName);
  pass.sectionCount++;
  pass.firstNamed = pass.table.count;
  if (smithyName !== null) pass.parent = null;
  if (botocoreName === null) note(pass, 'header-empty');
  else {
    const known = pass.names.size;
    pass.names.add(botocoreName);
    if (botocoreName === 'DEFAULT') note(pass, 'default-leaks');
    else if (pass.names.size === known) note(pass, 'duplicate-section');
  }
  if (smithyName === null) {
    section.blockedBy = note(pass, 'header-trailing-text');
    if (previous !== null) previous.blockedBy ??= section.blockedBy;
  } else if (smithyName === '__proto__' || smithyName === 'profile __proto__')
    note(pass, 'proto-name');
  if (botocoreName !== null && smithyName !== null && !sameEnd)
    section.blockedBy = note(pass, 'header-brackets');
}

/** For botocore a part of the value above, and the settings below belong to the section before. */
function readIndentedHeader(pass: Pass): void {
  const { bytes, facts, section: previous } = pass;
  const lint = note(pass, 'header-indented');
  // botocore's value and section go on below, but the bytes there are another section's.
  pass.isDetached = true;
  if (pass.setting !== null && !hasValue(pass.table, pass.setting) && facts.equals < 0)
    note(pass, 'nested-no-delimiter');
  if (previous !== null) previous.blockedBy ??= lint;
  startSection(pass, null, bytes.toString('utf8', facts.first + 1, facts.uncutLast - 1)).blockedBy =
    lint;
  pass.parent = null;
}

function startSection(
  pass: Pass,
  botocoreName: string | null,
  smithyName: string | null,
): FoundSection {
  endSection(pass, pass.start);
  const section = new FoundSection(
    { botocoreName, smithyName },
    { line: pass.line, start: pass.start, indentEnd: pass.facts.first, headerEnd: pass.next },
    pass.table,
  );
  pass.sections.push(section);
  pass.section = section;
  return section;
}

function endSection({ section }: Pass, end: number): void {
  section?.endAt(end);
}

interface SmithySees {
  readonly smithyKey: boolean;
  readonly smithyEmpty: boolean;
}

function readSetting(pass: Pass, { smithyKey, smithyEmpty }: SmithySees): void {
  const { facts, table } = pass;
  closeSetting(pass);
  const setting = addSetting(table, facts, pass);
  pass.setting = setting;
  pass.settingEnd = pass.next;
  pass.isDetached = false;
  if (facts.delimiter !== facts.equals) {
    const lint = note(pass, smithyKey ? 'colon-in-key' : 'colon-delimiter');
    if (smithyKey) block(table, setting, lint);
  }
  if (facts.cut >= 0) note(pass, 'inline-comment');
  checkKey(pass, setting);

  if (smithyEmpty) pass.parent = setting;
  else if (smithyKey && facts.indent === 0) pass.parent = null;
  else if (smithyKey && pass.parent !== null) block(table, setting, note(pass, 'nested-differs'));
}

/** Looks for capitals, and for the same key further up. */
function checkKey(pass: Pass, setting: number): void {
  const { bytes, facts, key, keys, sectionCount } = pass;
  scanKey(bytes, facts.first, facts.keyEnd, key);
  if (!key.isLower) note(pass, 'key-case');
  if (keys.get(key.hash) !== sectionCount) keys.set(key.hash, sectionCount);
  else if (isNamedBefore(pass, setting)) note(pass, 'duplicate-key');
}

function isNamedBefore({ bytes, table, firstNamed }: Pass, setting: number): boolean {
  const span = settingAt(table, setting);
  for (let number = firstNamed; number < setting; number++)
    if (isSameKey(bytes, settingAt(table, number), span)) return true;
  return false;
}

/** A line that botocore adds to the value of `setting`. */
function readContinuation(pass: Pass, setting: number, sees: SmithySees): void {
  pass.settingEnd = pass.next;
  if (!pass.isDetached) setEnd(pass.table, setting, pass.next);
  const rule = ruleOfContinuation(pass, setting, sees);
  if (rule !== null) {
    const lint = note(pass, rule);
    if (rule !== 'continuation' && rule !== 'inline-comment' && !pass.isDetached)
      block(pass.table, setting, lint);
  }
  if (sees.smithyEmpty) pass.parent = 'no-setting';
}

/** Where Python's `str.splitlines`, used for nested settings, splits besides CR and LF. */
const LINE_SEPARATORS = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;

function ruleOfContinuation(
  pass: Pass,
  setting: number,
  { smithyKey, smithyEmpty }: SmithySees,
): LintRule | null {
  if (hasValue(pass.table, setting))
    return smithyKey ? 'continuation-looks-like-key' : 'continuation';
  const lines = pass.oddText.split(LINE_SEPARATORS);
  if (
    pass.facts.equals < 0 ||
    lines.some((line) => line.trim() !== '' && !line.includes('=') && lines.length > 1)
  )
    return 'nested-no-delimiter';
  if (lines.length > 1) return 'nested-line-separator';
  if (smithyEmpty || pass.parent === 'no-setting') return 'nested-too-deep';
  if (!smithyKey || pass.parent !== setting) return 'nested-differs';
  return pass.facts.cut >= 0 ? 'inline-comment' : null;
}

function closeSetting(pass: Pass): void {
  const { setting, settingEnd, table } = pass;
  pass.setting = null;
  if (setting === null || hasValue(table, setting)) return;
  const { line, lineEnd } = settingAt(table, setting);
  // Nothing nested below: its last line is its first.
  if (settingEnd - lineEnd <= 2) note(pass, 'empty-value', line);
}
