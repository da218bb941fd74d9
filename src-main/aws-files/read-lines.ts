import type { Section, Setting } from './document.ts';
import { hasSameKey, hashOfKey, isLowerCase } from './key-hash.ts';
import type { Lint, LintRule } from './lints.ts';
import { createLineFacts, scanLine, scanOddLine, type LineFacts } from './scan-line.ts';

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
  const { sections, lints } = pass;
  for (const [at, section] of sections.entries())
    section.end = sections[at + 1]?.start ?? bytes.length;
  return { sections, lints, lineEnd: pairs > lineFeeds ? '\r\n' : '\n' };
}

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenSetting = Open<Setting>;
type OpenSection = Open<Omit<Section, 'settings'>> & { settings: OpenSetting[] };

interface Pass {
  readonly bytes: Buffer;
  readonly facts: LineFacts;
  readonly lints: Lint[];
  readonly sections: OpenSection[];
  readonly names: Set<string>;
  /** Of botocore's section: `hashOfKey` of each. */
  keys: Set<number>;
  /** The settings of botocore's section; it may reach over more than one of ours. */
  named: OpenSetting[];
  section: OpenSection | null;
  /** botocore: the setting that lines deeper than `depth` continue. */
  setting: OpenSetting | null;
  depth: number;
  /** @smithy: the key with an empty value that indented keys are nested in. */
  parent: OpenSetting | 'no-setting' | null;
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
    lints: [],
    sections: [],
    names: new Set(),
    keys: new Set(),
    named: [],
    section: null,
    setting: null,
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
  } else readSetting(pass, pass.section, { smithyKey, smithyEmpty });
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
  pass.keys = new Set();
  pass.named = section.settings;
  if (smithyName !== null) pass.parent = null;
  if (botocoreName === null) note(pass, 'header-empty');
  else {
    if (botocoreName === 'DEFAULT') note(pass, 'default-leaks');
    else if (pass.names.has(botocoreName)) note(pass, 'duplicate-section');
    pass.names.add(botocoreName);
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
  if (pass.setting !== null) pass.setting = { ...pass.setting };
  pass.named = [...pass.named];
  if (pass.setting?.valueStart === pass.setting?.valueEnd && facts.equals < 0)
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
): OpenSection {
  const section: OpenSection = {
    line: pass.line,
    start: pass.start,
    botocoreName,
    smithyName,
    indentEnd: pass.facts.first,
    headerEnd: pass.next,
    end: pass.next,
    settings: [],
    blockedBy: null,
  };
  pass.sections.push(section);
  pass.section = section;
  return section;
}

interface SmithySees {
  readonly smithyKey: boolean;
  readonly smithyEmpty: boolean;
}

function readSetting(
  pass: Pass,
  section: OpenSection,
  { smithyKey, smithyEmpty }: SmithySees,
): void {
  const { facts } = pass;
  closeSetting(pass);
  const setting: OpenSetting = {
    line: pass.line,
    start: pass.start,
    keyStart: facts.first,
    keyEnd: facts.keyEnd,
    delimiter: facts.delimiter,
    valueStart: facts.valueStart,
    valueEnd: facts.last,
    comment: facts.cut,
    lineEnd: pass.end,
    end: pass.next,
    blockedBy: null,
  };
  section.settings.push(setting);
  if (pass.named !== section.settings) pass.named.push(setting);
  pass.setting = setting;
  if (facts.delimiter !== facts.equals) {
    const lint = note(pass, smithyKey ? 'colon-in-key' : 'colon-delimiter');
    if (smithyKey) setting.blockedBy = lint;
  }
  if (facts.cut >= 0) note(pass, 'inline-comment');
  if (!isLowerCase(pass.bytes, setting)) note(pass, 'key-case');
  const hash = hashOfKey(pass.bytes, setting);
  if (pass.keys.has(hash) && hasSameKey(pass.bytes, pass.named, setting))
    note(pass, 'duplicate-key');
  pass.keys.add(hash);

  if (smithyEmpty) pass.parent = setting;
  else if (smithyKey && facts.indent === 0) pass.parent = null;
  else if (smithyKey && pass.parent !== null) setting.blockedBy ??= note(pass, 'nested-differs');
}

/** A line that botocore adds to the value of `setting`. */
function readContinuation(pass: Pass, setting: OpenSetting, sees: SmithySees): void {
  setting.end = pass.next;
  const rule = ruleOfContinuation(pass, setting, sees);
  if (rule !== null) {
    const lint = note(pass, rule);
    if (rule !== 'continuation' && rule !== 'inline-comment') setting.blockedBy ??= lint;
  }
  if (sees.smithyEmpty) pass.parent = 'no-setting';
}

/** Where Python's `str.splitlines`, used for nested settings, splits besides CR and LF. */
const LINE_SEPARATORS = /[\v\f\x1c-\x1e\x85\u2028\u2029]/;

function ruleOfContinuation(
  pass: Pass,
  setting: OpenSetting,
  { smithyKey, smithyEmpty }: SmithySees,
): LintRule | null {
  if (setting.valueStart !== setting.valueEnd)
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
  const { setting, bytes } = pass;
  pass.setting = null;
  if (setting === null || setting.valueStart !== setting.valueEnd) return;
  // Nothing nested below: its last line is its first.
  if (bytes.subarray(setting.lineEnd, setting.end).length <= 2)
    note(pass, 'empty-value', setting.line);
}
