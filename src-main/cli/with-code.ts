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

/** The code that stands on standard input, where an option says so. */
export async function givenCode(
  { input }: Pick<Desk, 'input'>,
  { mfaCodeStdin }: Pick<CodeOptions, 'mfaCodeStdin'>,
): Promise<string | undefined> {
  return mfaCodeStdin ? (await input.secret('MFA code')).reveal() : undefined;
}

/**
 * Makes a call for which AWS may want a code of a device that only a person has: with the `given` one first,
 * then with one that is typed on a terminal. Throws `mfa/code-needed`.
 */
export async function withCode<R extends { readonly kind: string }>(
  { terminal }: CommandContext,
  { call }: Pick<Desk, 'call'>,
  { target, given }: { readonly target: string; readonly given: string | undefined },
  make: (client: LatchkeyClient, mfaCode: string | undefined) => Promise<R>,
): Promise<Done<R>> {
  let outcome: R | Needed = await call((client) => make(client, given));
  if (isNeeded(outcome) && terminal.canAsk) {
    const code = (await terminal.ask(`Code of ${visibleText(outcome.serial)}: `)).trim();
    outcome = await call((client) => make(client, code));
  }
  if (isNeeded(outcome))
    throw new AppError('mfa/code-needed', {
      serial: outcome.serial,
      target: outcome.identity ?? outcome.target ?? target,
    });
  return outcome as Done<R>;
}

interface Needed {
  readonly kind: 'mfa-needed';
  readonly serial: string;
  /** Whose device it is, where that may be another than was asked for. */
  readonly identity?: string;
  readonly target?: string;
}

function isNeeded(outcome: { readonly kind: string }): outcome is Needed {
  return outcome.kind === 'mfa-needed';
}
