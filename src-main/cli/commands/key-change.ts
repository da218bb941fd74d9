import type { Command } from 'commander';
import type { KeyAction, KeyConsequences, KeyOutcome } from '#shared/contract/keys.ts';
import { ageInDays, lastUseText } from '#shared/keys.ts';
import { visibleText } from '#shared/visible-text.ts';
import { wordsOf } from '#shared/words/errors.ts';
import type { LatchkeyClient } from '#main/api/latchkey-client.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { FAILED } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { examples, withJson, withPassphrase } from '../options.ts';
import { shortPath } from '../short-path.ts';
import { printFacts } from '../table.ts';
import { givenCode, withCode, type CodeOptions } from '../with-code.ts';

interface ChangeOptions extends CodeOptions {
  readonly insist?: boolean;
}

const ABOUT: Readonly<Record<KeyAction, { readonly description: string; readonly done: string }>> =
  {
    deactivate: {
      description: 'make an access key inactive in AWS; it can be activated again',
      done: 'is inactive',
    },
    activate: { description: 'make an access key active again', done: 'is active' },
    delete: { description: 'delete an access key in AWS, for ever', done: 'is deleted' },
  };

/** What one does to a key in AWS: on a terminal its consequences are shown first, and somebody is asked. */
export function addKeyChanges(key: Command, context: CommandContext): void {
  for (const action of ['deactivate', 'activate', 'delete'] as const) {
    const command = key
      .command(`${action} <ID>`)
      .description(ABOUT[action].description)
      .option('--mfa-code-stdin', 'read the MFA code from standard input');
    if (action !== 'activate')
      command.option('--insist', 'although something uses it; asks nobody');
    command.action((id: string, options: ChangeOptions) => change(context, action, id, options));
    examples(withJson(withPassphrase(command)), [`latchkey key ${action} AKIA…`]);
  }
}

async function change(
  context: CommandContext,
  action: KeyAction,
  accessKeyId: string,
  options: ChangeOptions,
): Promise<void> {
  const { terminal } = context;
  await atDesk(context, options, async (desk) => {
    const { client } = desk;
    const given = await givenCode(desk, options);
    let { insist } = options;
    const consequences = await client.keys.consequences({ accessKeyId });
    if (action !== 'activate' && insist !== true && terminal.canAsk) {
      terminal.say(consequencesText(action, consequences, context));
      if (!(await isSure(context, action))) {
        terminal.say('Nothing was changed.');
        context.exitWith(FAILED);
        return;
      }
      // Who locks themselves out has to say so by the option.
      insist = !consequences.isLast;
    }
    const target = consequences.identity;
    const { identity } = await withCode(context, desk, { target, given }, (_, mfaCode) =>
      sendChange(client, { action, accessKeyId, insist, mfaCode }),
    );
    if (options.json) terminal.print(jsonText(identity));
    else
      terminal.print(
        `The access key ${accessKeyId} of ${visibleText(consequences.userName)} ${ABOUT[action].done}.`,
      );
  });
}

async function isSure({ terminal }: CommandContext, action: KeyAction): Promise<boolean> {
  return (await terminal.ask(`Type yes to ${action} it: `)).trim().toLowerCase() === 'yes';
}

function sendChange(
  client: LatchkeyClient,
  {
    action,
    ...given
  }: {
    readonly action: KeyAction;
    readonly accessKeyId: string;
    readonly insist: boolean | undefined;
    readonly mfaCode: string | undefined;
  },
): Promise<KeyOutcome> {
  switch (action) {
    case 'activate':
      return client.keys.setStatus({ ...given, status: 'active' });
    case 'deactivate':
      return client.keys.setStatus({ ...given, status: 'inactive' });
    case 'delete':
      return client.keys.delete(given);
  }
}

/** What a person should know before; on stderr, so that results stay alone. */
function consequencesText(
  action: KeyAction,
  { key, userName, identity, users, isLast, isOurs }: KeyConsequences,
  { clock, environment }: CommandContext,
): string {
  const age = key.createdAt === null ? null : `${ageInDays(key.createdAt, clock.now())} d`;
  const facts = printFacts([
    ['Access key', key.accessKeyId],
    ['User', `${userName} (by identity ${identity})`],
    ['Status', key.status],
    ['Age', age],
    ['Last used', lastUseText(key.lastUse) ?? 'AWS does not tell'],
    ['Identities', listed(users.identities)],
    ['Profiles', listed(users.profiles)],
    [
      'Sessions',
      listed(users.sessions.map(({ session, expiresAt }) => `${session} until ${expiresAt}`)),
    ],
    [
      'In files',
      listed(
        users.files.map(
          ({ path, profile, line }) =>
            `profile ${profile} (${shortPath(path, environment)}, line ${line})`,
        ),
      ),
    ],
  ]);
  const remarks = [
    ...(isOurs ? [] : ['Latchkey does not use it; whoever does is not on this list.']),
    ...(isLast
      ? [
          wordsOf({
            code: 'key/in-use',
            facts: { accessKeyId: key.accessKeyId, usedBy: users.identities, isLast },
          }).action,
        ]
      : []),
    ...(action === 'delete' && key.status === 'active'
      ? ['It is still active: what uses it fails at once, and it never comes back.']
      : []),
  ];
  return [facts, ...remarks].join('\n');
}

function listed(things: readonly string[]): string | null {
  return things.length === 0 ? null : things.join(', ');
}
