import type { Command } from 'commander';
import type { OwnCredential, PasswordPolicy } from '#shared/contract/account.ts';
import { AppError } from '#shared/errors.ts';
import { ageInDays } from '#shared/keys.ts';
import { rulesOf, unmetRules, type PasswordRule } from '#shared/password-rules.ts';
import type { Secret } from '#shared/secret.ts';
import { visibleText } from '#shared/visible-text.ts';
import { passwordRuleWords } from '#shared/words/password.ts';
import { OWN_CREDENTIAL_WORDS } from '#shared/words/own-credentials.ts';
import { atDesk, type CommandContext, type Desk } from '../command-context.ts';
import { FAILED } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { examples, withJson, withPassphrase } from '../options.ts';
import { printTable } from '../table.ts';
import { tellWaits } from '../tell-waits.ts';
import { givenCode, withCode, withCodeOption, type CodeOptions } from '../with-code.ts';

/** What a user has in AWS besides access keys and MFA devices. */
export function addAccountCommands(program: Command, context: CommandContext): void {
  const account = program
    .command('account')
    .description("a user's console password, SSH keys, credentials of services, certificates");
  addPassword(account, context);
  addList(account, context);
  addStatusCommands(account, context);
  addDelete(account, context);
}

interface PasswordOptions extends CodeOptions {
  readonly rules?: boolean;
}

function addPassword(account: Command, context: CommandContext): void {
  const password = account
    .command('password <IDENTITY>')
    .description("change the user's password for the AWS console")
    .option('--rules', "only show the account's rules for passwords")
    .action((identity: string, options: PasswordOptions) =>
      atDesk(context, options, (desk) => changePassword(context, desk, { identity, options })),
    );
  examples(withJson(withPassphrase(withCodeOption(password))), [
    'latchkey account password me --rules',
    'latchkey account password me                    (asks for the old and the new one)',
    'printf \'%s\\n\' "$OLD" "$NEW" | latchkey account password me',
    '',
    'With --mfa-code-stdin the code is the line before the two.',
  ]);
}

async function changePassword(
  context: CommandContext,
  desk: Desk,
  { identity, options }: { readonly identity: string; readonly options: PasswordOptions },
): Promise<void> {
  const { terminal } = context;
  const given = await givenCode(desk, options);
  const { policy } = await withCode(context, desk, { target: identity, given }, (client, mfaCode) =>
    tellingWaits(context, client, identity, () =>
      client.account.passwordPolicy({ identity, mfaCode }),
    ),
  );
  if (options.rules === true) {
    terminal.print(options.json ? jsonText(policy) : policyText(policy));
    return;
  }
  if (terminal.canAsk) terminal.say(policyText(policy));
  const oldPassword = await desk.input.password('Old password');
  const newPassword = await readNewPassword(context, desk, { policy, oldPassword });
  // The session for it is there by now, and a code on standard input has been read.
  await withCode(context, desk, { target: identity, given: undefined }, (client, mfaCode) =>
    client.account.changePassword({
      identity,
      oldPassword: oldPassword.reveal(),
      newPassword: newPassword.reveal(),
      mfaCode,
    }),
  );
  if (options.json) terminal.print(jsonText({ identity, changed: true }));
  else terminal.print(`The console password of ${visibleText(identity)} is changed.`);
}

/** Twice where it is typed, until it is good; what is piped is judged where it is sent. */
async function readNewPassword(
  { terminal }: CommandContext,
  { input }: Desk,
  known: { readonly policy: PasswordPolicy | null; readonly oldPassword: Secret },
): Promise<Secret> {
  for (;;) {
    const typed = await input.password('New password');
    if (!terminal.canAsk) return typed;
    const unmet = unmetRules(typed.reveal(), known.policy, {
      oldPassword: known.oldPassword.reveal(),
      accountAlias: null,
    });
    if (unmet.length > 0) terminal.say(`It needs ${listed(unmet, known.policy)}.`);
    else if ((await input.password('The same again')).reveal() === typed.reveal()) return typed;
    else terminal.say('The two are not the same.');
  }
}

function policyText(policy: PasswordPolicy | null): string {
  if (policy === null) return 'AWS does not tell this user the rules for passwords.';
  const { isDefault, maximumAgeDays, remembered, endsHard } = policy;
  const about = [
    isDefault ? ['The account has no rules of its own; those of AWS hold.'] : [],
    [`A new password needs ${listed(rulesOf(policy), policy)}.`],
    remembered === null ? [] : [`The last ${remembered} cannot come again.`],
    maximumAgeDays === null
      ? []
      : [
          `It ends after ${maximumAgeDays} days${endsHard ? ', and then only an administrator can replace it' : ''}.`,
        ],
  ];
  return about.flat().join('\n');
}

function listed(rules: readonly PasswordRule[], policy: PasswordPolicy | null): string {
  return rules.map((rule) => passwordRuleWords(rule, policy?.minimumLength ?? 1)).join('; ');
}

function addList(account: Command, context: CommandContext): void {
  const { terminal, clock } = context;
  const list = account
    .command('list <IDENTITY>')
    .description("list the user's SSH keys and service credentials, and the account's certificates")
    .action((identity: string, options: CodeOptions) =>
      atDesk(context, options, async (desk) => {
        const { credentials, notTold } = await listCredentials(context, desk, identity, options);
        if (options.json) {
          terminal.print(jsonText({ credentials, notTold }));
          return;
        }
        for (const kind of notTold)
          terminal.say(`AWS does not let this user list: ${OWN_CREDENTIAL_WORDS[kind]}.`);
        if (credentials.length === 0) terminal.print('There are none.');
        else terminal.print(printTable(columns(clock.now()), credentials, terminal.dim));
      }),
    );
  examples(withJson(withPassphrase(withCodeOption(list))), ['latchkey account list me']);
}

function columns(nowMs: number) {
  return [
    { title: 'what', of: ({ kind }: OwnCredential) => OWN_CREDENTIAL_WORDS[kind] },
    { title: 'id', of: ({ id }: OwnCredential) => id },
    { title: 'for', of: ({ service }: OwnCredential) => service },
    { title: 'status', of: ({ status }: OwnCredential) => status },
    { title: 'age', of: (credential: OwnCredential) => ageOf(credential, nowMs) },
    { title: 'until', of: ({ expiresAt }: OwnCredential) => expiresAt },
  ];
}

function ageOf({ createdAt }: OwnCredential, nowMs: number): string | null {
  return createdAt === null ? null : `${ageInDays(createdAt, nowMs)} d`;
}

const STATUSES = [
  ['activate', 'active', 'make a credential active again'],
  ['deactivate', 'inactive', 'make a credential inactive in AWS; it can be activated again'],
] as const;

function addStatusCommands(account: Command, context: CommandContext): void {
  for (const [verb, status, description] of STATUSES) {
    const command = account
      .command(`${verb} <IDENTITY> <ID>`)
      .description(description)
      .action((identity: string, id: string, options: CodeOptions) =>
        atDesk(context, options, async (desk) => {
          const found = await findCredential(context, desk, { identity, id, options });
          const { kind } = found;
          await withCode(context, desk, { target: identity, given: undefined }, (client, mfaCode) =>
            client.account.setStatus({ identity, kind, id, status, mfaCode }),
          );
          if (options.json) context.terminal.print(jsonText({ ...found, status }));
          else context.terminal.print(`The ${OWN_CREDENTIAL_WORDS[kind]} ${id} is ${status}.`);
        }),
      );
    examples(withJson(withPassphrase(withCodeOption(command))), [
      `latchkey account ${verb} me APKA…`,
    ]);
  }
}

interface DeleteOptions extends CodeOptions {
  readonly yes?: boolean;
}

function addDelete(account: Command, context: CommandContext): void {
  const { terminal } = context;
  const command = account
    .command('delete <IDENTITY> <ID>')
    .description('delete a credential in AWS, for ever')
    .option('--yes', 'without asking')
    .action((identity: string, id: string, options: DeleteOptions) =>
      atDesk(context, options, async (desk) => {
        const found = await findCredential(context, desk, { identity, id, options });
        if (!(await isSure(context, found, options))) {
          terminal.say('Nothing was deleted.');
          context.exitWith(FAILED);
          return;
        }
        const { kind } = found;
        await withCode(context, desk, { target: identity, given: undefined }, (client, mfaCode) =>
          client.account.delete({ identity, kind, id, mfaCode }),
        );
        if (options.json) terminal.print(jsonText({ ...found, deleted: true }));
        else terminal.print(`The ${OWN_CREDENTIAL_WORDS[kind]} ${id} is deleted.`);
      }),
    );
  examples(withJson(withPassphrase(withCodeOption(command))), [
    'latchkey account delete me APKA…',
    'latchkey account delete me shop.example.com --yes',
  ]);
}

/** Whether somebody says yes to it. Throws `command/not-confirmed` where nobody can be asked. */
async function isSure(
  { terminal, clock }: CommandContext,
  found: OwnCredential,
  { yes }: DeleteOptions,
): Promise<boolean> {
  if (yes === true) return true;
  const what = `${OWN_CREDENTIAL_WORDS[found.kind]} ${found.id}`;
  if (!terminal.canAsk) throw new AppError('command/not-confirmed', { what });
  const service = found.service === null ? '' : ` for ${visibleText(found.service)}`;
  const age = ageOf(found, clock.now());
  const about = [`${found.status}${service}`, ...(age === null ? [] : [`${age} old`])].join(', ');
  const answer = await terminal.ask(
    `Delete the ${what} (${about}) in AWS? What uses it fails, and it never comes back. [y/N] `,
  );
  return /^y(?:es)?$/i.test(answer.trim());
}

async function findCredential(
  context: CommandContext,
  desk: Desk,
  {
    identity,
    id,
    options,
  }: { readonly identity: string; readonly id: string; readonly options: CodeOptions },
): Promise<OwnCredential> {
  const { credentials } = await listCredentials(context, desk, identity, options);
  const found = credentials.find((credential) => credential.id === id);
  if (found === undefined) throw new AppError('input/unknown', { kind: 'credential', name: id });
  return found;
}

async function listCredentials(
  context: CommandContext,
  desk: Desk,
  identity: string,
  options: CodeOptions,
) {
  const given = await givenCode(desk, options);
  return withCode(context, desk, { target: identity, given }, (client, mfaCode) =>
    tellingWaits(context, client, identity, () =>
      client.account.credentials({ identity, mfaCode }),
    ),
  );
}

function tellingWaits<T>(
  { clock, terminal }: CommandContext,
  client: Desk['client'],
  target: string,
  call: () => Promise<T>,
): Promise<T> {
  return tellWaits({ client, clock, terminal, target }, call);
}
