import type { Command } from 'commander';
import type { Target } from '#shared/contract/things.ts';
import { epochMsOf, formatDuration, SECOND_MS } from '#shared/time.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { examples, wholeSeconds, withJson, withPassphrase } from '../options.ts';
import { shortPath } from '../short-path.ts';
import { tellWaits } from '../tell-waits.ts';
import { givenCode, withCode, type CodeOptions } from '../with-code.ts';
import { visibleText } from '#shared/visible-text.ts';
import { jsonText } from '../json-text.ts';

interface SwitchOptions extends CodeOptions {
  readonly duration?: number;
  readonly profile?: string;
  readonly replace?: boolean;
}

/** The main job: a session of the target, delivered as its profile. */
export function addSwitchCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('switch <TARGET>')
    .description('start or reuse the session of an identity or role, and write it as a profile')
    .option('--duration <S>', 'seconds that the session lasts', wholeSeconds)
    .option('--mfa-code-stdin', 'read the MFA code from standard input')
    .option('--profile <P>', 'deliver under this profile name from now on')
    .option('--replace', 'replace our section of the AWS files although somebody else changed it')
    .action((target: string, options: SwitchOptions) => switchTo(context, target, options));
  examples(withJson(withPassphrase(command)), [
    'latchkey switch dev && aws --profile dev sts get-caller-identity',
    'echo 123456 | latchkey switch dev --mfa-code-stdin',
  ]);
}

async function switchTo(
  context: CommandContext,
  target: string,
  options: SwitchOptions,
): Promise<void> {
  const { terminal, clock } = context;
  await atDesk(context, options, async (desk) => {
    const { client, call } = desk;
    const given = await givenCode(desk, options);
    const { profile, duration, replace } = options;
    if (profile !== undefined) await call(() => client.targets.setProfile({ target, profile }));
    const started = await withCode(context, desk, { target, given }, (_, mfaCode) =>
      tellWaits({ client, clock, terminal, target }, () =>
        client.targets.switch({
          target,
          durationSeconds: duration,
          mfaCode,
          replaceChanged: replace,
        }),
      ),
    );
    if (options.json) terminal.print(jsonText(started));
    else terminal.print(sentenceOf(started, context));
  });
}

function sentenceOf(
  { target, reused }: { readonly target: Target; readonly reused: boolean },
  { clock, environment }: CommandContext,
): string {
  const { name, session, profile } = target;
  const who = visibleText(`${target.accountAlias ?? target.accountId} / ${target.principal}`);
  if (session.state !== 'active') return `${name} was started and is over already.`;
  const left = formatDuration((epochMsOf(session.expiresAt) - clock.now()) / SECOND_MS);
  const where =
    session.deliveredTo === null ? '' : ` in ${shortPath(session.deliveredTo.path, environment)}`;
  const what = reused ? 'still runs, and is delivered' : 'runs';
  return `${name} ${what}: ${who}, ${left} left, as profile ${profile}${where}.`;
}
