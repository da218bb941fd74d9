import type { Command } from 'commander';
import type { ImportOutcome, ImportProgress } from '#shared/contract/import-plan.ts';
import { lastStep } from '#shared/contract/last-step.ts';
import { AppError } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import { atDesk, type CommandContext, type Desk } from '../command-context.ts';
import { FAILED } from '../exit-code.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';
import { isEmpty, printOutcome, printPlan } from '../print-import.ts';
import { visibleText } from '#shared/visible-text.ts';
import { jsonText } from '../json-text.ts';
import type { Terminal } from '../terminal.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { readTextFile } from '../read-text-file.ts';

interface ImportOptions extends CommonOptions {
  readonly apply?: boolean;
  readonly dryRun?: boolean;
  readonly profile?: readonly string[];
  readonly csv?: string;
  readonly endpoint?: string;
  readonly allowRoot?: boolean;
  readonly unproven?: boolean;
  readonly switch: boolean;
}

/** Locks plaintext keys of the AWS files away, and takes role profiles over. */
export function addImportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('import')
    .description(
      'lock plaintext keys of the AWS files away in the vault, and take role profiles over',
    )
    .option('--dry-run', 'only show what would be done, with the exact diff (the default)')
    .option('--apply', 'do it')
    .option('--profile <P>', 'only this profile; can be given several times', collect)
    .option('--csv <FILE>', "take the keys of the console's accessKeys.csv instead")
    .option('--endpoint <E>', 'where the keys belong (default: aws)')
    .option('--allow-root', 'take keys of the root user too, knowingly')
    .option('--unproven', 'take keys too that AWS did not confirm')
    .option('--no-switch', 'do not switch to the identities afterwards')
    .action((options: ImportOptions) => takeOver(context, options));
  examples(withJson(withPassphrase(command)), [
    'latchkey import                                  (shows what would be done)',
    'latchkey import --apply',
    'latchkey import --profile default --profile dev --apply',
    'latchkey import --csv ~/Downloads/dana_accessKeys.csv --apply',
    '',
    'Ctrl+C stops it: nothing is done while AWS is still asked whose the keys are; what is taken',
    'over stays so, and what is left to switch to is named.',
  ]);
}

function collect(profile: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), profile];
}

async function takeOver(context: CommandContext, options: ImportOptions): Promise<void> {
  const { terminal } = context;
  if (options.apply === true && options.dryRun === true) {
    throw new AppError('input/invalid', {
      field: '--apply',
      problem: 'it cannot go together with --dry-run',
    });
  }
  await atDesk(context, options, async (desk) => {
    const csv = options.csv === undefined ? undefined : await readCsvFile(options.csv);
    const choice = {
      profiles: options.profile === undefined ? undefined : [...options.profile],
      csv: csv?.reveal(),
      endpoint: options.endpoint,
      allowRoot: options.allowRoot,
      allowUnproven: options.unproven,
    };
    const tell = (progress: ImportProgress) => tellProgress(terminal, progress);
    const { plan } = await lastStep(await desk.client.import.plan(choice), 'plan', tell).finally(
      () => terminal.progress(null),
    );
    const isApplied = options.apply === true && !isEmpty(plan);
    const isUnread = isEmpty(plan) && plan.failures.length > 0;
    if (isUnread) context.exitWith(FAILED);
    if (!options.json) {
      const shown = printPlan(plan, { ...context, dim: terminal.dim });
      if (shown !== '') terminal.print(shown);
      if (isUnread) terminal.print(`\n${UNREAD}`);
      else if (isEmpty(plan)) terminal.print(shown === '' ? NOTHING : `\n${NOTHING}`);
      else if (!isApplied) terminal.print(`\n${ONLY_SHOWN}`);
    }
    if (!isApplied) {
      if (options.json) terminal.print(jsonText(plan));
      return;
    }
    const { token } = plan;
    const apply = async (client: Desk['client']) =>
      lastStep(
        await client.import.apply({ ...choice, token, switchAfterwards: options.switch }),
        'outcome',
        tell,
      );
    const { outcome } = await untilInterrupted(
      () =>
        void desk.client.import.stop({ token }).catch(() => process.kill(process.pid, 'SIGINT')),
      () => desk.call(apply),
    ).finally(() => terminal.progress(null));
    const final = options.switch ? await switchByAsking(outcome, context, desk) : outcome;
    if (options.json) terminal.print(jsonText(final));
    else terminal.print(`\n${printOutcome(final, plan, { ...context, dim: terminal.dim })}`);
  });
}

/** Counts on a terminal; whoever reads a pipe has no use for it. */
function tellProgress(terminal: Terminal, { doing, done, of, name }: ImportProgress): void {
  if (!terminal.isErrorTerminal) return;
  const what = doing === 'asking' ? 'Asking AWS whose the keys are' : 'Switching';
  terminal.progress(`${what}: ${done} of ${of} (${visibleText(name)})`);
}

const NOTHING = 'There is nothing to take over.';
const UNREAD = 'Whether there is something to take over shows once that can be read.';
const ONLY_SHOWN = 'Nothing was changed. To do this: the same command with --apply';

/** The first switch of identities whose codes a person reads off a device; an empty answer leaves one for later. */
async function switchByAsking(
  outcome: ImportOutcome,
  { terminal }: CommandContext,
  desk: Desk,
): Promise<ImportOutcome> {
  const started: string[] = [];
  for (const item of outcome.switched) {
    if (item.kind !== 'mfa-needed' || !terminal.canAsk) continue;
    const mfaCode = (
      await terminal.ask(`Code of ${visibleText(item.serial)}, or Enter for later: `)
    ).trim();
    if (mfaCode === '') continue;
    const { kind } = await desk.call((client) =>
      client.targets.switch({ target: item.target, mfaCode }),
    );
    if (kind === 'started') started.push(item.target);
  }
  return {
    ...outcome,
    switched: outcome.switched.map((item) =>
      started.includes(item.target) ? { kind: 'started' as const, target: item.target } : item,
    ),
    toSwitch: outcome.toSwitch.filter((name) => !started.includes(name)),
  };
}

const CSV_MAX_BYTES = 64 * 1024;

async function readCsvFile(file: string): Promise<Secret> {
  const limits = {
    field: '--csv',
    maximumBytes: CSV_MAX_BYTES,
    tooLong: 'it is longer than any accessKeys.csv',
  };
  return secretOf(await readTextFile(file, limits));
}
