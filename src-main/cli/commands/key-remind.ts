import { InvalidArgumentError, Option, type Command } from 'commander';
import type { SnoozeFor } from '#shared/contract/reminders.ts';
import type { KeyThresholds, ReminderSettings } from '#shared/contract/settings.ts';
import type { Reminder } from '#shared/contract/things.ts';
import type { LatchkeyClient } from '#main/api/latchkey-client.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { jsonText } from '../json-text.ts';
import { examples, withJson, type CommonOptions } from '../options.ts';
import { printFacts } from '../table.ts';

interface RemindOptions extends CommonOptions {
  readonly due?: number;
  readonly overdue?: number;
  readonly unused?: number;
  readonly usual?: boolean;
  readonly notify?: 'on' | 'off';
  readonly snooze?: SnoozeFor | 'off';
}

/** From when on keys are called due, overdue and unused, and for how long nobody wants to hear of it. */
export function addKeyRemind(key: Command, context: CommandContext): void {
  const remind = key
    .command('remind [IDENTITY]')
    .description('show or change when keys are called due, overdue and unused; of all, or of one')
    .option('--due <DAYS>', 'due for rotation from so many days on', wholeDays)
    .option('--overdue <DAYS>', 'overdue from so many days on', wholeDays)
    .option('--unused <DAYS>', 'unused after so many days without use', wholeDays)
    .option('--usual', 'of one identity: as for all again')
    .addOption(
      new Option('--notify <HOW>', 'whether the desktop tells of them').choices(['on', 'off']),
    )
    .addOption(
      new Option(
        '--snooze <HOW>',
        'not to hear of what is due for a day, a week, or as long as the key is the same',
      ).choices(['day', 'week', 'key', 'off']),
    )
    .action((name: string | undefined, options: RemindOptions) =>
      atDesk(context, options, async ({ client }) => {
        const { notify, snooze } = options;
        if (name === undefined) await changeForAll(client, options);
        else await changeForOne(client, name, options);
        if (notify !== undefined) {
          const { reminders } = await client.settings.show({});
          await client.settings.change({ reminders: { ...reminders, notify: notify === 'on' } });
        }
        if (snooze !== undefined) await snoozeAll(client, name, snooze);
        await printRemind(client, name, options, context);
      }),
    );
  examples(withJson(remind), [
    'latchkey key remind --due 60 --overdue 80',
    'latchkey key remind ci --unused 14',
    'latchkey key remind me --snooze week',
  ]);
}

async function changeForAll(client: LatchkeyClient, options: RemindOptions): Promise<void> {
  const { reminders } = await client.settings.show({});
  const thresholds = changed(reminders.thresholds, options);
  if (thresholds !== null)
    await client.settings.change({ reminders: { ...reminders, thresholds } });
}

async function changeForOne(
  client: LatchkeyClient,
  identity: string,
  options: RemindOptions,
): Promise<void> {
  if (options.usual === true) {
    await client.reminders.setThresholds({ identity, thresholds: null });
    return;
  }
  const { keyThresholds } = await client.identities.show({ name: identity });
  const usual = (await client.settings.show({})).reminders.thresholds;
  const thresholds = changed(keyThresholds ?? usual, options);
  if (thresholds !== null) await client.reminders.setThresholds({ identity, thresholds });
}

/** Null where nothing is to change. */
function changed(
  known: KeyThresholds,
  { due, overdue, unused }: RemindOptions,
): KeyThresholds | null {
  if (due === undefined && overdue === undefined && unused === undefined) return null;
  return {
    dueDays: due ?? known.dueDays,
    overdueDays: overdue ?? known.overdueDays,
    unusedDays: unused ?? known.unusedDays,
  };
}

async function snoozeAll(
  client: LatchkeyClient,
  name: string | undefined,
  how: SnoozeFor | 'off',
): Promise<void> {
  const all = await client.reminders.list({});
  const isMeant = ({ identity }: Reminder) => name === undefined || identity === name;
  for (const { id } of all.filter(isMeant))
    await client.reminders.snooze({ id, for: how === 'off' ? null : how });
}

async function printRemind(
  client: LatchkeyClient,
  name: string | undefined,
  { json }: RemindOptions,
  { terminal }: CommandContext,
): Promise<void> {
  const { reminders } = await client.settings.show({});
  const own = name === undefined ? null : (await client.identities.show({ name })).keyThresholds;
  const thresholds = own ?? reminders.thresholds;
  if (json)
    terminal.print(jsonText({ identity: name ?? null, ...thresholds, notify: reminders.notify }));
  else terminal.print(printFacts(factsOf(name, { ...reminders, thresholds }, own !== null)));
}

function factsOf(
  name: string | undefined,
  { thresholds, notify }: ReminderSettings,
  isOwn: boolean,
): readonly (readonly [string, string | null])[] {
  const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);
  return [
    ['Identity', name === undefined ? null : `${name}, ${isOwn ? 'its own' : 'as for all'}`],
    ['Due', `from ${days(thresholds.dueDays)} on`],
    ['Overdue', `from ${days(thresholds.overdueDays)} on`],
    ['Unused', `after ${days(thresholds.unusedDays)} without use`],
    ['Notification', notify ? 'once a day at most' : 'off'],
  ];
}

function wholeDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new InvalidArgumentError('It takes whole days, from 1 on.');
  return Number(text);
}
