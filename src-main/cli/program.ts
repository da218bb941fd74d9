import { Command, type Argument } from 'commander';
import type { CommandContext } from './command-context.ts';

/**
 * The command line. With the `word` that somebody typed first, what begins with it and no more, where
 * anything does: to make all commands takes 1.5 MB, which `serve` would keep (G8).
 */
export async function createProgram(
  context: CommandContext,
  word: string | null = null,
): Promise<Command> {
  const program = new Command('latchkey')
    .description(
      'Sign-in for AWS: long-term keys stay in the vault, profiles get short-lived credentials.',
    )
    .usage('[command]')
    .addHelpText('after', ABOUT)
    .helpOption('-h, --help', 'show help; also latchkey COMMAND --help')
    .enablePositionalOptions()
    .option('--version', 'show the version');
  const named = COMMANDS.filter(({ words }) => word !== null && words.includes(word));
  for (const { load } of named.length > 0 ? named : COMMANDS) (await load())(program, context);
  speakPlainly(program, context);
  return program;
}

interface CommandsOfAFile {
  readonly words: readonly string[];
  readonly load: () => Promise<(program: Command, context: CommandContext) => void>;
}

/** Everything one can type first, in the order the help lists it; `complete` looks at all of it. */
const COMMANDS: readonly CommandsOfAFile[] = [
  {
    words: ['serve'],
    load: async () => (await import('./commands/serve.ts')).addServeCommand,
  },
  {
    words: ['practice'],
    load: async () => (await import('./commands/practice.ts')).addPracticeCommand,
  },
  {
    words: ['identity'],
    load: async () => (await import('./commands/identity.ts')).addIdentityCommands,
  },
  {
    words: ['key'],
    load: async () => (await import('./commands/key.ts')).addKeyCommands,
  },
  {
    words: ['mfa'],
    load: async () => (await import('./commands/mfa.ts')).addMfaCommands,
  },
  {
    words: ['role'],
    load: async () => (await import('./commands/role.ts')).addRoleCommands,
  },
  {
    words: ['endpoint'],
    load: async () => (await import('./commands/endpoint.ts')).addEndpointCommands,
  },
  {
    words: ['import'],
    load: async () => (await import('./commands/import.ts')).addImportCommand,
  },
  {
    words: ['profile'],
    load: async () => (await import('./commands/profile.ts')).addProfileCommands,
  },
  {
    words: ['switch'],
    load: async () => (await import('./commands/switch.ts')).addSwitchCommand,
  },
  {
    words: ['stop'],
    load: async () => (await import('./commands/stop.ts')).addStopCommand,
  },
  {
    words: ['status'],
    load: async () => (await import('./commands/status.ts')).addStatusCommand,
  },
  {
    words: ['account'],
    load: async () => (await import('./commands/account.ts')).addAccountCommands,
  },
  {
    words: ['report'],
    load: async () => (await import('./commands/report.ts')).addReportCommand,
  },
  {
    words: ['activity'],
    load: async () => (await import('./commands/activity.ts')).addActivityCommand,
  },
  {
    words: ['lock', 'unlock'],
    load: async () => (await import('./commands/lock.ts')).addLockCommands,
  },
  {
    words: ['exec'],
    load: async () => (await import('./commands/exec.ts')).addExecCommand,
  },
  {
    words: ['env'],
    load: async () => (await import('./commands/env.ts')).addEnvCommand,
  },
  {
    words: ['container'],
    load: async () => (await import('./commands/container.ts')).addContainerCommand,
  },
  {
    words: ['credentials'],
    load: async () => (await import('./commands/credentials.ts')).addCredentialsCommand,
  },
  {
    words: ['completion'],
    load: async () => (await import('./commands/completion.ts')).addCompletionCommands,
  },
];

/** A mistake is one sentence, a suggestion and the usage line. Results and mistakes keep to their streams. */
function speakPlainly(command: Command, context: CommandContext): void {
  const { terminal } = context;
  command
    .exitOverride()
    .configureHelp({
      helpWidth: terminal.width ?? 100,
      // The list names what a command takes; its options are in its own help.
      subcommandTerm: (child) =>
        [child.name(), ...child.registeredArguments.map(argumentText)].join(' '),
    })
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
      outputError: (text, write) => {
        const sentence = text
          .trim()
          .replace(/^error: /, '')
          .replace(/\n\(Did you/, ' (Did you');
        write(`latchkey: ${sentence}\nUsage: ${command.createHelp().commandUsage(command)}`);
      },
    });
  for (const child of command.commands) speakPlainly(child as Command, context);
}

function argumentText(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? ' …' : ''}`;
  return argument.required ? name : `[${name}]`;
}

const ABOUT = `
Start here:
  latchkey                                  open Latchkey
  latchkey practice                         try it with a practice account; nothing of yours is touched
  latchkey identity add me --access-key-id AKIA…
  latchkey role add dev --role-arn arn:aws:iam::123456789012:role/Developer --source me
  latchkey switch dev && aws --profile dev sts get-caller-identity

Secrets come from a prompt or from standard input, never from arguments. With --passphrase-stdin the
vault's passphrase is the first line, and what else the command reads follows.

Exit codes: 0 done · 1 failed · 2 wrong usage · 3 needs a person (a code, a passphrase) · 4 nothing by that name

Environment:
  LATCHKEY_HOME                             where Latchkey keeps its own data
  LATCHKEY_VAULT=keychain|file              where secrets rest; chosen once
  LATCHKEY_PASSPHRASE                       of the vault file, for unattended use
  AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, NO_COLOR`;
