import type { Command } from 'commander';
import { commandLineOf } from '#shared/command-line.ts';
import type { Deliver, Identity, Reminder } from '#shared/contract/things.ts';
import { failureOf, isAppError } from '#shared/errors.ts';
import { lastUseText, ownKey } from '#shared/keys.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { keysLeftText } from '#shared/words/removal.ts';
import { checkEndpoint } from '../check-endpoint.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { keyAgeText } from '../key-age.ts';
import {
  examples,
  wholeSeconds,
  withDelivery,
  withJson,
  withPassphrase,
  type CommonOptions,
} from '../options.ts';
import { printFacts, printTable } from '../table.ts';
import { jsonText } from '../json-text.ts';

/** IAM users who sign in with an access key. */
export function addIdentityCommands(program: Command, context: CommandContext): void {
  const identity = program.command('identity').description('IAM users and their access keys');
  addAdd(identity, context);
  addList(identity, context);
  addShow(identity, context);
  addRemove(identity, context);
}

interface AddOptions extends CommonOptions {
  readonly accessKeyId: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly duration?: number;
  readonly mfaSerial?: string;
  readonly allowRoot?: boolean;
  readonly deliver?: Deliver;
}

function addAdd(identity: Command, context: CommandContext): void {
  const { terminal } = context;
  const add = identity
    .command('add <NAME>')
    .description('add an IAM user; AWS is asked whether the key works before it is stored')
    .requiredOption(
      '--access-key-id <ID>',
      'AKIA…; the secret comes from a prompt or from standard input',
    )
    .option('--endpoint <E>', 'where its calls go (default: aws)')
    .option('--region <R>', "Region of its profile (default: the endpoint's)")
    .option('--profile <P>', 'profile that its own session is delivered as (default: NAME)')
    .option('--duration <S>', 'seconds that its session lasts (default: 43200)', wholeSeconds)
    .option(
      '--mfa-serial <ARN>',
      'its MFA device, when another device makes the codes; else: latchkey mfa add',
    )
    .option('--allow-root', 'take a key of the root user, knowingly')
    .action((name: string, options: AddOptions) =>
      atDesk(context, options, async ({ input, call }) => {
        const secretAccessKey = (await input.secret('Secret access key')).reveal();
        const { accessKeyId, endpoint, region, profile, duration, mfaSerial, allowRoot } = options;
        const { deliver } = options;
        const own = { name, accessKeyId, endpoint, mfaSerial, allowRoot };
        const given = { ...own, region, profile, deliver };
        const added = await call((client) =>
          client.identities.add({ ...given, secretAccessKey, durationSeconds: duration }),
        );
        if (options.json) terminal.print(jsonText(added));
        else terminal.print(`Added ${name}: ${added.arn}. Its key rests in the vault.`);
      }),
    );
  examples(withJson(withPassphrase(withDelivery(add))), [
    'latchkey identity add me --access-key-id AKIA…                        (asks for the secret)',
    'pass show aws/me | latchkey identity add me --access-key-id AKIA…     (secret on standard input)',
  ]);
}

interface ListOptions extends CommonOptions {
  readonly endpoint?: string;
}

function addList(identity: Command, context: CommandContext): void {
  const { terminal, clock } = context;
  const list = identity
    .command('list')
    .description('list the identities and the age of their keys')
    .option('--endpoint <E>', 'only those of this endpoint')
    .action((options: ListOptions) =>
      atDesk(context, options, async ({ client }) => {
        const { endpoint: only } = options;
        if (only !== undefined) await checkEndpoint(client, only);
        const all = await client.identities.list({});
        const identities = all.filter(({ endpoint }) => endpoint === (only ?? endpoint));
        if (options.json) return terminal.print(jsonText(identities));
        if (identities.length === 0)
          return terminal.print(
            only === undefined ? NONE : 'There are no identities at this endpoint.',
          );
        const ageOf = ageTextOf(await client.reminders.list({}), clock.now());
        terminal.print(printTable(columns(ageOf), identities, terminal.dim));
      }),
    );
  examples(withJson(list), [
    'latchkey identity list',
    'latchkey identity list --endpoint aws --json',
  ]);
}

const NONE =
  'There are no identities yet. Add one: latchkey identity add NAME --access-key-id AKIA…';

type AgeText = (user: Identity) => string;

function ageTextOf(reminders: readonly Reminder[], nowMs: number): AgeText {
  return (user) => keyAgeText(user, reminders, nowMs);
}

function columns(ageOf: AgeText) {
  return [
    { title: 'name', of: (user: Identity) => user.name },
    { title: 'account', of: (user: Identity) => user.accountAlias ?? user.accountId },
    { title: 'user', of: (user: Identity) => user.userName ?? 'root' },
    { title: 'key', of: (user: Identity) => maskAccessKeyId(user.accessKeyId) },
    { title: 'key age', of: ageOf },
    { title: 'mfa codes', of: (user: Identity) => mfaText(user) },
    { title: 'profile', of: (user: Identity) => user.profile },
  ];
}

function addShow(identity: Command, context: CommandContext): void {
  const { terminal, clock } = context;
  const show = identity
    .command('show <NAME>')
    .description('show one identity')
    .action((name: string, options: CommonOptions) =>
      atDesk(context, options, async ({ client }) => {
        const user = await client.identities.show({ name });
        if (options.json) return terminal.print(jsonText(user));
        const ageOf = ageTextOf(await client.reminders.list({}), clock.now());
        terminal.print(printFacts(factsOf(user, ageOf)));
      }),
    );
  examples(withJson(show), ['latchkey identity show me']);
}

function factsOf(user: Identity, ageOf: AgeText): readonly (readonly [string, string | null])[] {
  const { createdAt, lastUse } = ownKey(user);
  return [
    ['Name', user.name],
    ['ARN', user.arn],
    [
      'Account',
      user.accountAlias === null ? user.accountId : `${user.accountAlias} (${user.accountId})`,
    ],
    ['Endpoint', user.endpoint],
    ['Access key', maskAccessKeyId(user.accessKeyId)],
    [
      'Key made',
      createdAt === null ? 'AWS does not tell this user' : `${createdAt} (${ageOf(user)})`,
    ],
    ['Key last used', lastUseText(lastUse)],
    ['MFA device', user.mfaSerial ?? 'none known'],
    ['MFA codes', user.mfaSerial === null ? null : mfaText(user)],
    ['Command', user.mfaProcess === null ? null : commandLineOf(user.mfaProcess)],
    ['Profile', user.profile],
    ['Delivery', user.deliver],
    ['Region', user.region],
    ['Session', user.durationSeconds === null ? null : `${user.durationSeconds} s`],
  ];
}

function mfaText(user: Identity): string | null {
  if (user.mfaSerial === null) return null;
  if (user.mfaProcess !== null) return 'printed by a command';
  return user.hasSeed ? 'made by Latchkey' : 'typed by you';
}

interface RemoveOptions extends CommonOptions {
  readonly insist?: boolean;
}

function addRemove(identity: Command, context: CommandContext): void {
  const remove = identity
    .command('remove <NAME>')
    .description('stop its session, and forget it, its key and its seed; nothing changes in AWS')
    .option('--insist', 'although its key is being rotated; asks nobody')
    .action((name: string, options: RemoveOptions) => removeIdentity(context, name, options));
  examples(withPassphrase(remove), ['latchkey identity remove me']);
}

async function removeIdentity(
  context: CommandContext,
  name: string,
  options: RemoveOptions,
): Promise<void> {
  const { terminal } = context;
  const { insist } = options;
  await atDesk(context, options, async ({ call }) => {
    const { keysLeft } = await call((client) => client.identities.remove({ name, insist })).catch(
      async (error: unknown) => {
        const isAsked = isAppError(error, 'rotation/unfinished') && error.facts.isResting;
        if (!isAsked || !terminal.canAsk) throw error;
        terminal.say(wordsOf(failureOf(error)).explanation);
        const answer = await terminal.ask(`Type yes to remove ${name}: `);
        if (answer.trim().toLowerCase() !== 'yes') throw error;
        return call((client) => client.identities.remove({ name, insist: true }));
      },
    );
    terminal.print(`Removed ${name}. ${keysLeftText(keysLeft)}`);
  });
}
