import type { Command } from 'commander';
import type {
  Backup,
  FileLint,
  OwnedProfile,
  ProfileDiff,
} from '#shared/contract/profile-files.ts';
import { AppError, type Failure } from '#shared/errors.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { exitCodeOf } from '../exit-code.ts';
import { explainFailure } from '../explain-failure.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';
import { printDiff } from '../print-diff.ts';
import { shortPath } from '../short-path.ts';
import { printTable } from '../table.ts';
import { visibleText } from '#shared/visible-text.ts';
import { jsonText } from '../json-text.ts';

/** What Latchkey changes in the AWS files: shown, put back, mended. */
export function addProfileCommands(program: Command, context: CommandContext): void {
  const profile = program
    .command('profile')
    .description('what Latchkey changes in the AWS files, and how to take it back');
  addDiff(profile, context);
  addUndo(profile, context);
  addLint(profile, context);
}

function addDiff(profile: Command, context: CommandContext): void {
  const { terminal } = context;
  const diff = profile
    .command('diff [TARGET]')
    .description('show what switching would write, or, without a name, what has changed')
    .action((target: string | undefined, options: CommonOptions) =>
      atDesk(context, options, async ({ call }) => {
        const found = await call((client) => client.profiles.diff({ target }));
        if (options.json) terminal.print(jsonText(found));
        else terminal.print(diffText(found, target, context));
        if (found.failure === null) return;
        const failure = found.failure as Failure;
        const invocation = { command: 'profile diff', subject: target ?? null, hasScope: false };
        if (!options.json) terminal.say(explainFailure(failure, invocation, terminal.width));
        context.exitWith(exitCodeOf(failure.code));
      }),
    );
  examples(withJson(withPassphrase(diff)), ['latchkey profile diff dev', 'latchkey profile diff']);
}

function diffText(found: ProfileDiff, target: string | undefined, context: CommandContext): string {
  const { environment, terminal } = context;
  const disturbed = found.owned.filter(({ standing }) => standing !== 'as-written');
  const blocks = found.files.map((file) => printDiff(file, environment, terminal));
  if (blocks.length === 0 && found.failure === null)
    blocks.push(
      target === undefined
        ? 'Nothing has changed since the newest backups.'
        : `Switching to ${visibleText(target)} would change nothing in the AWS files.`,
    );
  if (target === undefined && disturbed.length > 0) blocks.push(ownedText(disturbed, context));
  return blocks.join('\n\n');
}

function ownedText(
  owned: readonly OwnedProfile[],
  { environment, terminal }: CommandContext,
): string {
  const columns = [
    { title: 'profile', of: (one: OwnedProfile) => one.profile },
    {
      title: 'since Latchkey wrote it',
      of: (one: OwnedProfile) => (one.standing === 'gone' ? 'removed' : 'changed'),
    },
    { title: 'in', of: (one: OwnedProfile) => placeOf(one, environment) },
  ];
  return printTable(columns, owned, terminal.dim);
}

interface UndoOptions extends CommonOptions {
  readonly list?: boolean;
  readonly dryRun?: boolean;
  readonly insist?: boolean;
}

function addUndo(profile: Command, context: CommandContext): void {
  const undo = profile
    .command('undo [BACKUP]')
    .description('put the AWS files back to before the latest change, or to a backup')
    .option('--list', 'list the backups, newest first')
    .option('--dry-run', 'only show what would be put back')
    .option('--insist', 'although somebody else has changed the file since')
    .action((backup: string | undefined, options: UndoOptions) =>
      options.list === true
        ? listBackups(context, backup, options)
        : undoChange(context, backup, options),
    );
  examples(withJson(withPassphrase(undo)), [
    'latchkey profile undo --list',
    'latchkey profile undo --dry-run',
    'latchkey profile undo',
  ]);
}

async function listBackups(
  context: CommandContext,
  backup: string | undefined,
  options: UndoOptions,
): Promise<void> {
  const { terminal, environment } = context;
  if (backup !== undefined) {
    throw new AppError('input/invalid', { field: '--list', problem: 'it takes no backup' });
  }
  const backups = await atDesk(context, options, ({ client }) => client.profiles.backups({}));
  const columns = [
    { title: 'backup', of: (one: Backup) => one.id },
    { title: 'made', of: (one: Backup) => one.takenAt },
    { title: 'before', of: (one: Backup) => one.why },
    {
      title: 'of',
      of: (one: Backup) => one.files.map(({ path }) => shortPath(path, environment)).join(', '),
    },
  ];
  if (options.json) terminal.print(jsonText(backups));
  else if (backups.length === 0)
    terminal.print('There are no backups: Latchkey has not changed the AWS files yet.');
  else terminal.print(printTable(columns, backups, terminal.dim));
}

async function undoChange(
  context: CommandContext,
  backup: string | undefined,
  { dryRun: preview, insist, json, ...options }: UndoOptions,
): Promise<void> {
  const { terminal, environment } = context;
  const outcome = await atDesk(context, options, ({ call }) =>
    call((client) => client.profiles.undo({ backup, preview, insist })),
  );
  if (json) {
    terminal.print(jsonText(outcome));
    return;
  }
  const { why, takenAt } = outcome.backup;
  const before = `as before “${visibleText(why)}” (${takenAt})`;
  const last = outcome.done
    ? `Put back ${before}. latchkey profile undo takes this back.`
    : outcome.changedSince.length === 0
      ? `Nothing was changed. To put the files back ${before}: the same without --dry-run`
      : `Somebody else has changed ${outcome.changedSince.map((path) => shortPath(path, environment)).join(' and ')} since, which would be lost. To do it all the same: --insist`;
  const diffs = outcome.files.map((file) => printDiff(file, environment, terminal));
  terminal.print([...diffs, last].join('\n\n'));
}

interface LintOptions extends CommonOptions {
  readonly fix?: string;
}

function addLint(profile: Command, context: CommandContext): void {
  const lint = profile
    .command('lint')
    .description("list what AWS's tools read differently or cannot read, and mend it")
    .option('--fix <ID>', 'do the fix of this entry of the list')
    .action((options: LintOptions) => lintFiles(context, options));
  examples(withJson(withPassphrase(lint)), [
    'latchkey profile lint',
    'latchkey profile lint --fix config:bom:1',
  ]);
}

async function lintFiles(context: CommandContext, options: LintOptions): Promise<void> {
  const { terminal, environment } = context;
  await atDesk(context, options, async ({ client, call }) => {
    const found = await client.profiles.lints({});
    if (options.fix !== undefined) {
      const { id, fix } = fixableLint(found.lints, options.fix);
      await call(() => client.profiles.fixLint({ id, hash: fix.hash }));
      if (options.json) terminal.print(jsonText({ fixed: id, ...fix }));
      else {
        terminal.print(
          fix.diff.lines.length === 0
            ? `Done: ${fix.does}`
            : `${printDiff(fix.diff, environment, terminal)}\n\nDone: ${fix.does} latchkey profile undo takes it back.`,
        );
      }
      return;
    }
    if (options.json) terminal.print(jsonText(found));
    else if (found.lints.length > 0)
      terminal.print(found.lints.map((one) => lintText(one, context)).join('\n\n'));
    else if (found.failures.length === 0) terminal.print('Every AWS tool reads both files alike.');
    for (const failure of found.failures) {
      const invocation = { command: 'profile lint', subject: null, hasScope: false };
      if (!options.json)
        terminal.say(explainFailure(failure as Failure, invocation, terminal.width));
      context.exitWith(exitCodeOf((failure as Failure).code));
    }
  });
}

function fixableLint(lints: readonly FileLint[], id: string) {
  const lint = lints.find((candidate) => candidate.id === id);
  if (lint === undefined) {
    throw new AppError('input/invalid', {
      field: '--fix',
      problem: 'there is no such entry in the list',
    });
  }
  const { fix } = lint;
  if (fix === null) {
    throw new AppError('input/invalid', {
      field: '--fix',
      problem: 'no change of that line is safe; mend it by hand',
    });
  }
  return { id, fix };
}

function lintText(lint: FileLint, { environment, terminal }: CommandContext): string {
  const { id, fix, detail } = lint;
  const head = `${placeOf(lint, environment)}  ${visibleText(detail)}`;
  if (fix === null) return `${head}\n  ${terminal.dim('Mend it by hand.')}`;
  const diff =
    fix.diff.lines.length === 0
      ? []
      : printDiff(fix.diff, environment, terminal).split('\n').slice(1);
  const hint = `${visibleText(fix.does)} To do that: latchkey profile lint --fix ${id}`;
  return [head, ...[hint, ...diff].map((line) => `  ${line}`)].join('\n');
}

function placeOf(
  { path, line }: { readonly path: string; readonly line: number | null },
  environment: CommandContext['environment'],
): string {
  const short = visibleText(shortPath(path, environment));
  return line === null ? short : `${short}:${line}`;
}
