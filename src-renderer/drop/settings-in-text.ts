/** What a key is made of and comes with, whatever a tool calls it. */
export type SettingName =
  | 'accessKeyId'
  | 'secretAccessKey'
  | 'sessionToken'
  | 'userName'
  | 'region'
  | 'mfaSerial';

/** The settings of one profile section, of one JSON object, or of lines for a shell. */
export interface SettingGroup {
  /** The name of the section; null elsewhere. */
  readonly profile: string | null;
  /** More than one value where a name is set again to something else. */
  readonly values: Readonly<Values>;
}

/**
 * The settings of AWS in a text: variables in the way of any shell (`export`, `set`, `setx`, `$Env:`), sections of
 * an AWS file, or JSON as the AWS CLI prints it. It only finds them: what the AWS files really mean is for
 * `src-main/aws-files` to say, which follows their readers byte by byte.
 */
export function settingsIn(text: string): readonly SettingGroup[] {
  const json = objectsIn(text).map(settingsOf).filter(isAny);
  return json.length > 0 ? json : settingsInLines(text);
}

type Values = Partial<Record<SettingName, readonly string[]>>;

const SETTING_OF: ReadonlyMap<string, SettingName> = new Map([
  ['aws_access_key_id', 'accessKeyId'],
  ['accesskeyid', 'accessKeyId'],
  ['aws_secret_access_key', 'secretAccessKey'],
  ['secretaccesskey', 'secretAccessKey'],
  ['aws_session_token', 'sessionToken'],
  ['aws_security_token', 'sessionToken'],
  ['sessiontoken', 'sessionToken'],
  ['username', 'userName'],
  ['aws_region', 'region'],
  ['aws_default_region', 'region'],
  ['region', 'region'],
  ['mfa_serial', 'mfaSerial'],
]);

function isAny({ values }: SettingGroup): boolean {
  return Object.keys(values).length > 0;
}

/** The object itself, and where `aws iam create-access-key` and `aws sts …` put what they print. */
function objectsIn(text: string): readonly object[] {
  if (!text.startsWith('{')) return [];
  try {
    const whole = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return [whole, whole['AccessKey'], whole['Credentials']].filter(
      (part): part is object => typeof part === 'object' && part !== null,
    );
  } catch {
    return [];
  }
}

function settingsOf(object: object): SettingGroup {
  const values: Values = {};
  for (const [name, value] of Object.entries(object))
    if (typeof value === 'string') add(values, name, value);
  return { profile: null, values };
}

/** A name, not of a variable that is only read (`$X`, `%X%`), then `=`, `:` or, as `setx` has it, a blank. */
const ASSIGNMENT = new RegExp(
  `(?<![\\w$%-])(${[...SETTING_OF.keys()].join('|')})(?!\\w)["']?` +
    `(?:[ \\t]*[=:][ \\t]*|[ \\t]+)(?:"([^"]*)"|'([^']*)'|([^\\s"';&,<>|]+))`,
  'gi',
);
const COMMENT = /^\s*(?:#|;|\/\/|::|rem\s)/i;

function settingsInLines(text: string): readonly SettingGroup[] {
  let values: Values = {};
  const groups: SettingGroup[] = [{ profile: null, values }];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (COMMENT.test(line)) continue;
    const profile = sectionIn(line.trim());
    if (profile !== null) {
      values = {};
      groups.push({ profile, values });
    }
    for (const [, name = '', double, single, plain] of line.matchAll(ASSIGNMENT))
      add(values, name, double ?? single ?? plain ?? '');
  }
  return groups.filter(isAny);
}

function sectionIn(line: string): string | null {
  if (!line.startsWith('[') || !line.endsWith(']')) return null;
  return line
    .slice(1, -1)
    .trim()
    .replace(/^profile\s+/, '');
}

/** Adds what is set to something; an empty value says that there is none. */
function add(values: Values, name: string, value: string): void {
  const setting = SETTING_OF.get(name.toLowerCase());
  const text = value.trim();
  if (setting === undefined || text === '') return;
  const before = values[setting] ?? [];
  if (!before.includes(text)) values[setting] = [...before, text];
}
