import type { Command } from 'commander';
import { commandLineOf } from '#shared/command-line.ts';
import type { Identity } from '#shared/contract/things.ts';
import { epochMsOf, SECOND_MS } from '#shared/time.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';
import { jsonText } from '../json-text.ts';
import { readCodeCommand } from '../read-code-command.ts';
import { addMfaDeviceCommands } from './mfa-devices.ts';

/** The MFA devices of identities, and their codes. */
export function addMfaCommands(program: Command, context: CommandContext): void {
  const mfa = program.command('mfa').description('MFA devices and their codes');
  addAdd(mfa, context);
  addCode(mfa, context);
  addForget(mfa, context);
  addMfaDeviceCommands(mfa, context);
}

interface AddOptions extends CommonOptions {
  readonly serial?: string;
  readonly seed: boolean;
  /** False for `--no-process`. */
  readonly process?: string | false;
}

function addAdd(mfa: Command, context: CommandContext): void {
  const { terminal } = context;
  const add = mfa
    .command('add <IDENTITY>')
    .description("set an identity's MFA device, and where its codes come from")
    .option('--serial <ARN>', 'serial number of the device (default: the only one that AWS lists)')
    .option('--no-seed', 'another device makes the codes: no seed is read')
    .option(
      '--process <COMMAND>',
      'a command that prints the six digits; it runs without a shell whenever a code is needed',
    )
    .option('--no-process', 'forget that command: you type the codes')
    .action((identity: string, options: AddOptions) =>
      atDesk(context, options, async ({ input, call }) => {
        const { serial, process } = options;
        const words = process ? await readCodeCommand(process, context.environment) : null;
        if (words !== null) terminal.say(`Latchkey will run: ${commandLineOf(words)}`);
        const readsSeed = options.seed && process === undefined;
        const seed = readsSeed
          ? (await input.secret('Seed or otpauth:// address')).reveal()
          : undefined;
        const user = await call((client) =>
          words === null
            ? client.mfa.add({ identity, serial, seed, ...(process === false ? FORGET : {}) })
            : client.setMfaProcess({ identity, serial, process: words }),
        );
        if (options.json) terminal.print(jsonText(user));
        else terminal.print(`${identity} now uses ${user.mfaSerial}; ${codeSourceOf(user)}.`);
      }),
    );
  examples(withJson(withPassphrase(add)), [
    'latchkey mfa add me                                        (asks for the seed)',
    'latchkey mfa add me --serial arn:aws:iam::123456789012:mfa/me < otpauth.txt',
    'latchkey mfa add me --serial arn:aws:iam::123456789012:mfa/me --no-seed',
    "latchkey mfa add me --serial arn:aws:iam::123456789012:mfa/me --process 'ykman oath accounts code -s aws'",
    "latchkey mfa add me --process 'op item get AWS --otp'",
    'latchkey mfa add me --no-process',
    '',
    'The command is no place for a secret: it is shown wherever the device is.',
  ]);
}

const FORGET = { process: null } as const;

function codeSourceOf({ hasSeed, mfaProcess }: Identity): string {
  if (mfaProcess !== null) return 'that command prints its codes';
  return hasSeed ? 'Latchkey makes its codes' : 'you type its codes';
}

function addCode(mfa: Command, context: CommandContext): void {
  const { terminal, clock } = context;
  const code = mfa
    .command('code <IDENTITY>')
    .description('print the code of now')
    .action((identity: string, options: CommonOptions) =>
      atDesk(context, options, async ({ call }) => {
        const reply = await call((client) => client.mfa.code({ identity }));
        if (options.json) {
          terminal.print(jsonText(reply));
          return;
        }
        const left = Math.max(
          0,
          Math.ceil((epochMsOf(reply.validUntil) - clock.now()) / SECOND_MS),
        );
        terminal.print(reply.code);
        terminal.say(
          reply.used
            ? `AWS has taken this code already and will not take it again; the next one comes in ${left} s.`
            : `Good for ${left} s.`,
        );
      }),
    );
  examples(withJson(withPassphrase(code)), [
    'latchkey mfa code me',
    'latchkey mfa code me | wl-copy',
  ]);
}

function addForget(mfa: Command, context: CommandContext): void {
  const forget = mfa
    .command('forget <IDENTITY>')
    .description('forget the device and its seed here; nothing changes in AWS')
    .action((identity: string, options: CommonOptions) =>
      atDesk(context, options, async ({ call }) => {
        await call((client) => client.mfa.forget({ identity }));
        context.terminal.print(`Forgot the MFA device of ${identity}. In AWS it is as it was.`);
      }),
    );
  examples(withPassphrase(forget), ['latchkey mfa forget me']);
}
