import type {
  PracticeAccount,
  PracticeRole,
  PracticeScale,
  PracticeUser,
} from '../practice/practice-account.ts';
import { startPracticeAccount } from '../practice/start-practice-account.ts';
import { startPracticeMode, type PracticeMode } from './serving/practice-mode.ts';
import { untilStopped } from './serving/until-stopped.ts';
import type { CommandContext } from './command-context.ts';
import { guessShell, setLines } from './env-lines.ts';
import { closedGate, showWindow } from './run-serve.ts';
import { printTable } from './table.ts';
import { jsonText } from './json-text.ts';

export interface PracticeCommandOptions {
  readonly scale?: PracticeScale;
  readonly home?: string;
  readonly port?: number;
  readonly open: boolean;
  readonly endpointOnly?: boolean;
  readonly json?: boolean;
}

/** Runs the practice account, and Latchkey on it unless only the account is wanted, until it is asked to stop. */
export function runPractice(
  context: CommandContext,
  options: PracticeCommandOptions,
): Promise<void> {
  return options.endpointOnly ? runAccount(context, options) : runWithLatchkey(context, options);
}

async function runAccount(
  { clock, terminal }: CommandContext,
  options: PracticeCommandOptions,
): Promise<void> {
  const { port, scale } = options;
  const stopped = untilStopped();
  const account = await startPracticeAccount({
    clock,
    ...(port === undefined ? {} : { port }),
    ...(scale === undefined ? {} : { scale }),
  });
  try {
    const { url, users, roles } = account;
    terminal.print(
      options.json ? jsonText({ url, users, roles }) : accountText(account, terminal.dim),
    );
    await stopped;
  } finally {
    await account.close();
  }
}

function accountText(
  { url, users, roles }: PracticeAccount,
  dim: (text: string) => string,
): string {
  const userColumns = [
    { title: 'user', of: (user: PracticeUser) => user.userName },
    { title: 'access key id', of: (user: PracticeUser) => user.accessKeyId },
    { title: 'secret access key', of: (user: PracticeUser) => user.secretAccessKey },
    { title: 'about', of: (user: PracticeUser) => user.about },
  ];
  const deviceColumns = [
    { title: 'mfa device', of: (user: PracticeUser) => user.mfaSerial },
    { title: 'seed', of: (user: PracticeUser) => user.mfaSeed },
  ];
  const roleColumns = [
    { title: 'role', of: (role: PracticeRole) => role.roleArn },
    { title: 'external id', of: (role: PracticeRole) => role.externalId },
    { title: 'about', of: (role: PracticeRole) => role.about },
  ];
  const shownRoles = roles.slice(0, ROLES_SHOWN);
  const left = roles.length - shownRoles.length;
  return [
    `The practice account answers at ${url} for STS and IAM. Nothing in it is real. Ctrl+C stops it.`,
    printTable(userColumns, users, dim),
    printTable(
      deviceColumns,
      users.filter(({ mfaSeed }) => mfaSeed !== null),
      dim,
    ),
    printTable(roleColumns, shownRoles, dim) +
      (left > 0 ? `\nand ${left} more (--json lists all)` : ''),
    `latchkey endpoint add practice --region us-east-1 --sts ${url} --iam ${url}`,
  ].join('\n\n');
}

const ROLES_SHOWN = 20;

async function runWithLatchkey(
  context: CommandContext,
  options: PracticeCommandOptions,
): Promise<void> {
  const { terminal, clock } = context;
  const gate = closedGate();
  // From the start: what is half built is taken away again.
  const stopped = untilStopped();
  terminal.progress(terminal.isErrorTerminal ? 'Starting the practice account …' : null);
  const practice = await startPracticeMode({
    clock,
    home: options.home ?? null,
    port: options.port,
    scale: options.scale,
    onGateClosed: gate.close,
  });
  try {
    terminal.progress(null);
    if (options.json) terminal.print(practiceJson(practice));
    else {
      terminal.print(practiceText(practice, context));
      await showWindow(context, options, practice);
    }
    await Promise.race([stopped, gate.closed]);
  } finally {
    await practice.close();
  }
}

function practiceJson(practice: PracticeMode): string {
  const { account, variables, origin } = practice;
  return jsonText({
    account: account.url,
    latchkey: origin,
    open: practice.newLaunchUrl(),
    variables,
  });
}

function practiceText(
  { account, origin, variables }: PracticeMode,
  { environment }: CommandContext,
): string {
  const shell = guessShell(environment['SHELL'], process.platform);
  return [
    `Practice account  ${account.url}   (a small AWS on this computer; nothing in it is real)`,
    `Latchkey          ${origin}`,
    '',
    'In a second terminal:',
    ...setLines(shell, variables).map((line) => `  ${line}`),
    '  npx latchkey switch acme-dev-developer',
    '  aws --profile acme-dev-developer sts get-caller-identity',
    '  npx latchkey     (opens another window)',
    '',
  ].join('\n');
}
