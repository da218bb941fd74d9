import { Command, type Argument } from 'commander';
import type { CommandContext } from './command-context.ts';
import { addAccountCommands } from './commands/account.ts';
import { addContainerCommand } from './commands/container.ts';
import { addCompletionCommands } from './commands/completion.ts';
import { addCredentialsCommand } from './commands/credentials.ts';
import { addEndpointCommands } from './commands/endpoint.ts';
import { addEnvCommand } from './commands/env.ts';
import { addExecCommand } from './commands/exec.ts';
import { addIdentityCommands } from './commands/identity.ts';
import { addImportCommand } from './commands/import.ts';
import { addLockCommands } from './commands/lock.ts';
import { addKeyCommands } from './commands/key.ts';
import { addMfaCommands } from './commands/mfa.ts';
import { addPracticeCommand } from './commands/practice.ts';
import { addProfileCommands } from './commands/profile.ts';
import { addReportCommand } from './commands/report.ts';
import { addRoleCommands } from './commands/role.ts';
import { addServeCommand } from './commands/serve.ts';
import { addStatusCommand } from './commands/status.ts';
import { addStopCommand } from './commands/stop.ts';
import { addSwitchCommand } from './commands/switch.ts';

/** The whole command line: everything one can type, in the order the help lists it. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('latchkey')
    .description(
      'Sign-in for AWS: long-term keys stay in the vault, profiles get short-lived credentials.',
    )
    .usage('[command]')
    .addHelpText('after', ABOUT)
    .helpOption('-h, --help', 'show help; also latchkey COMMAND --help')
    .enablePositionalOptions()
    .option('--version', 'show the version');
  addServeCommand(program, context);
  addPracticeCommand(program, context);
  addIdentityCommands(program, context);
  addKeyCommands(program, context);
  addMfaCommands(program, context);
  addRoleCommands(program, context);
  addEndpointCommands(program, context);
  addImportCommand(program, context);
  addProfileCommands(program, context);
  addSwitchCommand(program, context);
  addStopCommand(program, context);
  addStatusCommand(program, context);
  addAccountCommands(program, context);
  addReportCommand(program, context);
  addLockCommands(program, context);
  addExecCommand(program, context);
  addEnvCommand(program, context);
  addContainerCommand(program, context);
  addCredentialsCommand(program, context);
  addCompletionCommands(program, context);
  speakPlainly(program, context);
  return program;
}

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
