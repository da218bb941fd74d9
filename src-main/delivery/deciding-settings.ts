import { readAsSmithy } from '../aws-files/as-smithy.ts';
import { keyOf, textOf, type Document, type Section } from '../aws-files/document.ts';
import { refuse } from '../aws-files/refuse.ts';

/** Settings that make AWS's tools take other credentials than ours, or send them elsewhere (contracts.md §1.1). */
const DECIDING = new Set([
  'role_arn',
  'source_profile',
  'credential_source',
  'credential_process',
  'web_identity_token_file',
  'login_session',
  'endpoint_url',
  'services',
]);
const KEYS = new Set(['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']);

/** Whether a section of the config file decides where credentials come from, for either reader. */
export function decidesCredentials(document: Document, section: Section): boolean {
  return [...keysOf(document, section)].some((key) => isDeciding(key) || KEYS.has(key));
}

/** Refuses a `[DEFAULT]` that would make botocore ignore or misdirect our keys in every profile. */
export function checkDefaultSection(document: Document): void {
  for (const section of document.sections) {
    if (section.botocoreName !== 'DEFAULT') continue;
    const key = [...keysOf(document, section)].find(isDeciding);
    if (key === undefined) continue;
    refuse(
      document,
      section.line,
      'default-leaks',
      `the AWS CLI adds ${key} from [DEFAULT] to every profile`,
    );
  }
}

function isDeciding(key: string): boolean {
  return DECIDING.has(key) || key.startsWith('sso_');
}

function keysOf(document: Document, section: Section): Set<string> {
  const smithy =
    readAsSmithy(textOf(document, section.start, section.end)) ??
    new Map<string, ReadonlyMap<string, string>>();
  return new Set([
    ...section.settings.map((setting) => keyOf(document, setting)),
    ...[...smithy.values()].flatMap((settings) => [...settings.keys()]),
  ]);
}
