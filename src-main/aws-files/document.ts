import { isUtf8 } from 'node:buffer';
import { LINTS, type Lint } from './lints.ts';
import { readLines } from './read-lines.ts';

/** Which of the two files: they name profiles differently. */
export interface AwsFile {
  readonly path: string;
  readonly kind: 'config' | 'credentials';
}

/**
 * A file as both of AWS's readers see it: offsets into its bytes, no copies. Sections follow each
 * other without a gap from the first header to the end; what no setting covers is comments and blanks.
 */
export interface Document {
  readonly file: AwsFile;
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  /** In order of lines. */
  readonly lints: readonly Lint[];
  /** The one that most lines have. */
  readonly lineEnd: '\n' | '\r\n';
}

export interface Section {
  /** Counted from 1, by LF. */
  readonly line: number;
  /** Start of the header's line. */
  readonly start: number;
  /** The text between the brackets, `dev` or `profile dev`; null for the reader that sees no header here. */
  readonly botocoreName: string | null;
  readonly smithyName: string | null;
  /** The opening bracket. */
  readonly indentEnd: number;
  /** After the header's line end. */
  readonly headerEnd: number;
  /** Where the next header's line, or the file, ends this one. */
  readonly end: number;
  readonly settings: readonly Setting[];
  /** Why it cannot be edited, as far as its own text says. */
  readonly blockedBy: Lint | null;
}

/** A setting as botocore finds it. */
export interface Setting {
  readonly line: number;
  /** Start of its line. */
  readonly start: number;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Offset of the `=` or `:`. */
  readonly delimiter: number;
  /** Without the blanks around it, with an inline comment. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Offset of the `#` or `;` where the JavaScript SDK ends the value; -1 when there is none. */
  readonly comment: number;
  /** Before its line end. */
  readonly lineEnd: number;
  /** After the line end of its last line: indented lines below belong to it. */
  readonly end: number;
  readonly blockedBy: Lint | null;
}

/** Reads every byte string, in one pass; what cannot be edited is in the lints. */
export function parse(bytes: Uint8Array, file: AwsFile): Document {
  const isText = isUtf8(bytes);
  const { sections, lints, lineEnd } = readLines(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    isText,
  );
  if (!isText) lints.push({ rule: isUtf16(bytes) ? 'utf-16' : 'not-utf-8', line: 1 });
  // Where not even the lines are certain, what was found in them says nothing.
  const uncertain = lints.filter(({ rule }) => LINTS[rule].blocks === 'bytes');
  const counting = uncertain.length > 0 ? uncertain : lints;
  return { file, bytes, sections, lints: counting.toSorted((a, b) => a.line - b.line), lineEnd };
}

/** The bytes again, put together from the sections: `print(parse(bytes))` is equal to `bytes`. */
export function print(document: Document): Uint8Array {
  const { bytes, sections } = document;
  const preamble = bytes.subarray(0, sections[0]?.start ?? bytes.length);
  return Buffer.concat([preamble, ...sections.map(({ start, end }) => bytes.subarray(start, end))]);
}

/** Where the section ends without the comments and blank lines after its last setting. */
export function coreEnd(section: Section): number {
  return section.settings.at(-1)?.end ?? section.headerEnd;
}

export function textOf(document: Document, start: number, end: number): string {
  return Buffer.from(
    document.bytes.buffer,
    document.bytes.byteOffset + start,
    end - start,
  ).toString('utf8');
}

/** Whether a setting has this key, as botocore compares: without regard to capitals. `key` is in small letters. */
export function hasKey({ bytes }: Document, { keyStart, keyEnd }: Setting, key: string): boolean {
  if (keyEnd - keyStart !== key.length) return false;
  for (let at = 0; at < key.length; at++) {
    const code = bytes[keyStart + at]!;
    const lowered = code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
    if (lowered !== key.charCodeAt(at)) return false;
  }
  return true;
}

/** As botocore has it: in lower case. */
export function keyOf(document: Document, setting: Setting): string {
  return textOf(document, setting.keyStart, setting.keyEnd).toLowerCase();
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
