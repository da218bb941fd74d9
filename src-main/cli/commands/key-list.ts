import type { Command } from 'commander';
import type { AccessKey, Identity, Reminder } from '#shared/contract/things.ts';
import { ageInDays, lastUseText, otherKey, ownKey } from '#shared/keys.ts';
import { reminderWords } from '#shared/words/reminders.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { jsonText } from '../json-text.ts';
import { examples, withJson, type CommonOptions } from '../options.ts';
import { printTable } from '../table.ts';

/** One of the user's keys, as a row. */
interface Row {
  readonly identity: Identity;
  readonly key: AccessKey;
  readonly reminders: readonly Reminder[];
}

/** Both keys of every user, and what is to be said of them. */
export function addKeyList(key: Command, context: CommandContext): void {
  const { terminal, clock } = context;
  const list = key
    .command('list [IDENTITY]')
    .description("list the access keys of an identity's user, or of all, as AWS told of them last")
    .action((name: string | undefined, options: CommonOptions) =>
      atDesk(context, options, async ({ client }) => {
        const identities =
          name === undefined
            ? await client.identities.list({})
            : [await client.identities.show({ name })];
        const reminders = await client.reminders.list({});
        const rows = identities.flatMap((identity) => rowsOf(identity, reminders));
        if (options.json) terminal.print(jsonText(rows.map((row) => rowJson(row, clock.now()))));
        else if (rows.length === 0) terminal.print('There are no access keys here yet.');
        else terminal.print(printTable(columns(clock.now()), rows, terminal.dim));
      }),
    );
  examples(withJson(list), ['latchkey key list', 'latchkey key list me --json']);
}

function rowsOf(identity: Identity, reminders: readonly Reminder[]): readonly Row[] {
  const own = ownKey(identity);
  const other = otherKey(identity);
  const about = reminders.filter((reminder) => reminder.identity === identity.name);
  return [own, ...(other === null ? [] : [other])].map((key) => ({
    identity,
    key,
    // What is about the user stands beside the key that signs in.
    reminders: about.filter(
      ({ accessKeyId }) => (accessKeyId ?? own.accessKeyId) === key.accessKeyId,
    ),
  }));
}

function columns(nowMs: number) {
  return [
    { title: 'identity', of: ({ identity }: Row) => identity.name },
    { title: 'access key', of: ({ key }: Row) => key.accessKeyId },
    { title: 'held by', of: (row: Row) => (isOwn(row) ? 'Latchkey' : 'somebody else') },
    { title: 'status', of: ({ key }: Row) => key.status },
    { title: 'age', of: ({ key }: Row) => ageText(key, nowMs) },
    { title: 'last used', of: ({ key }: Row) => lastUseText(key.lastUse) },
    {
      title: 'remark',
      of: ({ reminders }: Row) => reminders.map((one) => reminderWords(one).label).join(', '),
    },
    { title: 'read', of: ({ identity }: Row) => identity.keys?.readAt ?? null },
  ];
}

function rowJson(row: Row, nowMs: number) {
  const { identity, key, reminders } = row;
  return {
    identity: identity.name,
    userName: identity.userName,
    accountId: identity.accountId,
    ...key,
    isOurs: isOwn(row),
    ageDays: key.createdAt === null ? null : ageInDays(key.createdAt, nowMs),
    reminders: reminders.map(({ kind, snooze }) => ({ kind, snooze })),
    readAt: identity.keys?.readAt ?? null,
  };
}

function isOwn({ identity, key }: Row): boolean {
  return identity.accessKeyId === key.accessKeyId;
}

function ageText({ createdAt }: AccessKey, nowMs: number): string {
  return createdAt === null ? 'unknown' : `${ageInDays(createdAt, nowMs)} d`;
}
