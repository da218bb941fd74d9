import type { Reading } from './as-botocore.ts';

/**
 * A text as the JavaScript SDK reads it: `parseIni` of @smithy/core 3.41 (contracts.md §1.2). Sections
 * have its names: `profile.dev` for `[profile dev]`.
 */
export function readAsSmithy(text: string): Reading {
  const sections = new Map<string, Map<string, string>>();
  let section: string | null = null;
  let parent: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const cut = /(^|\s)[;#]/.exec(line);
    const kept = (cut === null ? line : line.slice(0, cut.index)).trim();
    if (kept.startsWith('[') && kept.endsWith(']')) {
      const header = kept.slice(1, -1);
      if (header === '__proto__' || header === 'profile __proto__') return null;
      section = smithySectionOf(header);
      parent = null;
      continue;
    }
    const equals = kept.indexOf('=');
    if (section === null || equals < 1) continue;
    const key = kept.slice(0, equals).trim();
    const value = kept.slice(equals + 1).trim();
    if (value === '') {
      parent = key;
      continue;
    }
    if (line.trimStart() === line) parent = null;
    const settings = sections.get(section) ?? new Map<string, string>();
    const name = parent === null ? key : `${parent}.${key}`;
    // A text assigned to an object's __proto__ is dropped.
    if (name !== '__proto__') settings.set(name, value);
    sections.set(section, settings);
  }
  return sections;
}

const PREFIXES = new Set(['profile', 'sso-session', 'services']);

/** What @smithy files a header's settings under; null when it ignores the section. */
export function smithySectionOf(header: string): string | null {
  const match = /^([\w-]+)\s(["'])?([\w-@+.%:/]+)\2$/.exec(header);
  if (match === null) return header === '' ? null : header;
  return PREFIXES.has(match[1]!) ? `${match[1]}.${match[3]}` : null;
}
