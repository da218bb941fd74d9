import { readAsBotocore, type Reading } from './as-botocore.ts';
import { readAsSmithy } from './as-smithy.ts';
import { hasKey, textOf, type Document, type Section, type Setting } from './document.ts';
import { profileNamesOf } from './profile-names.ts';

/** A profile over both files, as each of AWS's readers finds it. */
export interface Profile {
  readonly name: string;
  /** The credentials file's first: its settings win. */
  readonly places: readonly { readonly document: Document; readonly section: Section }[];
}

/** A setting's value for each reader; null for the one that does not see it. */
export interface ProfileSetting {
  readonly botocore: string | null;
  readonly smithy: string | null;
  readonly path: string;
  readonly line: number;
}

/** Every profile that at least one reader finds, in the order of the files, credentials first. */
export function readProfiles(credentials: Document, config: Document): readonly Profile[] {
  const profiles = new Map<
    string,
    { name: string; places: { document: Document; section: Section }[] }
  >();
  for (const document of [credentials, config]) {
    for (const section of document.sections) {
      const names = profileNamesOf(section, document.file.kind);
      for (const name of new Set([names.botocore, names.smithy])) {
        if (name === null) continue;
        const profile = profiles.get(name) ?? { name, places: [] };
        profile.places.push({ document, section });
        profiles.set(name, profile);
      }
    }
  }
  return [...profiles.values()];
}

/** The setting as it counts: the credentials file wins over the config file. Null when no reader sees it. */
export function settingOf(profile: Profile, key: string): ProfileSetting | null {
  const all = profile.places.flatMap(
    ({ document, section }) => settingIn(document, section, key) ?? [],
  );
  const [first] = all;
  if (first === undefined) return null;
  return {
    ...first,
    botocore: all.find(({ botocore }) => botocore !== null)?.botocore ?? null,
    smithy: all.find(({ smithy }) => smithy !== null)?.smithy ?? null,
  };
}

/** The value that all readers agree on; null when there is none. */
export function agreedValue(setting: ProfileSetting | null): string | null {
  return setting !== null && setting.botocore === setting.smithy ? setting.botocore : null;
}

function settingIn(document: Document, section: Section, key: string): ProfileSetting | null {
  const [setting, second] = section.settings.filter((candidate) =>
    hasKey(document, candidate, key),
  );
  const { path } = document.file;
  const isCertain =
    second === undefined &&
    section.blockedBy === null &&
    section.settings.every(({ blockedBy }) => blockedBy === null);
  if (setting !== undefined && isCertain && isPlain(document, setting)) {
    const value = textOf(document, setting.valueStart, setting.valueEnd);
    return { botocore: value, smithy: value, path, line: setting.line };
  }
  if (setting === undefined && isCertain) return null;
  const text = textOf(document, section.start, section.end);
  const botocore = only(readAsBotocore(text))?.get(key) ?? null;
  const smithy = only(readAsSmithy(text))?.get(key) ?? null;
  if (botocore === null && smithy === null) return null;
  return { botocore, smithy, path, line: setting?.line ?? section.line };
}

function only(reading: Reading): ReadonlyMap<string, string> | undefined {
  return reading === null ? undefined : [...reading.values()][0];
}

/** On one line, with "=", in lower case, without a comment: the same for both readers. */
function isPlain({ bytes }: Document, setting: Setting): boolean {
  if (setting.comment >= 0 || setting.valueStart === setting.valueEnd) return false;
  if (bytes[setting.delimiter] !== 0x3d || setting.end - setting.lineEnd > 2) return false;
  for (let at = setting.keyStart; at < setting.keyEnd; at++) {
    const code = bytes[at]!;
    if (code > 0x7e || (code >= 0x41 && code <= 0x5a)) return false;
  }
  return true;
}
