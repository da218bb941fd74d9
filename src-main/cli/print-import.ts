import type { ImportOutcome, ImportPlan } from '#shared/contract/import-plan.ts';
import type { Failure } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { importWarningWords, leftWords } from '#shared/words/import.ts';
import type { Environment } from '../platform/home.ts';
import { printDiff } from './print-diff.ts';
import { shortPath } from './short-path.ts';
import { printTable } from './table.ts';
import { visibleText } from '#shared/visible-text.ts';

interface Look {
  readonly environment: Environment;
  readonly dim: (text: string) => string;
}

/** A plan for a person: what lies in plain text, what becomes of it, what stays and why, and the diff. */
export function printPlan(plan: ImportPlan, look: Look): string {
  const { environment, dim } = look;
  const remarks = <T extends Place>(items: readonly T[], words: (item: T) => string) =>
    items.map((item) => `  ${visibleText(`${headOf(item, environment)}${words(item)}`)}`);
  const parts = [
    [
      'Keys in plain text',
      plan.keys.length === 0 ? [] : [indented(printTable(KEYS, plan.keys, dim))],
    ],
    [
      'Become identities',
      plan.identities.length === 0 ? [] : [indented(printTable(IDENTITIES, plan.identities, dim))],
    ],
    ['Become roles', plan.roles.length === 0 ? [] : [indented(printTable(ROLES, plan.roles, dim))]],
    ['Stay as they are', remarks(plan.left, leftWords)],
    ['Good to know', remarks(plan.warnings, importWarningWords)],
    ['Cannot be read', plan.failures.map((failure) => `  ${visibleText(failureText(failure))}`)],
  ] as const;
  const blocks = parts.flatMap(([title, lines]) =>
    lines.length === 0 ? [] : [[title, ...lines].join('\n')],
  );
  const diffs = plan.files.map((file) => printDiff(file, environment));
  return [...blocks, ...diffs].join('\n\n');
}

/** Whether there is anything to do at all. */
export function isEmpty({ identities, roles }: ImportPlan): boolean {
  return identities.length + roles.length === 0;
}

/** What was done, and what is left for a person to do. */
export function printOutcome(
  outcome: ImportOutcome,
  plan: ImportPlan,
  { environment }: Look,
): string {
  const { identities, roles } = plan;
  const keys = new Set(identities.map(({ accessKeyId }) => accessKeyId)).size;
  const done = [
    keys === 0 ? '' : `${counted(keys, 'key')} ${keys === 1 ? 'rests' : 'rest'} in the vault now.`,
    roles.length === 0 ? '' : `${counted(roles.length, 'role')} taken over.`,
    outcome.changedFiles.length === 0
      ? ''
      : `Changed ${outcome.changedFiles.map((file) => shortPath(file, environment)).join(', ')}; a backup was kept.`,
  ].filter((text) => text !== '');
  const started = outcome.switched
    .filter(({ kind }) => kind === 'started')
    .map(({ target }) => target);
  if (started.length > 0) done.push(`Switched to ${started.join(', ')}.`);
  const failed = outcome.switched.flatMap((item) =>
    item.kind === 'failed'
      ? [`${item.target} could not be switched to: ${failureText(item.failure)}`]
      : [],
  );
  const waiting = outcome.toSwitch.slice(0, MOST_SHOWN);
  const more = outcome.toSwitch.length - waiting.length;
  const next = waiting.map((name) => `  latchkey switch ${name}`);
  if (more > 0) next.push(`  … and ${more} more`);
  const rest =
    next.length === 0
      ? []
      : ['These profiles have no credentials until you switch to them:', ...next];
  return [done.join(' '), ...failed, ...rest].map(visibleLines).join('\n');
}

const MOST_SHOWN = 20;

const KEYS = [
  { title: 'key', of: (key: ImportPlan['keys'][number]) => key.accessKeyId },
  { title: 'profiles', of: (key: ImportPlan['keys'][number]) => key.profiles.join(', ') },
  { title: 'belongs to', of: (key: ImportPlan['keys'][number]) => ownerText(key.proof) },
];

const IDENTITIES = [
  { title: 'name', of: (one: ImportPlan['identities'][number]) => one.name },
  { title: 'profile', of: (one: ImportPlan['identities'][number]) => one.profile },
  { title: 'key', of: (one: ImportPlan['identities'][number]) => one.accessKeyId },
  { title: 'mfa device', of: (one: ImportPlan['identities'][number]) => one.mfaSerial },
  { title: 'region', of: (one: ImportPlan['identities'][number]) => one.region },
];

const ROLES = [
  { title: 'name', of: (one: ImportPlan['roles'][number]) => one.name },
  { title: 'profile', of: (one: ImportPlan['roles'][number]) => one.profile },
  { title: 'role', of: (one: ImportPlan['roles'][number]) => one.roleArn },
  { title: 'source', of: (one: ImportPlan['roles'][number]) => one.source },
  { title: 'mfa', of: (one: ImportPlan['roles'][number]) => one.mfa },
];

function ownerText(proof: ImportPlan['keys'][number]['proof']): string {
  return proof.state === 'proven'
    ? proof.arn
    : `not proven: ${wordsOf(proof.failure as Failure).title}`;
}

function failureText(failure: ImportPlan['failures'][number]): string {
  const { title, explanation, action } = wordsOf(failure as Failure);
  return `${title}. ${explanation} ${action}`;
}

type Place = Pick<ImportPlan['left'][number], 'profile' | 'path' | 'line'>;

/** `dana (~/.aws/credentials:3): ` */
function headOf({ profile, path, line }: Place, environment: Environment): string {
  const place =
    path === null ? '' : `${shortPath(path, environment)}${line === null ? '' : `:${line}`}`;
  if (profile === '') return `${place}: `;
  return place === '' ? `${profile}: ` : `${profile} (${place}): `;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
