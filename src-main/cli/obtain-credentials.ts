import { atDesk, type CommandContext, type DeskOptions } from './command-context.ts';
import type { Credentials } from '../api/latchkey-client.ts';
import { tellWaits } from './tell-waits.ts';
import { withCode } from './with-code.ts';

export interface ObtainOptions extends DeskOptions {
  readonly duration?: number;
  readonly scope?: string;
  /** What is to be run with them. */
  readonly program?: string;
}

/** Credentials of a target or profile for `exec` and `env`; asks for a code on a terminal, elsewhere through the running app. Throws `mfa/code-needed` where nobody answers. */
export function obtainCredentials(
  context: CommandContext,
  name: string,
  options: ObtainOptions,
): Promise<Credentials> {
  const { terminal, clock, environment } = context;
  // A passphrase that was given opens the vault at once; there is nothing to wait for.
  const hasPassphrase = options.passphraseStdin === true || environment['LATCHKEY_PASSPHRASE'];
  return atDesk(context, options, (desk) =>
    withCode(context, desk, { target: name, given: undefined }, (client, mfaCode) =>
      tellWaits({ client, clock, terminal, target: name }, () =>
        client.credentials({
          name,
          durationSeconds: options.duration,
          scope: options.scope,
          program: options.program,
          mfaCode,
          waitForPerson: !terminal.canAsk && !hasPassphrase,
        }),
      ),
    ),
  );
}
