import type { Command } from 'commander';
import { epochMsOf, SECOND_MS } from '#shared/time.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';
import { jsonText } from '../json-text.ts';

/** The MFA devices of identities, and their codes. */
export function addMfaCommands(program: Command, context: CommandContext): void {
  const mfa = program.command('mfa').description('MFA devices and their codes');
  addAdd(mfa, context);
  addCode(mfa, context);
  addRemove(mfa, context);
}

interface AddOptions extends CommonOptions {
  readonly serial?: string;
  readonly seed: boolean;
}

function addAdd(mfa: Command, context: CommandContext): void {
  const { terminal } = context;
  const add = mfa
    .command('add <IDENTITY>')
    .description("set an identity's MFA device; with its seed Latchkey makes the codes")
    .option('--serial <ARN>', 'serial number of the device (default: the only one that AWS lists)')
    .option('--no-seed', 'another device makes the codes: no seed is read')
    .action((identity: string, options: AddOptions) =>
      atDesk(context, options, async ({ input, call }) => {
        const seed = options.seed
          ? (await input.secret('Seed or otpauth:// address')).reveal()
          : undefined;
        const user = await call((client) =>
          client.mfa.add({ identity, serial: options.serial, seed }),
        );
        if (options.json) terminal.print(jsonText(user));
        else
          terminal.print(
            `${identity} now uses ${user.mfaSerial}${user.hasSeed ? '; Latchkey makes its codes.' : '; you type its codes.'}`,
          );
      }),
    );
  examples(withJson(withPassphrase(add)), [
    'latchkey mfa add me                                        (asks for the seed)',
    'latchkey mfa add me --serial arn:aws:iam::123456789012:mfa/me < otpauth.txt',
    'latchkey mfa add me --serial arn:aws:iam::123456789012:mfa/me --no-seed',
  ]);
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

function addRemove(mfa: Command, context: CommandContext): void {
  const remove = mfa
    .command('remove <IDENTITY>')
    .description('forget the device and its seed here; nothing changes in AWS')
    .action((identity: string, options: CommonOptions) =>
      atDesk(context, options, async ({ call }) => {
        await call((client) => client.mfa.remove({ identity }));
        context.terminal.print(`Forgot the MFA device of ${identity}. In AWS it is as it was.`);
      }),
    );
  examples(withPassphrase(remove), ['latchkey mfa remove me']);
}
