import { readAsBotocore } from '../aws-files/as-botocore.ts';
import { readAsSmithy, smithySectionOf } from '../aws-files/as-smithy.ts';
import {
  coreEnd,
  keyOf,
  textOf,
  type Document,
  type Section,
  type Setting,
} from '../aws-files/document.ts';
import { headerOf } from '../aws-files/profile-names.ts';
import { isSameReading } from '../aws-files/same-reading.ts';
import type { Splice } from '../aws-files/splice.ts';
import { baseOf } from './import-settings.ts';

/** What leaves the files for one profile, so that a delivered session may stand there. */
export interface TakeOut {
  readonly profile: string;
  /** In the credentials file it goes whole; its comments stay. */
  readonly credentials: Section | null;
  readonly config: Section | null;
  /** The settings that go for good. The others move to the config file, or stay there. */
  readonly drop: ReadonlySet<string>;
  /** Whether the config file's section goes too, with all that is in it. */
  readonly dropsConfig: boolean;
}

export interface Documents {
  readonly credentials: Document;
  readonly config: Document;
}

export interface EditedFiles {
  readonly credentials: Uint8Array;
  readonly config: Uint8Array;
}

/**
 * Takes many profiles out in one pass over each file. Null when one of AWS's readers would then read
 * anything else differently: it is proven on the whole of both files, not on the neighbourhood.
 */
export function takeOut(documents: Documents, all: readonly TakeOut[]): EditedFiles | null {
  const { credentials, config } = documents;
  if (all.length === 0) return { credentials: credentials.bytes, config: config.bytes };
  const edited = {
    credentials: applyAll(
      credentials.bytes,
      all.flatMap((one) =>
        one.credentials === null ? [] : removeWhole(credentials, one.credentials),
      ),
    ),
    config: applyAll(config.bytes, configSplices(documents, all)),
  };
  return isAsMeant(documents, edited, all) ? edited : null;
}

/** The settings of the credentials file's section that move to the config file. */
export function movedSettings(
  { credentials }: Documents,
  { credentials: section, drop, dropsConfig }: TakeOut,
): readonly Setting[] {
  if (section === null || dropsConfig) return [];
  return section.settings.filter((setting) => !drop.has(keyOf(credentials, setting)));
}

function configSplices(documents: Documents, all: readonly TakeOut[]): Splice[] {
  const { config } = documents;
  const splices: Splice[] = [];
  let appended = '';
  for (const one of all) {
    if (one.config !== null && one.dropsConfig) splices.push(...removeWhole(config, one.config));
    if (one.dropsConfig) continue;
    const moved = movedSettings(documents, one);
    const last = one.config?.settings.at(-1);
    // As deep as the line before, so that neither reader takes it for nested.
    const indent = last === undefined ? '' : textOf(config, last.start, last.keyStart);
    const lines = moved.map((setting) => `${indent}${lineOf(documents, setting)}`).join('');
    if (one.config === null) {
      if (lines !== '')
        appended += `${appended === '' ? leadOf(config) : config.lineEnd}[${headerOf(one.profile, 'config')}]${config.lineEnd}${lines}`;
      continue;
    }
    const movedKeys = new Set(moved.map((setting) => keyOf(documents.credentials, setting)));
    const gone = one.config.settings.filter((setting) => {
      const key = keyOf(config, setting);
      return one.drop.has(key) || movedKeys.has(key);
    });
    splices.push(...gone.map(({ start, end }) => ({ start, end, text: '' })));
    if (lines !== '')
      splices.push(
        insertion(config, one.config, {
          lines,
          lastIsGone: last !== undefined && gone.includes(last),
        }),
      );
  }
  if (appended !== '')
    splices.push({ start: config.bytes.length, end: config.bytes.length, text: appended });
  return splices;
}

/** Header and settings; what stands between them is comments, and stays. The blank lines below go with it. */
function removeWhole(document: Document, section: Section): Splice[] {
  const spans = [{ start: section.start, end: section.headerEnd }, ...section.settings].map(
    ({ start, end }) => ({ start, end, text: '' }),
  );
  const after = coreEnd(section);
  const blank = /^(?:[ \t]*\r?\n)+/.exec(textOf(document, after, section.end))?.[0] ?? '';
  const isApart =
    section.start === 0 ||
    /\n[ \t]*\r?\n$/.test(textOf(document, Math.max(0, section.start - 64), section.start));
  return blank !== '' && isApart
    ? [...spans, { start: after, end: after + Buffer.byteLength(blank), text: '' }]
    : spans;
}

/** A setting's own bytes, at the start of a line and with the config file's line ends. */
function lineOf({ credentials, config }: Documents, setting: Setting): string {
  const text = textOf(credentials, setting.keyStart, setting.end).replaceAll(
    /\r?\n/g,
    config.lineEnd,
  );
  return text.endsWith('\n') ? text : `${text}${config.lineEnd}`;
}

function insertion(
  config: Document,
  section: Section,
  { lines, lastIsGone }: { lines: string; lastIsGone: boolean },
): Splice {
  const at = coreEnd(section);
  const isOpenEnd = !lastIsGone && config.bytes[at - 1] !== LF;
  return { start: at, end: at, text: `${isOpenEnd ? config.lineEnd : ''}${lines}` };
}

const LF = 0x0a;

function leadOf({ bytes, lineEnd }: Document): string {
  if (bytes.length === 0) return '';
  return bytes.at(-1) === LF ? lineEnd : `${lineEnd}${lineEnd}`;
}

function applyAll(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of splices.toSorted(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    parts.push(bytes.subarray(at, start), Buffer.from(text));
    at = Math.max(at, end);
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}

function isAsMeant(
  { credentials, config }: Documents,
  edited: EditedFiles,
  all: readonly TakeOut[],
): boolean {
  const readers = [
    {
      read: readAsBotocore,
      nameOf: (section: Section) => section.botocoreName,
      header: (text: string) => text,
    },
    {
      read: readAsSmithy,
      nameOf: (section: Section) =>
        section.smithyName === null ? null : smithySectionOf(section.smithyName),
      header: smithySectionOf,
    },
  ];
  return readers.every(({ read, nameOf, header }) => {
    const before = {
      credentials: read(textOfBytes(credentials.bytes)),
      config: read(textOfBytes(config.bytes)),
    };
    const after = {
      credentials: read(textOfBytes(edited.credentials)),
      config: read(textOfBytes(edited.config)),
    };
    if (
      before.credentials === null ||
      before.config === null ||
      after.credentials === null ||
      after.config === null
    )
      return false;
    const meant = { credentials: new Map(before.credentials), config: new Map(before.config) };
    for (const one of all) {
      const inCredentials = one.credentials === null ? null : nameOf(one.credentials);
      const moved =
        one.dropsConfig || inCredentials === null
          ? new Map<string, string>()
          : without(before.credentials.get(inCredentials), one.drop);
      if (inCredentials !== null) meant.credentials.delete(inCredentials);
      const inConfig =
        one.config === null ? header(headerOf(one.profile, 'config')) : nameOf(one.config);
      if (inConfig === null) return false;
      const kept = one.dropsConfig
        ? new Map<string, string>()
        : without(before.config.get(inConfig), one.drop);
      meant.config.set(
        inConfig,
        new Map([...without(kept, new Set([...moved.keys()].map(baseOf))), ...moved]),
      );
    }
    return (
      isSameReading(meant.credentials, after.credentials) &&
      isSameReading(meant.config, after.config)
    );
  });
}

function without(
  settings: ReadonlyMap<string, string> | undefined,
  bases: ReadonlySet<string>,
): Map<string, string> {
  return new Map([...(settings ?? [])].filter(([key]) => !bases.has(baseOf(key))));
}

function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
