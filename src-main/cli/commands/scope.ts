import type { Command } from 'commander';
import type { Scope } from '#shared/contract/scope.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { jsonText } from '../json-text.ts';
import {
  examples,
  wholeSeconds,
  withJson,
  withPassphrase,
  type CommonOptions,
} from '../options.ts';
import {
  readSessionOptions,
  withNarrowingOptions,
  type GivenSessionOptions,
} from '../session-options.ts';
import { printTable } from '../table.ts';

/** Narrower sessions of a role, for agents and other programs that should not have all of it. */
export function addScopeCommands(role: Command, context: CommandContext): void {
  const scope = role.command('scope').description('narrower sessions of a role, for agents');
  addAdd(scope, context);
  addList(scope, context);
  addRemove(scope, context);
}

interface AddOptions
  extends CommonOptions, Pick<GivenSessionOptions, 'tag' | 'policyFile' | 'policyArn'> {
  readonly duration?: number;
  readonly ask?: boolean;
}

function addAdd(scope: Command, context: CommandContext): void {
  const { terminal } = context;
  const add = scope
    .command('add <ROLE> <NAME>')
    .description('add a scope, or put it in the place of the one by that name')
    .option('--duration <S>', "seconds that a session lasts (default: the role's)", wholeSeconds)
    .option('--ask', 'ask me in the window each time a program wants it')
    .action((role: string, name: string, options: AddOptions) =>
      atDesk(context, options, async ({ client }) => {
        const given: Scope = {
          tags: [],
          policyArns: [],
          policy: null,
          ...(await readSessionOptions(terminal, options)),
          name,
          durationSeconds: options.duration ?? null,
          approval: options.ask === true ? 'each-time' : 'none',
        };
        const changed = await client.roles.setScope({ role, scope: given });
        if (options.json) terminal.print(jsonText(changed));
        else
          terminal.print(
            `Added ${name} to ${role}. Use it: latchkey exec ${role} --scope ${name} -- COMMAND`,
          );
      }),
    );
  examples(withJson(withNarrowingOptions(add)), [
    'latchkey role scope add dev readonly --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess',
    'latchkey role scope add dev deploy --policy-file deploy.json --duration 900 --ask',
    'latchkey exec dev --scope readonly -- agent …',
    '',
    'A scope holds back a program that keeps to what it was given. What runs as you can ask for the',
    "role's own session as well.",
  ]);
}

function addList(scope: Command, context: CommandContext): void {
  const { terminal } = context;
  const list = scope
    .command('list <ROLE>')
    .description('list the scopes of a role')
    .action((name: string, options: CommonOptions) =>
      atDesk(context, options, async ({ client }) => {
        const { role } = await client.roles.show({ name });
        if (options.json) terminal.print(jsonText(role.scopes));
        else if (role.scopes.length === 0)
          terminal.print(
            `${name} has no scopes. Add one: latchkey role scope add ${name} NAME --policy-arn ARN`,
          );
        else terminal.print(printTable(SCOPE_COLUMNS, role.scopes, terminal.dim));
      }),
    );
  examples(withJson(list), ['latchkey role scope list dev']);
}

/** Also what `role show` lists. */
export const SCOPE_COLUMNS = [
  { title: 'scope', of: (scope: Scope) => scope.name },
  { title: 'narrowed by', of: narrowedBy },
  {
    title: 'lasts',
    of: ({ durationSeconds }: Scope) => (durationSeconds === null ? null : `${durationSeconds} s`),
  },
  {
    title: 'tags',
    of: ({ tags }: Scope) => tags.map(({ key, value }) => `${key}=${value}`).join(', ') || null,
  },
  { title: 'asks', of: ({ approval }: Scope) => (approval === 'none' ? null : 'each time') },
];

function narrowedBy({ policy, policyArns }: Scope): string | null {
  const parts = [...(policy === null ? [] : ['a session policy']), ...policyArns];
  return parts.join(', ') || null;
}

function addRemove(scope: Command, context: CommandContext): void {
  const remove = scope
    .command('remove <ROLE> <NAME>')
    .description('remove a scope and forget its session; nothing changes in AWS')
    .action((role: string, name: string, options: CommonOptions) =>
      atDesk(context, options, async ({ call }) => {
        await call((client) => client.roles.removeScope({ role, scope: name }));
        context.terminal.print(`Removed ${name} from ${role}.`);
      }),
    );
  examples(withPassphrase(remove), ['latchkey role scope remove dev readonly']);
}
