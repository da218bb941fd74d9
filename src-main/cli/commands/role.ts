import type { Command } from 'commander';
import type { Plan, Role } from '#shared/contract/things.ts';
import { PLAN_REASONS } from '#shared/words/plan.ts';
import { checkEndpoint } from '../check-endpoint.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import type { LatchkeyClient } from '#main/api/latchkey-client.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';
import { sessionOptionFacts, sessionPolicyText } from '../session-options.ts';
import { printFacts, printTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { jsonText } from '../json-text.ts';
import { addScopeCommands, SCOPE_COLUMNS } from './scope.ts';
import { addRoleAdd, addRoleChange } from './role-write.ts';

/** Roles to assume, from an identity or from another role. */
export function addRoleCommands(program: Command, context: CommandContext): void {
  const role = program.command('role').description('roles to assume');
  addRoleAdd(role, context);
  addList(role, context);
  addShow(role, context);
  addRoleChange(role, context);
  addRemove(role, context);
  addScopeCommands(role, context);
}

interface ListOptions extends CommonOptions {
  readonly endpoint?: string;
}

function addList(role: Command, context: CommandContext): void {
  const { terminal } = context;
  const list = role
    .command('list')
    .description('list the roles')
    .option('--endpoint <E>', 'only those of this endpoint')
    .action((options: ListOptions) =>
      atDesk(context, options, async ({ client }) => {
        const roles = await rolesOf(client, options.endpoint);
        if (options.json) terminal.print(jsonText(roles));
        else if (roles.length === 0)
          terminal.print(
            options.endpoint === undefined ? NONE : 'There are no roles at this endpoint.',
          );
        else terminal.print(printTable(COLUMNS, roles, terminal.dim));
      }),
    );
  examples(withJson(list), ['latchkey role list', 'latchkey role list --json']);
}

async function rolesOf(
  client: LatchkeyClient,
  endpoint: string | undefined,
): Promise<readonly Role[]> {
  if (endpoint === undefined) return client.roles.list({});
  await checkEndpoint(client, endpoint);
  const [roles, targets] = await Promise.all([client.roles.list({}), client.targets.list({})]);
  const there = new Set(
    targets.filter((target) => target.endpoint === endpoint).map(({ name }) => name),
  );
  return roles.filter(({ name }) => there.has(name));
}

const NONE =
  'There are no roles yet. Add one: latchkey role add NAME --role-arn arn:aws:iam::123456789012:role/Name --source IDENTITY';

const COLUMNS = [
  { title: 'name', of: (role: Role) => role.name },
  { title: 'role', of: (role: Role) => role.roleArn },
  { title: 'source', of: (role: Role) => role.source },
  { title: 'mfa', of: (role: Role) => role.mfa },
  { title: 'profile', of: (role: Role) => role.profile },
];

function addShow(role: Command, context: CommandContext): void {
  const { terminal } = context;
  const show = role
    .command('show <NAME>')
    .description('show one role, and how its credentials are got')
    .action((name: string, options: CommonOptions) =>
      atDesk(context, options, async ({ client }) => {
        const shown = await client.roles.show({ name });
        if (options.json) terminal.print(jsonText(shown));
        else terminal.print(shownText(shown, terminal));
      }),
    );
  examples(withJson(show), ['latchkey role show dev']);
}

function shownText({ role, plan }: { role: Role; plan: Plan }, { dim }: Terminal): string {
  const policy = sessionPolicyText(role);
  const parts = [printFacts(factsOf(role)), ...(policy === null ? [] : [policy]), planText(plan)];
  if (role.scopes.length > 0) parts.push(printTable(SCOPE_COLUMNS, role.scopes, dim));
  return parts.join('\n\n');
}

function factsOf(role: Role): readonly (readonly [string, string | null])[] {
  return [
    ['Name', role.name],
    ['Role', role.roleArn],
    ['Source', role.source],
    ['MFA', role.mfa],
    ['Profile', role.profile],
    ['Delivery', role.deliver],
    ['Region', role.region],
    ['Session', role.durationSeconds === null ? null : `${role.durationSeconds} s`],
    ['External id', role.externalId],
    ['Session name', role.sessionName],
    ...sessionOptionFacts(role),
  ];
}

function planText({ steps, because }: Plan): string {
  const lines = steps.map((step, index) => {
    const of = step.call === 'GetSessionToken' ? step.identity : step.role;
    const mfa = step.mfaSerial === null ? '' : `, with a code of ${step.mfaSerial}`;
    return `${index + 1}. ${step.call} of ${of} for ${step.durationSeconds} s${mfa}`;
  });
  return [...lines, ...because.map((reason) => PLAN_REASONS[reason])].join('\n');
}

function addRemove(role: Command, context: CommandContext): void {
  const remove = role
    .command('remove <NAME>')
    .description('stop its session and forget it; nothing changes in AWS')
    .action((name: string, options: CommonOptions) =>
      atDesk(context, options, async ({ call }) => {
        await call((client) => client.roles.remove({ name }));
        context.terminal.print(`Removed ${name}.`);
      }),
    );
  examples(withPassphrase(remove), ['latchkey role remove dev']);
}
