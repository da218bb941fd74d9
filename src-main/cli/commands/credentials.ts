import type { Command } from 'commander';
import { AppError } from '#shared/errors.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { credentialProcessJson, withinToolPatience } from '#main/sessions/credential-process.ts';
import { examples, withPassphrase, type CommonOptions } from '../options.ts';

/** For `credential_process` in the AWS config file: stdout has its JSON and nothing else. */
export function addCredentialsCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('credentials <TARGET|PROFILE>')
    .description('print credentials as credential_process wants them')
    .action(async (name: string, options: CommonOptions) => {
      const { terminal, clock, environment } = context;
      const canOpen =
        terminal.canAsk || options.passphraseStdin === true || environment['LATCHKEY_PASSPHRASE'];
      const tooLate = () => new AppError('session/being-made', { target: name, codeAt: null });
      const reply = await atDesk(context, options, ({ call }) =>
        call((client) =>
          withinToolPatience(
            clock,
            client.credentials({ name, by: 'process', waitForPerson: !canOpen }),
            tooLate,
          ),
        ),
      );
      if (reply.kind === 'mfa-needed') {
        throw new AppError('mfa/code-needed', { serial: reply.serial, target: reply.target });
      }
      terminal.print(credentialProcessJson(reply));
    });
  examples(withPassphrase(command), [
    'latchkey credentials dev',
    'credential_process = /usr/local/bin/latchkey credentials dev     (in ~/.aws/config)',
  ]);
}
