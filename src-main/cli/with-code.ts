import type { Command } from 'commander';
import { AppError } from '#shared/errors.ts';
import { visibleText } from '#shared/visible-text.ts';
import type { LatchkeyClient } from '../api/latchkey-client.ts';
import type { CommandContext, Desk } from './command-context.ts';
import type { CommonOptions } from './options.ts';

export interface CodeOptions extends CommonOptions {
  readonly mfaCodeStdin?: boolean;
}

export function withCodeOption(command: Command): Command {
  return command.option(
    '--mfa-code-stdin',
    "read a code of the user's present device from standard input",
  );
}

/** What a call ends with when no code is missing any more. */
export type Done<R extends { readonly kind: string }> = Exclude<R, { readonly kind: 'mfa-needed' }>;

/** Makes a call for which AWS may want a code of a device that only a person has. Throws `mfa/code-needed`. */
export async function withCode<R extends { readonly kind: string }>(
  { terminal }: CommandContext,
  { input, call }: Desk,
  { target, options }: { readonly target: string; readonly options: CodeOptions },
  make: (client: LatchkeyClient, mfaCode: string | undefined) => Promise<R>,
): Promise<Done<R>> {
  const typed = options.mfaCodeStdin ? (await input.secret('MFA code')).reveal() : undefined;
  let outcome: R | Needed = await call((client) => make(client, typed));
  if (isNeeded(outcome) && terminal.canAsk) {
    const code = (await terminal.ask(`Code of ${visibleText(outcome.serial)}: `)).trim();
    outcome = await call((client) => make(client, code));
  }
  if (isNeeded(outcome)) throw new AppError('mfa/code-needed', { serial: outcome.serial, target });
  return outcome as Done<R>;
}

interface Needed {
  readonly kind: 'mfa-needed';
  readonly serial: string;
}

function isNeeded(outcome: { readonly kind: string }): outcome is Needed {
  return outcome.kind === 'mfa-needed';
}
