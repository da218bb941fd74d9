/**
 * Where botocore (AWS CLI, boto3) and @smithy (the JavaScript SDK) read a file differently, or where
 * one of them cannot read it at all (contracts.md §1.2, §1.4). `blocks` is what an edit may not
 * touch then: `bytes` the whole file, even to remove a section; `file` the whole file, except that a
 * section may be removed; `section` and `setting` only these; `nothing` is a warning.
 */
export interface Lint {
  readonly rule: LintRule;
  /** Counted from 1, by LF. */
  readonly line: number;
}

export type LintRule = keyof typeof LINTS;
export type Blocks = 'bytes' | 'file' | 'section' | 'setting' | 'nothing';

export const LINTS = {
  'utf-16': { blocks: 'bytes', detail: 'the file is UTF-16; AWS tools read UTF-8' },
  'not-utf-8': {
    blocks: 'bytes',
    detail: 'the file is not valid UTF-8, so the AWS CLI cannot read any of it',
  },
  'lone-cr': {
    blocks: 'bytes',
    detail:
      'a carriage return stands alone: a line end for the AWS CLI, not for the JavaScript SDK',
  },
  'odd-blank': {
    blocks: 'bytes',
    detail: 'an invisible character here is a blank for only one of AWS’s readers',
  },

  bom: {
    blocks: 'file',
    detail: 'the file begins with a byte order mark, so the AWS CLI cannot read any of it',
  },
  'duplicate-section': {
    blocks: 'file',
    detail: 'the section stands in the file twice, so the AWS CLI cannot read any of it',
  },
  'duplicate-key': {
    blocks: 'file',
    detail: 'the setting stands in its section twice, so the AWS CLI cannot read any of the file',
  },
  'no-delimiter': {
    blocks: 'file',
    detail: 'the line has no "=", so the AWS CLI cannot read any of the file',
  },
  'empty-key': {
    blocks: 'file',
    detail: 'nothing stands before the "=", so the AWS CLI cannot read any of the file',
  },
  'before-first-section': {
    blocks: 'file',
    detail:
      'the setting stands before the first section, so the AWS CLI cannot read any of the file',
  },
  'header-unterminated': {
    blocks: 'file',
    detail: 'the "[" has no "]", so the AWS CLI cannot read any of the file',
  },
  'header-empty': {
    blocks: 'file',
    detail: 'the section has no name, so the AWS CLI cannot read any of the file',
  },
  'nested-no-delimiter': {
    blocks: 'file',
    detail: 'the indented line has no "=", so the AWS CLI cannot read any of the file',
  },
  'proto-name': {
    blocks: 'file',
    detail: 'because of this name the JavaScript SDK takes the whole file for empty',
  },

  'header-trailing-text': {
    blocks: 'section',
    detail: 'text follows the "]", so the JavaScript SDK does not see the section',
  },
  'header-brackets': {
    blocks: 'section',
    detail: 'a second "]" follows, so the AWS CLI reads another section name',
  },
  'header-indented': {
    blocks: 'section',
    detail: 'the header is indented, so the AWS CLI takes it for a part of the value above',
  },
  'header-one-reader': {
    blocks: 'section',
    detail: 'only one of AWS’s readers finds the profile under this header',
  },
  'profile-twice': {
    blocks: 'section',
    detail: 'two sections stand for this profile, and AWS’s readers disagree which one counts',
  },

  'colon-in-key': {
    blocks: 'setting',
    detail: 'the AWS CLI ends the name at the ":", the JavaScript SDK at the "="',
  },
  'continuation-looks-like-key': {
    blocks: 'setting',
    detail:
      'the AWS CLI takes the indented line for a part of the value above, the JavaScript SDK for a setting',
  },
  'nested-differs': {
    blocks: 'setting',
    detail: 'AWS’s readers disagree whether the indented line belongs to the setting above',
  },
  'nested-too-deep': {
    blocks: 'setting',
    detail: 'AWS’s readers disagree about a third level of settings',
  },
  'nested-line-separator': {
    blocks: 'setting',
    detail:
      'the AWS CLI splits the line at a separator character in it, the JavaScript SDK does not',
  },

  continuation: {
    blocks: 'nothing',
    detail: 'the JavaScript SDK reads only the first line of the value',
  },
  'inline-comment': {
    blocks: 'nothing',
    detail: 'the AWS CLI reads the comment as a part of the value, the JavaScript SDK cuts it off',
  },
  'key-case': { blocks: 'nothing', detail: 'the JavaScript SDK reads settings in lower case only' },
  'colon-delimiter': { blocks: 'nothing', detail: 'the JavaScript SDK reads only "=", not ":"' },
  'empty-value': {
    blocks: 'nothing',
    detail: 'an empty text for the AWS CLI, not set for the JavaScript SDK',
  },
  'default-leaks': {
    blocks: 'nothing',
    detail: 'the AWS CLI adds what stands in [DEFAULT] to every section',
  },
  'only-aws-cli': { blocks: 'nothing', detail: 'only the AWS CLI reads a profile of this name' },
  'missing-profile-prefix': {
    blocks: 'nothing',
    detail: 'in the config file a profile is written [profile NAME]',
  },
  'profile-prefix': {
    blocks: 'nothing',
    detail: 'in the credentials file a profile is written [NAME], without "profile"',
  },
  'unreadable-section': { blocks: 'nothing', detail: 'no AWS tool reads this as a profile' },
} as const satisfies Record<string, { blocks: Blocks; detail: string }>;
