import { Option, type Command } from 'commander';
import type { Deliver, RoleMfa } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { jsonText } from '../json-text.ts';
import { examples, wholeSeconds, withDelivery, withJson, type CommonOptions } from '../options.ts';
import {
  readSessionOptions,
  withoutSessionOptions,
  withSessionOptions,
  type GivenSessionOptions,
} from '../session-options.ts';

interface AddOptions extends CommonOptions, GivenSessionOptions {
  readonly roleArn: string;
  readonly source: string;
  readonly profile?: string;
  readonly region?: string;
  readonly duration?: number;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly mfa?: RoleMfa;
  readonly deliver?: Deliver;
}

const MFA = "session: one code for many roles, at most 1 h; direct: up to the role's maximum";
const MFA_CHOICES: readonly RoleMfa[] = ['session', 'direct', 'none'];

export function addRoleAdd(role: Command, context: CommandContext): void {
  const { terminal } = context;
  const add = role
    .command('add <NAME>')
    .description('add a role')
    .requiredOption('--role-arn <ARN>', 'the role in AWS')
    .requiredOption('--source <TARGET>', 'identity or role that assumes it')
    .option('--profile <P>', 'profile that it is delivered as (default: NAME)')
    .option('--region <R>', "Region of its profile (default: the endpoint's)")
    .option('--duration <S>', 'seconds that a session lasts (default: 3600)', wholeSeconds)
    .option('--external-id <X>', 'external id that the role asks for')
    .option('--session-name <N>', "name that CloudTrail shows (default: the user's)")
    .addOption(new Option('--mfa <HOW>', MFA).choices(MFA_CHOICES))
    .action((name: string, options: AddOptions) =>
      atDesk(context, options, async ({ client }) => {
        const { roleArn, source, mfa, profile, deliver, region, externalId, sessionName } = options;
        const own = { name, roleArn, source, mfa, externalId, sessionName };
        const given = { ...own, profile, deliver, region };
        const added = await client.roles.add({
          ...given,
          durationSeconds: options.duration,
          ...(await readSessionOptions(terminal, options)),
        });
        if (options.json) terminal.print(jsonText(added));
        else
          terminal.print(
            `Added ${name}: ${added.roleArn}, from ${added.source}. Use it: latchkey switch ${name}`,
          );
      }),
    );
  examples(withJson(withDelivery(withSessionOptions(add))), [
    'latchkey role add dev --role-arn arn:aws:iam::123456789012:role/Developer --source me',
    'latchkey role add audit --role-arn arn:aws:iam::123456789012:role/Auditor --source me --external-id acme-1',
    'latchkey role add ops --role-arn arn:aws:iam::123456789012:role/Ops --source me --tag team=data --policy-file ops.json',
  ]);
}

interface ChangeOptions extends CommonOptions, GivenSessionOptions {
  readonly roleArn?: string;
  readonly source?: string;
  readonly profile?: string;
  readonly region?: string | false;
  readonly duration?: number | false;
  readonly externalId?: string | false;
  readonly sessionName?: string | false;
  readonly mfa?: RoleMfa;
  readonly deliver?: Deliver;
}

export function addRoleChange(role: Command, context: CommandContext): void {
  const { terminal } = context;
  const change = role
    .command('change <NAME>')
    .description('change what is named of a role, and nothing else; a live session stays as it is')
    .option('--role-arn <ARN>', 'the role in AWS')
    .option('--source <TARGET>', 'identity or role that assumes it')
    .option('--profile <P>', 'profile that it is delivered as')
    .option('--region <R>', 'Region of its profile')
    .option('--no-region', "the endpoint's Region again")
    .option('--duration <S>', 'seconds that a session lasts', wholeSeconds)
    .option('--no-duration', 'as long as AWS gives by default again')
    .option('--external-id <X>', 'external id that the role asks for')
    .option('--no-external-id', 'no external id any more')
    .option('--session-name <N>', 'name that CloudTrail shows')
    .option('--no-session-name', "the user's name again")
    .addOption(new Option('--mfa <HOW>', MFA).choices(MFA_CHOICES))
    .action((name: string, options: ChangeOptions) =>
      atDesk(context, options, async ({ client }) => {
        const { profile, deliver } = options;
        const wanted = {
          ...plainChange(options),
          ...(await readSessionOptions(terminal, options)),
        };
        const isNothing = Object.values(wanted).every((value) => value === undefined);
        if (isNothing && profile === undefined && deliver === undefined) throw nothingNamed();
        const changed = isNothing
          ? (await client.roles.show({ name })).role
          : await client.roles.change({ name, ...wanted });
        if (profile !== undefined) await client.targets.setProfile({ target: name, profile });
        if (deliver !== undefined) await client.targets.setDelivery({ target: name, deliver });
        if (options.json)
          terminal.print(
            jsonText({
              ...changed,
              profile: profile ?? changed.profile,
              deliver: deliver ?? changed.deliver,
            }),
          );
        else
          terminal.print(
            `Changed ${name}. The next session is made so: latchkey role show ${name}`,
          );
      }),
    );
  examples(withJson(withDelivery(withoutSessionOptions(withSessionOptions(change)))), [
    'latchkey role change dev --duration 7200 --mfa direct',
    'latchkey role change dev --tag team=data --transitive-tag team',
    'latchkey role change dev --no-policy-file --no-tag --no-transitive-tag',
  ]);
}

function plainChange(options: ChangeOptions) {
  const { roleArn, source, mfa, region, duration, externalId, sessionName } = options;
  return {
    roleArn,
    source,
    mfa,
    region: unset(region),
    durationSeconds: unset(duration),
    externalId: unset(externalId),
    sessionName: unset(sessionName),
  };
}

function unset<T>(given: T | false | undefined): T | null | undefined {
  return given === false ? null : given;
}

function nothingNamed(): AppError {
  const problem = 'nothing is named that should change, such as --duration 3600';
  return new AppError('input/invalid', { field: 'the command', problem });
}
