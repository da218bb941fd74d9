import { smithySectionOf } from './as-smithy.ts';
import type { AwsFile, Document, Section } from './document.ts';

/** The profile that a section stands for, for each reader; null for the one that sees none. */
export interface ProfileNames {
  readonly botocore: string | null;
  readonly smithy: string | null;
}

export function profileNamesOf(
  section: Pick<Section, 'botocoreName' | 'smithyName'>,
  kind: AwsFile['kind'],
): ProfileNames {
  return {
    botocore: section.botocoreName === null ? null : botocoreProfileOf(section.botocoreName, kind),
    smithy: section.smithyName === null ? null : smithyProfileOf(section.smithyName, kind),
  };
}

/** Every section that at least one reader takes for this profile. */
export function sectionsOfProfile(document: Document, profile: string): readonly Section[] {
  const couldBe = (name: string | null) =>
    name !== null && (name.includes(profile) || /["'\\]/.test(name));
  return document.sections.filter((section) => {
    const { botocoreName, smithyName } = section;
    if (!couldBe(botocoreName) && (smithyName === botocoreName || !couldBe(smithyName)))
      return false;
    const names = profileNamesOf(section, document.file.kind);
    return names.botocore === profile || names.smithy === profile;
  });
}

/** The text between the brackets as Latchkey writes it (contracts.md L6). */
export function headerOf(profile: string, kind: AwsFile['kind']): string {
  return kind === 'credentials' || profile === 'default' ? profile : `profile ${profile}`;
}

/** botocore's `build_profile_map`; the credentials file has no prefixes. `[DEFAULT]` is no section of Python's. */
function botocoreProfileOf(name: string, kind: AwsFile['kind']): string | null {
  if (name === 'DEFAULT') return null;
  if (kind === 'credentials' || name === 'default') return name;
  if (!name.startsWith('profile')) return null;
  const words = shellWords(name);
  return words?.length === 2 ? words[1]! : null;
}

/** @smithy's `getConfigData`: of the config file, `profile.` and what stands before another dot. */
function smithyProfileOf(header: string, kind: AwsFile['kind']): string | null {
  const section = smithySectionOf(header);
  if (section === null || kind === 'credentials' || section === 'default') return section;
  return section.startsWith('profile.') ? section.slice('profile.'.length) : null;
}

/** Python's `shlex.split`; null where it raises: an open quote, a backslash at the end. */
function shellWords(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (quote === '' && /[ \t\r\n]/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (char === '\\' && quote !== "'") {
      const escaped = text[++at];
      if (escaped === undefined) return null;
      const isLiteral = quote === '"' && escaped !== '"' && escaped !== '\\';
      word = `${word ?? ''}${isLiteral ? '\\' : ''}${escaped}`;
    } else word = `${word ?? ''}${char}`;
  }
  if (quote !== '') return null;
  return word === null ? words : [...words, word];
}
