import type { Command } from 'commander';
import type { ActivityEntry, ActivityList } from '#shared/contract/activity.ts';
import { AppError } from '#shared/errors.ts';
import { DAY_MS, HOUR_MS, type Instant, instantOf, MINUTE_MS } from '#shared/time.ts';
import { ACTIVITY_KINDS, checkWords, detailsOf, subjectOf } from '#shared/words/activity.ts';
import { atDesk, type CommandContext } from '../command-context.ts';
import { jsonText } from '../json-text.ts';
import { type CommonOptions, examples, withJson, withPassphrase } from '../options.ts';
import { printTable } from '../table.ts';

interface ActivityOptions extends CommonOptions {
  readonly since?: string;
}

/** So many are shown where nothing else is asked for; with `--since`, all of them. */
const FEW = 50;
const ALL = 20_000;

/** What was obtained, by which target, delivered where, why. */
export function addActivityCommand(program: Command, context: CommandContext): void {
  const { terminal, clock } = context;
  const command = program
    .command('activity')
    .description('show what Latchkey has done: sessions, keys, MFA devices, locking')
    .option('--since <T>', 'from then on: 24h, 7d, 2026-11-23 or 2026-11-23T17:00:00Z')
    .action((options: ActivityOptions) =>
      atDesk(context, options, async ({ client }) => {
        const { since: text } = options;
        const since = text === undefined ? undefined : sinceOf(text, clock.now());
        const limit = since === undefined && !options.json ? FEW : ALL;
        const found = await client.activity.list(
          since === undefined ? { limit } : { since, limit },
        );
        terminal.print(options.json ? jsonText(found) : activityText(found, terminal.dim));
        for (const { title, text: more } of checkWords(found.check, null))
          terminal.say(`${title}. ${more}`);
      }),
    );
  examples(withJson(withPassphrase(command)), [
    'latchkey activity                                (the last 50)',
    'latchkey activity --since 24h',
    'latchkey activity --since 7d --json | jq \'.entries[] | select(.fact.kind == "key-rotated")\'',
    '',
    'Times are UTC. No secret is in it. docs/security.md says what the log is worth as evidence.',
  ]);
}

const UNITS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;

/** `24h`, `7d`, a day or a moment. Throws `input/invalid`. */
function sinceOf(text: string, nowMs: number): Instant {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined)
    return instantOf(Math.max(0, nowMs - Number(count) * UNITS[unit as keyof typeof UNITS]));
  const epochMs = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(epochMs))
    throw new AppError('input/invalid', {
      field: '--since',
      problem: 'it is neither a time ago, as 24h or 7d, nor a day, as 2026-11-23',
    });
  return instantOf(epochMs);
}

function activityText({ entries, hasMore }: ActivityList, dim: (text: string) => string): string {
  if (entries.length === 0) return 'Nothing has happened.';
  const columns = [
    { title: 'when', of: ({ at }: ActivityEntry) => at },
    {
      title: 'what',
      of: ({ fact }: ActivityEntry) => (fact === null ? 'unknown' : ACTIVITY_KINDS[fact.kind]),
    },
    { title: 'of', of: ({ fact }: ActivityEntry) => fact && subjectOf(fact) },
    { title: 'details', of: ({ fact }: ActivityEntry) => fact && detailsOf(fact, (at) => at) },
  ];
  // The newest where the eye is: at the end.
  const table = printTable(columns, entries.toReversed(), dim);
  return hasMore ? `${table}\n\nThere are older ones: --since shows them.` : table;
}
