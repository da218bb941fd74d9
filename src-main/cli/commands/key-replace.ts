import type { Command } from 'commander';
import { maskAccessKeyId } from '#shared/secret.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { jsonText } from '../json-text.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';

interface ReplaceOptions extends CommonOptions {
  readonly accessKeyId: string;
}

/** Another key of the same user, made in the console, for an identity whose own AWS does not take any more. */
export function addKeyReplace(key: Command, context: CommandContext): void {
  const { terminal } = context;
  const replace = key
    .command('replace <IDENTITY>')
    .description(
      'sign in with another key of the same user, when AWS does not take the old one any more',
    )
    .requiredOption(
      '--access-key-id <ID>',
      'AKIA…; the secret comes from a prompt or from standard input',
    )
    .action((name: string, options: ReplaceOptions) =>
      atDesk(context, options, async ({ input, call }) => {
        const secretAccessKey = (await input.secret('Secret access key')).reveal();
        const { accessKeyId } = options;
        const replaced = await call((client) =>
          client.identities.replaceKey({ name, accessKeyId, secretAccessKey }),
        );
        if (options.json) return terminal.print(jsonText(replaced));
        terminal.print(
          `${name} signs in with ${maskAccessKeyId(accessKeyId)}. Roles, MFA device and settings are as before.`,
        );
        for (const target of replaced.leftSessions)
          terminal.say(
            `What is delivered of ${target} was made from the old key: latchkey switch ${target}`,
          );
      }),
    );
  examples(withJson(withPassphrase(replace)), [
    'latchkey key replace me --access-key-id AKIA…                        (asks for the secret)',
  ]);
}
