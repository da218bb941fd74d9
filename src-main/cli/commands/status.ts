import type { Command } from 'commander';
import type {
  EnrolmentView,
  Identity,
  Reminder,
  Snapshot,
  Target,
} from '#shared/contract/things.ts';
import type { Failure } from '#shared/errors.ts';
import { ageInDays, ageVerdict, lastUsedAt, lastUseText, ownKey } from '#shared/keys.ts';
import { openSnapshot } from '#shared/open-snapshot.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import { epochMsOf, formatDuration, SECOND_MS } from '#shared/time.ts';
import { clockSkewSentence } from '#shared/words/clock-skew.ts';
import { visibleText } from '#shared/visible-text.ts';
import { standingOfDevice, unfinishedDevice } from '#shared/words/enrolment.ts';
import { reminderWords } from '#shared/words/reminders.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { keyAgeText } from '../key-age.ts';
import { examples, withJson, withPassphrase, type CommonOptions } from '../options.ts';
import { shortPath } from '../short-path.ts';
import { printTable } from '../table.ts';
import { jsonText } from '../json-text.ts';

interface StatusOptions extends CommonOptions {
  readonly endpoint?: string;
}

/** What runs, for how long still, and which keys are due. */
export function addStatusCommand(program: Command, context: CommandContext): void {
  const { terminal } = context;
  const command = program
    .command('status')
    .description('show sessions, when they end, and the age of the keys')
    .option('--endpoint <E>', 'only what belongs to this endpoint')
    .action((options: StatusOptions) =>
      atDesk(context, options, async ({ client, unlockIfGiven }) => {
        if ((await client.snapshot({})).vault.state === 'locked') await unlockIfGiven();
        const snapshot = openSnapshot(await client.snapshot({}));
        const isWanted = ({ endpoint }: { readonly endpoint: string }) =>
          endpoint === (options.endpoint ?? endpoint);
        const sessions = snapshot.targets
          .filter(isWanted)
          .filter(({ session }) => session.state !== 'none');
        const identities = snapshot.identities.filter(isWanted);
        const names = new Set<string | null>([null, ...identities.map(({ name }) => name)]);
        const reminders = snapshot.reminders.filter(({ identity }) => names.has(identity));
        const isOwned = ({ identity }: { readonly identity: string }) => names.has(identity);
        const enrolments = snapshot.enrolments.filter(isOwned);
        const rotations = snapshot.rotations.filter(({ identities: [identity] }) =>
          names.has(identity ?? null),
        );
        const skew = clockSkewSentence(snapshot.clockSkewSeconds);
        if (skew !== null) terminal.say(skew);
        if (options.json)
          terminal.print(
            jsonText(
              statusJson(
                { ...snapshot, identities, reminders, rotations, enrolments },
                sessions,
                context,
              ),
            ),
          );
        else
          terminal.print(
            [
              sessionsText(snapshot, sessions, context),
              keysText(identities, snapshot.reminders, context),
              ...remindersText(reminders),
              ...unfinishedText(enrolments),
            ].join('\n\n'),
          );
      }),
    );
  examples(withJson(withPassphrase(command)), ['latchkey status', 'latchkey status --json']);
}

function statusJson(snapshot: Snapshot, sessions: readonly Target[], { clock }: CommandContext) {
  return {
    vault: snapshot.vault,
    sessions,
    keys: snapshot.identities.map((identity) => {
      const { accessKeyId, createdAt, lastUse } = ownKey(identity);
      const state = createdAt === null ? 'unknown' : 'fresh';
      return {
        identity: identity.name,
        accessKeyId,
        createdAt,
        lastUsedAt: lastUsedAt(lastUse),
        ageDays: createdAt === null ? null : ageInDays(createdAt, clock.now()),
        state: ageVerdict(snapshot.reminders, identity) ?? state,
      };
    }),
    reminders: snapshot.reminders,
    rotations: snapshot.rotations.filter(({ state }) => state === 'running' || state === 'resting'),
    enrolments: snapshot.enrolments,
    clockSkewSeconds: snapshot.clockSkewSeconds,
  };
}

function sessionsText(
  snapshot: Snapshot,
  sessions: readonly Target[],
  context: CommandContext,
): string {
  const { state, failure } = snapshot.vault;
  // One that has locked itself may go on with what runs, which is then known.
  if ((state === 'locked' && sessions.length === 0) || state === 'unavailable') {
    const words = wordsOf((failure ?? LOCKED) as Failure);
    return `What is running cannot be read. ${words.title}. ${words.explanation} ${words.action}`;
  }
  if (sessions.length === 0) return 'No session is running.';
  const columns = [
    { title: 'session', of: (target: Target) => target.name },
    { title: 'account', of: (target: Target) => target.accountAlias ?? target.accountId },
    { title: 'as', of: (target: Target) => target.principal },
    { title: 'time left', of: (target: Target) => timeLeft(target, context.clock.now()) },
    { title: 'profile', of: (target: Target) => deliveredTo(target)?.profile ?? null },
    { title: 'in', of: (target: Target) => fileOf(target, context) },
  ];
  return printTable(columns, sessions, context.terminal.dim);
}

const LOCKED: Failure = { code: 'vault/locked', facts: { backend: 'file' } };

function timeLeft({ session }: Target, nowMs: number): string {
  switch (session.state) {
    case 'none':
      return '';
    case 'starting':
      return session.waitingForCodeUntil === null ? 'starting' : 'waits for the next code';
    case 'active':
      return formatDuration((epochMsOf(session.expiresAt) - nowMs) / SECOND_MS);
    case 'expired':
      return 'over';
  }
}

function deliveredTo({ session }: Target) {
  return session.state === 'active' ? session.deliveredTo : null;
}

function fileOf(target: Target, { environment }: CommandContext): string | null {
  const delivered = deliveredTo(target);
  return delivered === null ? null : shortPath(delivered.path, environment);
}

/** What is to be done, a line each; those that are snoozed are left out. */
function remindersText(reminders: readonly Reminder[]): readonly string[] {
  const open = reminders.filter(({ snooze }) => snooze === null);
  const lines = open.map((reminder) => {
    const { text, action } = reminderWords(reminder);
    return visibleText(`${text} ${action}`);
  });
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** Devices whose making was begun and goes no further by itself, with the command that goes on. */
function unfinishedText(enrolments: readonly EnrolmentView[]): readonly string[] {
  const lines = enrolments
    .filter(({ isRunning }) => !isRunning)
    .map((enrolment) => {
      const line = `${unfinishedDevice(enrolment)}. ${standingOfDevice(enrolment)}`;
      return enrolment.step === 'update'
        ? line
        : `${line}\n  Go on: latchkey mfa enrol ${enrolment.identity} (or --cancel)`;
    });
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function keysText(
  identities: readonly Identity[],
  reminders: readonly Reminder[],
  { clock, terminal }: CommandContext,
): string {
  if (identities.length === 0) return 'There are no access keys here yet.';
  const columns = [
    { title: 'identity', of: (user: Identity) => user.name },
    { title: 'key', of: (user: Identity) => maskAccessKeyId(user.accessKeyId) },
    { title: 'key age', of: (user: Identity) => keyAgeText(user, reminders, clock.now()) },
    { title: 'last used', of: (user: Identity) => lastUseText(ownKey(user).lastUse) },
  ];
  return printTable(columns, identities, terminal.dim);
}
