import type { Command } from 'commander';
import { deviceName } from '#shared/arn.ts';
import type { EnrolOutcome, MfaDevice } from '#shared/contract/mfa-devices.ts';
import { AppError } from '#shared/errors.ts';
import { visibleText } from '#shared/visible-text.ts';
import { atDesk, type CommandContext, type Desk } from '../command-context.ts';
import { FAILED } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';
import { qrText } from '../qr-text.ts';
import { printTable } from '../table.ts';
import { tellEnrolment } from '../tell-enrolment.ts';
import { type CodeOptions, type Done, givenCode, withCode, withCodeOption } from '../with-code.ts';

/** The MFA devices that AWS has of a user: made, listed, brought back in step, removed. */
export function addMfaDeviceCommands(mfa: Command, context: CommandContext): void {
  addEnrol(mfa, context);
  addList(mfa, context);
  addResync(mfa, context);
  addRemove(mfa, context);
}

interface EnrolOptions extends CodeOptions {
  readonly name?: string;
  readonly replaceLeftover?: boolean;
  readonly cancel?: boolean;
  readonly qr?: boolean;
}

function addEnrol(mfa: Command, context: CommandContext): void {
  const { terminal } = context;
  const enrol = mfa
    .command('enrol <IDENTITY>')
    .description(
      'make a virtual MFA device in AWS whose codes Latchkey makes; goes on with one begun',
    )
    .option('--name <N>', "the device's name in AWS (default: the user's)")
    .option('--replace-leftover', 'delete an unassigned device of that name first')
    .option('--cancel', 'delete what an unfinished enrolment has made')
    .option('--qr', 'then show the QR code, for a phone to hold the seed as well')
    .action((identity: string, options: EnrolOptions) =>
      atDesk(context, options, async (desk) => {
        if (options.qr === true) checkSeen(context);
        const { name, replaceLeftover, cancel } = options;
        const given = await givenCode(desk, options);
        const outcome = await withCode(
          context,
          desk,
          { target: identity, given },
          (client, mfaCode) =>
            cancel === true
              ? client.mfaDevices.cancelEnrolment({ identity, mfaCode })
              : tellEnrolment({ client, context, identity }, () =>
                  client.mfaDevices.enrol({ identity, deviceName: name, replaceLeftover, mfaCode }),
                ),
        );
        if (options.json) terminal.print(jsonText(outcome));
        else terminal.print(enrolSentence(identity, outcome));
        if (options.qr === true && outcome.kind === 'enrolled')
          await showQr(context, desk, identity);
      }),
    );
  examples(withJson(withPassphrase(withCodeOption(enrol))), [
    'latchkey mfa enrol me',
    'latchkey mfa enrol me --name me-laptop --qr',
    'latchkey mfa enrol me --cancel',
  ]);
}

function enrolSentence(identity: string, outcome: Done<EnrolOutcome>): string {
  if (outcome.kind === 'cancelled')
    return `Cancelled. AWS has no device of this enrolment of ${identity}.`;
  const device = visibleText(outcome.identity.mfaSerial ?? '');
  const enrolled = `${identity} now uses ${device}; Latchkey makes its codes.`;
  return outcome.mayBeOutOfStep
    ? `${enrolled}\nAWS answered late and may take its codes for those of another time. If it refuses them: latchkey mfa resync ${identity}`
    : enrolled;
}

/** For a person's eyes: a file or another program gets no picture of a seed. */
function checkSeen({ terminal }: CommandContext): void {
  if (terminal.isOutputTerminal) return;
  throw new AppError('input/invalid', { field: '--qr', problem: 'it shows on a terminal only' });
}

async function showQr(
  { terminal }: CommandContext,
  { call }: Desk,
  identity: string,
): Promise<void> {
  const { rows } = await call((client) => client.mfaSeedQr({ identity }));
  terminal.print(qrText(rows));
  terminal.say('This picture is the seed: whoever photographs it can make the codes. Clear it.');
}

function addList(mfa: Command, context: CommandContext): void {
  const { terminal } = context;
  const list = mfa
    .command('list <IDENTITY>')
    .description('list the devices that AWS has of the user, eight at most')
    .action((identity: string, options: CommonOptions) =>
      atDesk(context, options, async ({ call }) => {
        const { devices } = await call((client) => client.mfaDevices.list({ identity }));
        if (options.json) terminal.print(jsonText(devices));
        else if (devices.length === 0)
          terminal.print(
            `AWS has no MFA device of this user. To make one: latchkey mfa enrol ${identity}`,
          );
        else terminal.print(printTable(COLUMNS, devices, terminal.dim));
      }),
    );
  examples(withJson(withPassphrase(list)), ['latchkey mfa list me']);
}

const COLUMNS = [
  { title: 'device', of: ({ serial }: MfaDevice) => serial },
  { title: 'since', of: ({ enabledAt }: MfaDevice) => enabledAt },
  { title: 'used here', of: ({ isUsed }: MfaDevice) => (isUsed ? 'yes' : null) },
  { title: 'codes', of: ({ hasSeed }: MfaDevice) => (hasSeed ? 'by Latchkey' : 'elsewhere') },
];

function addResync(mfa: Command, context: CommandContext): void {
  const { terminal } = context;
  const resync = mfa
    .command('resync <IDENTITY>')
    .description(
      'send AWS two codes in a row, when it refuses the codes of a device that Latchkey holds',
    )
    .action((identity: string, options: CommonOptions) =>
      atDesk(context, options, async ({ call }) => {
        terminal.progress('Waiting until two codes may be sent; a minute at most');
        await call((client) => client.mfaDevices.resync({ identity })).finally(() =>
          terminal.progress(null),
        );
        if (options.json) terminal.print(jsonText({ identity, resynced: true }));
        else terminal.print(`AWS and the device of ${identity} are in step again.`);
      }),
    );
  examples(withJson(withPassphrase(resync)), ['latchkey mfa resync me']);
}

interface RemoveOptions extends CodeOptions {
  readonly serial?: string;
  readonly yes?: boolean;
}

function addRemove(mfa: Command, context: CommandContext): void {
  const { terminal } = context;
  const remove = mfa
    .command('remove <IDENTITY>')
    .description('take the device from the user and delete it in AWS, then forget it here')
    .option('--serial <ARN>', "another device of the user's (default: the identity's)")
    .option('--yes', 'without asking')
    .action((identity: string, options: RemoveOptions) =>
      atDesk(context, options, async (desk) => {
        const { serial } = options;
        const what = serial === undefined ? `the MFA device of ${identity}` : deviceName(serial);
        if (options.yes !== true && !(await isSure(context, what))) {
          terminal.say('Nothing was removed.');
          context.exitWith(FAILED);
          return;
        }
        const given = await givenCode(desk, options);
        await withCode(context, desk, { target: identity, given }, (client, mfaCode) =>
          client.mfaDevices.remove({ identity, serial, mfaCode }),
        );
        if (options.json) terminal.print(jsonText({ identity, removed: true }));
        else terminal.print(`Removed ${visibleText(what)} in AWS and here.`);
      }),
    );
  examples(withJson(withPassphrase(withCodeOption(remove))), [
    'latchkey mfa remove me',
    'latchkey mfa forget me                   (leaves it as it is in AWS)',
  ]);
}

async function isSure({ terminal }: CommandContext, what: string): Promise<boolean> {
  const problem = `it deletes ${visibleText(what)} in AWS; say so with --yes`;
  if (!terminal.canAsk) throw new AppError('input/invalid', { field: 'remove', problem });
  const answer = await terminal.ask(
    `Delete ${visibleText(what)} in AWS? What asks this user for MFA will let nobody in until there is another one. [y/N] `,
  );
  return /^y(?:es)?$/i.test(answer.trim());
}
