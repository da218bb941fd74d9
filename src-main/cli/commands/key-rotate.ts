import { InvalidArgumentError, type Command } from 'commander';
import type { RotationOutcome } from '#shared/contract/rotation.ts';
import { AppError, type Failure } from '#shared/errors.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { visibleText } from '#shared/visible-text.ts';
import { standingOf } from '#shared/words/rotation.ts';
import type { LatchkeyClient } from '#main/api/latchkey-client.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { jsonText } from '../json-text.ts';
import { examples, withJson, withPassphrase } from '../options.ts';
import { printFindings } from '../print-findings.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { tellSteps } from '../tell-steps.ts';
import { givenCode, withCode, type CodeOptions } from '../with-code.ts';

interface RotateOptions extends CodeOptions {
  readonly grace?: number;
  readonly now?: boolean;
  readonly check?: boolean;
  readonly rollBack?: boolean;
  readonly finish?: boolean;
  readonly deleteOrphan?: string;
  readonly insist?: boolean;
}

/** A new access key in the place of the old one. The same command goes on with what was begun. */
export function addKeyRotate(key: Command, context: CommandContext): void {
  const command = key
    .command('rotate <IDENTITY>')
    .description('replace the access key; goes on with a rotation that was begun')
    .option('--grace <TIME>', 'keep the old key inactive for 24h, 7d …, then delete it', graceTime)
    .option('--now', 'delete the old key as soon as the new one is proven')
    .option('--check', 'only look what stands against it; changes nothing')
    .option('--roll-back', 'go back to the old key, and deactivate the new one')
    .option('--finish', 'delete the key that is out of use now')
    .option('--delete-orphan <ID>', 'delete a key whose secret was lost, and go on')
    .option('--insist', 'go on although something else uses the old key')
    .option('--mfa-code-stdin', 'read the MFA code from standard input')
    .action((identity: string, options: RotateOptions) => rotate(context, identity, options));
  examples(withJson(withPassphrase(command)), [
    'latchkey key rotate dana --check',
    'latchkey key rotate dana                    keeps the old key inactive for 7 days, then asks',
    'latchkey key rotate dana --grace 24h        deletes it by itself after a day',
    'latchkey key rotate dana --roll-back        the old key again, while it is kept',
    '',
    'Ctrl+C stops it before its next step; the same command goes on from there.',
  ]);
}

async function rotate(
  context: CommandContext,
  identity: string,
  options: RotateOptions,
): Promise<void> {
  checkOptions(options);
  const { terminal } = context;
  await atDesk(context, options, async (desk) => {
    const { client, call } = desk;
    if (options.check === true) {
      const report = await call(() => client.rotation.check({ identity }));
      terminal.print(options.json ? jsonText(report) : printFindings(report, context.clock.now()));
      return;
    }
    const given = await givenCode(desk, options);
    const { rotation } = await withCode(context, desk, { target: identity, given }, (_, mfaCode) =>
      tellSteps({ client, terminal, identity }, () =>
        untilInterrupted(
          () => void stop(context, client, identity),
          () => ask(client, { identity, mfaCode }, options),
        ),
      ),
    );
    if (options.json) terminal.print(jsonText(rotation));
    else terminal.print(visibleText(standingOf(rotation)));
    if (rotation.failure !== null) throw failureIn(rotation.failure as Failure);
    if (rotation.orphan !== null) throw new AppError('rotation/orphan', { ...rotation.orphan });
  });
}

/** Has it rest before its next step: what was done is on record, and the same command goes on. */
async function stop({ terminal }: CommandContext, client: LatchkeyClient, identity: string) {
  terminal.say(
    'Stopping before the next step. Ctrl+C again ends it at once; either way it can go on.',
  );
  try {
    await client.rotation.pause({ identity });
  } catch {
    // It has not begun, or nobody is there to be asked: then there is nothing to wait for.
    process.kill(process.pid, 'SIGINT');
  }
}

function ask(
  client: LatchkeyClient,
  whose: { readonly identity: string; readonly mfaCode: string | undefined },
  { rollBack, finish, deleteOrphan, insist, now, grace }: RotateOptions,
): Promise<RotationOutcome> {
  if (deleteOrphan !== undefined)
    return client.rotation.deleteOrphan({ ...whose, accessKeyId: deleteOrphan });
  if (rollBack === true) return client.rotation.rollBack({ ...whose, deletesNewKey: now });
  if (finish === true) return client.rotation.finish({ ...whose, insist });
  const isTimed = now === true || grace !== undefined;
  return client.rotation.start({
    ...whose,
    insist,
    graceSeconds: now === true ? 0 : grace,
    deletesItself: isTimed ? true : undefined,
  });
}

function failureIn({ code, facts }: Failure): AppError {
  return new AppError(code, facts);
}

/** Options that say different things are no wish. */
function checkOptions({ grace, now, check, rollBack, finish, deleteOrphan }: RotateOptions): void {
  const ways = [check, rollBack, finish, deleteOrphan].filter((way) => way !== undefined);
  if (ways.length > 1)
    throw wrong('--check, --roll-back, --finish and --delete-orphan exclude each other');
  if (grace !== undefined && now === true) throw wrong('it takes either --grace or --now');
  if (ways.length > 0 && grace !== undefined) throw wrong('--grace is said when a rotation begins');
}

function wrong(problem: string): AppError {
  return new AppError('input/invalid', { field: 'options', problem });
}

const UNITS_MS: Readonly<Record<string, number>> = {
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
};

/** `24h`, `7d`, `90m`: in seconds. */
function graceTime(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit];
  const seconds = (Number(count) * (unitMs ?? 0)) / SECOND_MS;
  if (unitMs === undefined || seconds > (365 * DAY_MS) / SECOND_MS)
    throw new InvalidArgumentError('It takes a time like 24h or 7d, of a year at most.');
  return seconds;
}
