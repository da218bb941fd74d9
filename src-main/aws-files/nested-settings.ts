import { isBlank } from './blanks.ts';
import { textOf, type Document, type Setting } from './document.ts';

/** A setting in the indented block under a key without a value. */
export interface NestedSetting {
  readonly key: string;
  /** Start of its line. */
  readonly start: number;
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** After its line end. */
  readonly end: number;
}

/** The block under a setting; empty when it has a value itself. Meant for settings that are not blocked. */
export function nestedSettings(document: Document, setting: Setting): readonly NestedSetting[] {
  if (setting.valueStart !== setting.valueEnd) return [];
  const found: NestedSetting[] = [];
  const { bytes } = document;
  let start = setting.lineEnd;
  while (start < setting.end) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 || feed >= setting.end ? setting.end : feed + 1;
    const line = readNested(document, start, end);
    if (line !== null) found.push(line);
    start = end;
  }
  return found;
}

function readNested(document: Document, start: number, end: number): NestedSetting | null {
  const text = textOf(document, start, end);
  const trimmed = text.trim();
  const equals = trimmed.indexOf('=');
  if (trimmed.startsWith('#') || trimmed.startsWith(';') || equals < 1) return null;
  const inBytes = (offset: number) => start + Buffer.byteLength(text.slice(0, offset));
  const keyStart = text.indexOf(trimmed);
  let valueStart = keyStart + equals + 1;
  const valueEnd = keyStart + trimmed.length;
  while (valueStart < valueEnd && isBlank(text.charCodeAt(valueStart))) valueStart++;
  return {
    key: trimmed.slice(0, equals).trim(),
    start,
    keyStart: inBytes(keyStart),
    valueStart: inBytes(valueStart),
    valueEnd: inBytes(valueEnd),
    end,
  };
}
