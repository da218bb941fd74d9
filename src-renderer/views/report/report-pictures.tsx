import { BarPlot, type Bar } from '#renderer/components/bar-plot.tsx';
import { useSnapshot } from '#renderer/state/world.ts';
import { barWords, filterLabel, REPORT_WORDS } from '#renderer/words/report.ts';
import classes from './report-pictures.module.css';
import type { ShownUsers } from './use-shown-users.ts';
import type { UserFilter } from './user-filters.ts';

/** How old the keys are, who has MFA, what is in use: each bar shows below who it stands for. */
export function ReportPictures({ users }: { readonly users: ShownUsers }) {
  const { ages, mfa, uses } = users.filters;
  const { overdueDays } = useSnapshot(({ settings }) => settings.reminders.thresholds);
  const pressed = new Set(users.filter === null ? [] : [users.filter.id]);
  const keys = users.rows.flatMap((row) => row.keys).length;
  const { plotColumns: columns } = REPORT_WORDS;
  return (
    <div className={classes.pictures}>
      <BarPlot
        title={REPORT_WORDS.agesTitle}
        summary={REPORT_WORDS.ages(keys, countOf(ages, isOverdue), overdueDays)}
        columns={columns.ages}
        bars={ages.map(barOf)}
        pressed={pressed}
        onPress={users.toggle}
      />
      <BarPlot
        title={REPORT_WORDS.usesTitle}
        summary={REPORT_WORDS.uses(keys, countOf(uses, isUnused))}
        columns={columns.uses}
        bars={uses.map(barOf)}
        pressed={pressed}
        onPress={users.toggle}
      />
      <BarPlot
        title={REPORT_WORDS.mfaTitle}
        summary={REPORT_WORDS.mfa(countOf(mfa, hasMfa), countOf(mfa, hasPassword))}
        columns={columns.mfa}
        bars={mfa.map(barOf)}
        pressed={pressed}
        onPress={users.toggle}
      />
    </div>
  );
}

function barOf(filter: UserFilter): Bar {
  return {
    id: filter.id,
    label: filterLabel(filter),
    value: filter.count,
    words: barWords(filter),
    tone: toneOf(filter),
  };
}

type Tone = NonNullable<Bar['tone']>;
const AGE_TONES = { young: 'accent', due: 'warn', overdue: 'danger' } as const;
const MFA_TONES = { with: 'ok', without: 'danger', 'no-password': 'neutral' } as const;

function toneOf(filter: UserFilter): Tone {
  switch (filter.kind) {
    case 'key-age':
      return AGE_TONES[filter.verdict];
    case 'key-use':
      return filter.isUnused ? 'warn' : 'accent';
    case 'key-never':
      return 'warn';
    case 'mfa':
      return MFA_TONES[filter.state];
    case 'finding':
      return 'accent';
  }
}

function countOf(filters: readonly UserFilter[], counts: (filter: UserFilter) => boolean): number {
  return filters.filter(counts).reduce((sum, { count }) => sum + count, 0);
}

function isOverdue(filter: UserFilter): boolean {
  return filter.kind === 'key-age' && filter.verdict === 'overdue';
}
function isUnused(filter: UserFilter): boolean {
  return filter.kind === 'key-never' || (filter.kind === 'key-use' && filter.isUnused);
}
function hasMfa(filter: UserFilter): boolean {
  return filter.kind === 'mfa' && filter.state === 'with';
}
function hasPassword(filter: UserFilter): boolean {
  return filter.kind === 'mfa' && filter.state !== 'no-password';
}
