import path from 'node:path';
import type { Command } from 'commander';
import type { Endpoint } from '#shared/contract/things.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { examples, withJson, type CommonOptions } from '../options.ts';
import { printTable } from '../table.ts';
import { jsonText } from '../json-text.ts';

/** Where calls go: AWS, another partition, or anything that speaks STS and IAM. */
export function addEndpointCommands(program: Command, context: CommandContext): void {
  const endpoint = program
    .command('endpoint')
    .description('where calls go: AWS, a partition, LocalStack …');
  addAdd(endpoint, context);
  addList(endpoint, context);
  addRemove(endpoint, context);
}

interface AddOptions extends CommonOptions {
  readonly region?: string;
  readonly partition?: Endpoint['partition'];
  readonly sts?: string;
  readonly iam?: string;
  readonly sso?: string;
  readonly oidc?: string;
  readonly signin?: string;
  readonly ca?: string;
}

function addAdd(endpoint: Command, context: CommandContext): void {
  const add = endpoint
    .command('add <NAME>')
    .description('add an endpoint')
    .option(
      '--region <R>',
      'Region of its calls and profiles (default: follows from the partition)',
    )
    .option('--partition <P>', 'aws, aws-cn, aws-us-gov … (default: follows from the Region)')
    .option('--sts <URL>', "address of STS, instead of AWS's own")
    .option('--iam <URL>', 'address of IAM')
    .option('--sso <URL>', 'address of the Identity Center portal')
    .option('--oidc <URL>', 'address of the OIDC service')
    .option('--signin <URL>', 'address of the sign-in page')
    .option('--ca <FILE>', 'PEM file of certificate authorities to trust besides the usual ones')
    .action((name: string, options: AddOptions) =>
      atDesk(context, options, async ({ client }) => {
        const added = await client.endpoints.add({
          name,
          region: options.region,
          partition: options.partition,
          stsUrl: options.sts,
          iamUrl: options.iam,
          ssoUrl: options.sso,
          oidcUrl: options.oidc,
          signinUrl: options.signin,
          caFile: options.ca === undefined ? undefined : path.resolve(options.ca),
        });
        if (options.json) context.terminal.print(jsonText(added));
        else
          context.terminal.print(
            `Added the endpoint ${added.name}: ${addressOf(added)}, ${added.region}.`,
          );
      }),
    );
  examples(withJson(add), [
    'latchkey endpoint add gov --region us-gov-west-1',
    'latchkey endpoint add local --sts http://127.0.0.1:4566 --iam http://127.0.0.1:4566',
  ]);
}

function addList(endpoint: Command, context: CommandContext): void {
  const list = endpoint
    .command('list')
    .description('list the endpoints')
    .action((options: CommonOptions) =>
      atDesk(context, options, async ({ client }) => {
        const endpoints = await client.endpoints.list({});
        if (options.json) context.terminal.print(jsonText(endpoints));
        else context.terminal.print(printTable(COLUMNS, endpoints, context.terminal.dim));
      }),
    );
  examples(withJson(list), ['latchkey endpoint list --json']);
}

const COLUMNS = [
  { title: 'name', of: (endpoint: Endpoint) => endpoint.name },
  { title: 'partition', of: (endpoint: Endpoint) => endpoint.partition },
  { title: 'region', of: (endpoint: Endpoint) => endpoint.region },
  { title: 'address', of: (endpoint: Endpoint) => addressOf(endpoint) },
];

function addRemove(endpoint: Command, context: CommandContext): void {
  const remove = endpoint
    .command('remove <NAME>')
    .description('remove an endpoint that no identity uses')
    .action((name: string, options: CommonOptions) =>
      atDesk(context, options, async ({ client }) => {
        await client.endpoints.remove({ name });
        context.terminal.print(`Removed the endpoint ${name}.`);
      }),
    );
  examples(remove, ['latchkey endpoint remove local']);
}

function addressOf({ stsUrl, iamUrl }: Endpoint): string {
  if (stsUrl === null && iamUrl === null) return "AWS's own addresses";
  if (stsUrl === iamUrl || iamUrl === null) return stsUrl ?? '';
  return `STS ${stsUrl ?? "AWS's own"}, IAM ${iamUrl}`;
}
