import { pythonStrip, pythonStripEnd } from './blanks.ts';

/** What a reader finds: settings by the section's own name; nested ones as `s3.addressing_style`. Null: it fails on the whole text. */
export type Reading = ReadonlyMap<string, ReadonlyMap<string, string>> | null;

/**
 * A text as botocore reads it: Python's `RawConfigParser` in its defaults, then nested settings
 * (contracts.md §1.2). `[DEFAULT]` stands for itself and does not leak here.
 */
export function readAsBotocore(text: string): Reading {
  const sections = new Map<string, Map<string, string[]>>();
  let section: Map<string, string[]> | null = null;
  let value: string[] | null = null;
  let depth = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const stripped = pythonStrip(line);
    if (stripped === '') {
      value?.push('');
      continue;
    }
    if (stripped.startsWith('#') || stripped.startsWith(';')) continue;
    const indent = line.indexOf(stripped);
    if (value !== null && indent > depth) {
      value.push(stripped);
      continue;
    }
    depth = indent;
    const header = /^\[([^\n]+)\]/.exec(stripped)?.[1];
    if (header !== undefined) {
      if (sections.has(header) && header !== 'DEFAULT') return null;
      section = sections.get(header) ?? new Map<string, string[]>();
      sections.set(header, section);
      value = null;
      continue;
    }
    const delimiter = stripped.search(/[=:]/);
    if (section === null || delimiter < 1) return null;
    const key = pythonStripEnd(stripped.slice(0, delimiter)).toLowerCase();
    if (section.has(key)) return null;
    value = [pythonStrip(stripped.slice(delimiter + 1))];
    section.set(key, value);
  }
  return flatten(sections);
}

function flatten(sections: ReadonlyMap<string, ReadonlyMap<string, string[]>>): Reading {
  const reading = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, settings] of sections) {
    const flat = new Map<string, string>();
    for (const [key, lines] of settings) {
      const value = pythonStripEnd(lines.join('\n'));
      if (!value.startsWith('\n')) {
        flat.set(key, value);
        continue;
      }
      for (const line of value.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)) {
        const nested = pythonStrip(line);
        if (nested === '') continue;
        const equals = nested.indexOf('=');
        // botocore looks into [DEFAULT] only by way of other sections.
        if (equals < 0 && (name !== 'DEFAULT' || sections.size > 1)) return null;
        flat.set(
          `${key}.${pythonStripEnd(nested.slice(0, equals))}`,
          pythonStrip(nested.slice(equals + 1)),
        );
      }
    }
    reading.set(name, flat);
  }
  return reading;
}
