import type { Command } from 'commander';
import type { CredentialReport, ReportFinding, ReportStep } from '#shared/contract/report.ts';
import { AppError } from '#shared/errors.ts';
import { epochMsOf, formatDuration, SECOND_MS } from '#shared/time.ts';
import { visibleText } from '#shared/visible-text.ts';
import { REPORT_FINDING_WORDS } from '#shared/words/report.ts';
import { atDesk, type CommandContext, type Desk } from '../command-context.ts';
import { jsonText } from '../json-text.ts';
import { examples, withJson, withPassphrase } from '../options.ts';
import { printTable } from '../table.ts';
import { tellWaits } from '../tell-waits.ts';
import { givenCode, withCode, withCodeOption, type CodeOptions } from '../with-code.ts';
import { checkNewFile, writeNewFile } from '../write-new-file.ts';

interface ReportOptions extends CodeOptions {
  readonly csv?: string;
}

/** Who of an account has which credentials, and what of that somebody should see to. */
export function addReportCommand(program: Command, context: CommandContext): void {
  const { terminal } = context;
  const command = program
    .command('report [TARGET]')
    .description("show what AWS's credential report says of an account's users and keys")
    .option('--csv <FILE>', 'write the report into a new file, byte for byte as AWS made it')
    .action((named: string | undefined, options: ReportOptions) =>
      atDesk(context, options, async (desk) => {
        if (options.csv !== undefined) checkNewFile(options.csv, '--csv');
        const target = named ?? (await onlyIdentity(desk.client));
        const given = await givenCode(desk, options);
        const { report } = await withCode(context, desk, { target, given }, (client, mfaCode) =>
          makeReport(context, client, { target, mfaCode }),
        );
        if (options.csv !== undefined) await writeCsv(context, report, options.csv);
        const { csv: _, ...read } = report;
        terminal.print(options.json ? jsonText(read) : reportText(report, context));
      }),
    );
  examples(withJson(withPassphrase(withCodeOption(command))), [
    'latchkey report                                  (of the only identity)',
    'latchkey report audit                            (an identity or a role that may see it)',
    'latchkey report audit --csv report-november.csv',
    "latchkey report audit --json | jq '.users[] | select(.hasMfa | not) | .user'",
    '',
    '--csv is for programs. In a spreadsheet, names that begin with =, +, - or @ would be formulas:',
    'the export of the window (Report) is made for those.',
    '',
    'AWS makes a report every four hours at most. It takes iam:GenerateCredentialReport and',
    'iam:GetCredentialReport.',
  ]);
}

async function onlyIdentity(client: Desk['client']): Promise<string> {
  const [first, ...others] = await client.identities.list({});
  if (first !== undefined && others.length === 0) return first.name;
  throw new AppError('input/invalid', {
    field: 'TARGET',
    problem:
      first === undefined
        ? 'there is no identity yet'
        : 'there are several identities: name one, or a role, that may see the account',
  });
}

/** The last step; tells meanwhile how long it takes. */
async function makeReport(
  context: CommandContext,
  client: Desk['client'],
  asked: { readonly target: string; readonly mfaCode: string | undefined },
): Promise<Exclude<ReportStep, { readonly kind: 'waiting' }>> {
  const { terminal, clock } = context;
  return tellWaits({ client, clock, terminal, target: asked.target }, async () => {
    for await (const step of await client.report.make(asked)) {
      if (step.kind !== 'waiting') return step;
      tellMaking(context, step.waitedSeconds);
    }
    throw new AppError('app/unreachable', {});
  });
}

/** Counts on a terminal; elsewhere one line is enough. */
function tellMaking({ terminal }: CommandContext, seconds: number): void {
  if (terminal.isErrorTerminal) terminal.progress(`AWS makes the report: ${seconds} s`);
  else if (seconds === 0) terminal.progress('AWS makes the report.');
}

async function writeCsv({ terminal }: CommandContext, report: CredentialReport, file: string) {
  await writeNewFile(file, report.csv, '--csv');
  terminal.say(`Wrote ${visibleText(file)}.`);
  // IAM takes names that begin with = + - or @.
  const formulas = report.users.filter(({ user }) => /^[=+\-@]/.test(user)).length;
  if (formulas > 0)
    terminal.say(
      `${formulas === 1 ? 'The name of a user begins' : `The names of ${formulas} users begin`} with =, +, - or @, which a spreadsheet may take for a formula: import that column as text.`,
    );
}

function reportText(report: CredentialReport, { clock, terminal }: CommandContext): string {
  const { accountId, generatedAt, findings, users } = report;
  const age = formatDuration((clock.now() - epochMsOf(generatedAt)) / SECOND_MS);
  const keys = users.flatMap((user) => user.keys).filter(({ isActive }) => isActive);
  const counts = `${counted(users.length, 'user')}, ${counted(keys.length, 'active key')}`;
  const about = `Account ${accountId}, as of ${generatedAt} (${age} ago): ${counts}.`;
  if (findings.length === 0) return `${about}\nNothing to see to.`;
  const columns = [
    { title: 'finding', of: ({ kind }: ReportFinding) => REPORT_FINDING_WORDS[kind] },
    { title: 'user', of: ({ user }: ReportFinding) => user },
    { title: 'key', of: ({ slot }: ReportFinding) => slot && String(slot) },
    { title: 'days', of: ({ days }: ReportFinding) => (days === null ? null : String(days)) },
    { title: 'since', of: ({ since }: ReportFinding) => since },
  ];
  return [printTable(columns, findings, terminal.dim), countsOf(findings), about].join('\n\n');
}

/** `3 × old key · 1 × key never used`, the gravest first. */
function countsOf(findings: readonly ReportFinding[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of findings) {
    const words = REPORT_FINDING_WORDS[kind];
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([words, count]) => `${count} × ${words}`).join(' · ');
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
