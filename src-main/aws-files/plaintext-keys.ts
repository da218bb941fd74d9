import { keyOf, textOf, type Document, type Section } from './document.ts';
import { profileNamesOf } from './profile-names.ts';

/** A long-term access key whose secret stands in a file, for every program that can read it. */
export interface PlaintextKey {
  readonly accessKeyId: string;
  /** As botocore calls it, or else the JavaScript SDK. */
  readonly profile: string;
  readonly path: string;
  /** Of the access key id. */
  readonly line: number;
}

/** Every one of them, in the order of the file. Keys that begin with ASIA are short-lived and do not count. */
export function plaintextKeys(document: Document): readonly PlaintextKey[] {
  const { path, kind } = document.file;
  return document.sections.flatMap((section) => {
    const id = valueIn(document, section, 'aws_access_key_id');
    const secret = valueIn(document, section, 'aws_secret_access_key');
    if (id === null || secret === null || !LONG_TERM_KEY.test(id.value)) return [];
    const { botocore, smithy } = profileNamesOf(section, kind);
    const profile = botocore ?? smithy;
    return profile === null ? [] : [{ accessKeyId: id.value, profile, path, line: id.line }];
  });
}

const LONG_TERM_KEY = /^(?!ASIA)[A-Z0-9]{16,128}$/;

function valueIn(
  document: Document,
  section: Section,
  key: string,
): { readonly value: string; readonly line: number } | null {
  const setting = section.settings.find((one) => keyOf(document, one) === key);
  if (setting === undefined) return null;
  const value = textOf(document, setting.valueStart, setting.valueEnd);
  return value === '' ? null : { value, line: setting.line };
}
