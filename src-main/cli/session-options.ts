import { InvalidArgumentError, type Command } from 'commander';
import type { SessionOptions, SessionTag } from '#shared/contract/session-options.ts';
import { visibleText } from '#shared/visible-text.ts';
import { readTextFile } from './read-text-file.ts';
import type { Terminal } from './terminal.ts';

/** As commander gives them; false where the option was taken away by `--no-…`. */
export interface GivenSessionOptions {
  readonly sourceIdentity?: string | false;
  readonly tag?: readonly SessionTag[] | false;
  readonly transitiveTag?: readonly string[] | false;
  readonly policyFile?: string | false;
  readonly policyArn?: readonly string[] | false;
}

/** What a command can say about the sessions of a target. */
export function withSessionOptions(command: Command): Command {
  return withNarrowingOptions(command)
    .option('--source-identity <WHO>', 'who CloudTrail shows behind the session')
    .option(
      '--transitive-tag <KEY>',
      'tag that goes on to roles assumed from it; may be repeated',
      collect((text) => text),
    );
}

/** Of these, what a scope can say. */
export function withNarrowingOptions(command: Command): Command {
  return command
    .option('--tag <KEY=VALUE>', 'session tag; may be repeated', collect(tagIn))
    .option('--policy-file <FILE>', 'session policy that narrows it, as JSON; - is standard input')
    .option(
      '--policy-arn <ARN>',
      'managed policy that narrows it; may be repeated',
      collect((text) => text),
    );
}

/** The same options, to be taken away again. */
export function withoutSessionOptions(command: Command): Command {
  return command
    .option('--no-source-identity', 'no source identity any more')
    .option('--no-tag', 'no tags any more')
    .option('--no-transitive-tag', 'no tag goes on any more')
    .option('--no-policy-file', 'no session policy any more')
    .option('--no-policy-arn', 'no managed policies any more');
}

/** As the contract takes them; what was not named is left out. Throws `input/invalid`. */
export async function readSessionOptions(
  terminal: Pick<Terminal, 'readInput'>,
  given: GivenSessionOptions,
): Promise<Partial<SessionOptions>> {
  const { sourceIdentity, tag, transitiveTag, policyFile, policyArn } = given;
  return {
    ...(sourceIdentity === undefined ? {} : { sourceIdentity: sourceIdentity || null }),
    ...(tag === undefined ? {} : { tags: [...(tag || [])] }),
    ...(transitiveTag === undefined ? {} : { transitiveTagKeys: [...(transitiveTag || [])] }),
    ...(policyArn === undefined ? {} : { policyArns: [...(policyArn || [])] }),
    ...(policyFile === undefined
      ? {}
      : { policy: policyFile === false ? null : await readPolicy(terminal, policyFile) }),
  };
}

/** Lines for `printFacts`; the policy itself is longer than a line. */
export function sessionOptionFacts(
  options: SessionOptions,
): readonly (readonly [string, string | null])[] {
  const goOn = new Set(options.transitiveTagKeys);
  return [
    ['Source identity', options.sourceIdentity],
    ...options.tags.map(
      ({ key, value }) => ['Tag', `${key}=${value}${goOn.has(key) ? ' (goes on)' : ''}`] as const,
    ),
    ...options.policyArns.map((arn) => ['Managed policy', arn] as const),
  ];
}

/** The inline policy as it was given, a little to the right; null where there is none. */
export function sessionPolicyText({ policy }: SessionOptions): string | null {
  if (policy === null) return null;
  const lines = policy.trimEnd().split(/\r?\n/);
  return ['Session policy', ...lines.map((line) => `  ${visibleText(line)}`)].join('\n');
}

function collect<T>(read: (text: string) => T) {
  return (text: string, before: readonly T[] | boolean | undefined): readonly T[] => [
    ...(Array.isArray(before) ? (before as readonly T[]) : []),
    read(text),
  ];
}

function tagIn(text: string): SessionTag {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It takes KEY=VALUE, team=data.');
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}

/** Far above what AWS takes, so that the contract can say by how much it is too long. */
const POLICY_MAX_BYTES = 64 * 1024;

async function readPolicy(terminal: Pick<Terminal, 'readInput'>, file: string): Promise<string> {
  // Windows PowerShell writes a byte order mark, which is no part of the policy.
  const text =
    file === '-'
      ? await terminal.readInput()
      : await readTextFile(file, {
          field: '--policy-file',
          maximumBytes: POLICY_MAX_BYTES,
          tooLong: 'it is longer than any session policy',
        });
  return text.replace(/^\uFEFF/, '').trimEnd();
}
