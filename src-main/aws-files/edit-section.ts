import { coreEnd, textOf, type Document, type Section } from './document.ts';
import { headerOf, sectionsOfProfile } from './profile-names.ts';
import { checkFile, refuse, refuseBy } from './refuse.ts';
import { applySplice } from './splice.ts';
import { keyProblem, profileProblem, valueProblem } from './writable-text.ts';

export type Settings = readonly (readonly [key: string, value: string])[];

/** What a section edit made: `core` is the section itself, `lead` the line ends written before it. */
export interface SectionEdit {
  readonly bytes: Uint8Array;
  readonly core: string;
  readonly lead: string;
}

/**
 * Appends a section for a profile that has none, after a blank line. Throws `files/refused` for names
 * and values that may not be written, and for files that one of AWS's readers cannot read.
 */
export function addSection(document: Document, profile: string, settings: Settings): SectionEdit {
  checkFile(document);
  const problem = profileProblem(profile);
  if (problem !== null) refuse(document, 1, 'name', problem);
  const taken = sectionsOfProfile(document, profile)[0];
  if (taken !== undefined)
    refuse(document, taken.line, 'section-exists', 'the profile has a section already');
  const name = headerOf(profile, document.file.kind);
  const lead = leadBeforeAppended(document);
  const core = `[${name}]${document.lineEnd}${linesOf(document, settings)}`;
  const end = document.bytes.length;
  const splice = { start: end, end, text: `${lead}${core}` };
  const intent = {
    botocoreName: name,
    smithyName: name,
    line: document.sections.at(-1)?.line ?? 1,
  };
  return { bytes: applySplice(document, splice, { ...intent, ...wholeOf(settings) }), core, lead };
}

/** Gives a section exactly these settings; its header and the comments after its last setting stay. Throws `files/refused`. */
export function replaceSection(
  document: Document,
  section: Section,
  settings: Settings,
): Omit<SectionEdit, 'lead'> {
  checkFile(document);
  if (section.blockedBy !== null) refuseBy(document, section.blockedBy);
  const header = textOf(document, section.start, section.headerEnd).trimEnd();
  const core = `${header}${document.lineEnd}${linesOf(document, settings)}`;
  const splice = { start: section.start, end: coreEnd(section), text: core };
  if (core === textOf(document, splice.start, splice.end)) return { bytes: document.bytes, core };
  return { bytes: applySplice(document, splice, { ...section, ...wholeOf(settings) }), core };
}

/**
 * Takes a section away with the `lead` that was written before it; comments after its last setting
 * stay. It is possible too in a file that a reader rejects for another place: what we wrote must
 * always be removable.
 */
export function removeSection(document: Document, section: Section, lead: string): Uint8Array {
  checkFile(document, ['bytes']);
  if (section.blockedBy !== null) refuseBy(document, section.blockedBy);
  const end = coreEnd(section);
  const splice = { start: section.start - removableLead(document, section, lead), end, text: '' };
  return applySplice(document, splice, { ...section, ...wholeOf([]) });
}

const LF = 0x0a;

/** A blank line between what is there and what comes, and the line end that may be missing before it. */
function leadBeforeAppended({ bytes, lineEnd }: Document): string {
  if (bytes.length === 0) return '';
  if (bytes.at(-1) !== LF) return `${lineEnd}${lineEnd}`;
  const lastLine = Buffer.from(
    bytes.subarray(bytes.lastIndexOf(LF, bytes.length - 2) + 1),
  ).toString();
  return lastLine.trim() === '' ? '' : lineEnd;
}

/** How many bytes of `lead` stand before the section still and can go without joining two lines. */
function removableLead(document: Document, section: Section, lead: string): number {
  const { bytes } = document;
  const start = section.start - lead.length;
  if (lead === '' || start < 0 || textOf(document, start, section.start) !== lead) return 0;
  const joinsLines = start > 0 && bytes[start - 1] !== LF && coreEnd(section) < bytes.length;
  return joinsLines ? lead.length / 2 : lead.length;
}

function linesOf(document: Document, settings: Settings): string {
  for (const [key, value] of settings) {
    const problem = keyProblem(key) ?? valueProblem(value);
    if (problem !== null) refuse(document, 1, keyProblem(key) === null ? 'value' : 'key', problem);
  }
  return settings
    .map(([key, value]) => `${lineOf(document, key, value)}${document.lineEnd}`)
    .join('');
}

/** A new setting; `s3.addressing_style` needs two lines. */
export function lineOf({ lineEnd }: Document, key: string, value: string): string {
  return `${key.replace('.', ` =${lineEnd}  `)} = ${value}`;
}

function wholeOf(settings: Settings) {
  const changes = new Map<string, string>(settings);
  return { whole: true, botocore: changes, smithy: changes };
}
