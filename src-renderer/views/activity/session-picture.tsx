import { LanePlot, type Lane } from '#renderer/components/lane-plot.tsx';
import { PlotLegend } from '#renderer/components/plot-legend.tsx';
import { useNow } from '#renderer/state/use-now.ts';
import { hourWords, SESSION_LANES_WORDS } from '#renderer/words/activity.ts';
import { DAY_MS } from '#shared/time.ts';
import { type SessionLane, sessionLanes } from './session-lanes.ts';
import classes from './session-picture.module.css';
import type { ShownActivity } from './use-shown-activity.ts';

/** The sessions of the last 24 hours, a lane for each target, to now; pressing one shows below what belongs to it. */
export function SessionPicture({ activity }: { readonly activity: ShownActivity }) {
  const nowMs = useNow('minute');
  const lanes = sessionLanes(activity.entries, nowMs);
  const running = lanes.filter(({ runsUntilMs }) => runsUntilMs !== null).length;
  const sessions = lanes.flatMap((lane) => lane.sessions).length;
  if (lanes.length === 0) return <p className={classes.none}>{SESSION_LANES_WORDS.none}</p>;
  return (
    <div className={classes.picture}>
      <LanePlot
        title={SESSION_LANES_WORDS.title}
        summary={SESSION_LANES_WORDS.summary(lanes.length, sessions, running)}
        legend={<PlotLegend entries={legendOf(lanes)} />}
        span={[nowMs - DAY_MS, nowMs]}
        lanes={lanes.map((lane) => laneOf(lane, nowMs))}
        lines={[{ atMs: nowMs, label: SESSION_LANES_WORDS.now, tone: 'neutral' }]}
        tickWords={hourWords}
        showAll={SESSION_LANES_WORDS.showAll}
        table={{
          columns: SESSION_LANES_WORDS.columns.map((label, at) => ({
            label,
            isNumber: at === 1 || at === 4,
          })),
          rows: lanes.map((lane) => ({ id: lane.target, cells: cellsOf(lane) })),
        }}
        pressed={new Set(activity.target === null ? [] : [activity.target])}
        onPress={activity.toggleTarget}
      />
    </div>
  );
}

function laneOf(lane: SessionLane, nowMs: number): Lane {
  const { target, sessions, failedAtMs, runsUntilMs } = lane;
  const words = SESSION_LANES_WORDS;
  const note = runsUntilMs === null ? words.over : words.until(hourWords(runsUntilMs));
  return {
    id: target,
    label: target,
    note: runsUntilMs === null ? words.over : words.left(runsUntilMs - nowMs),
    words: words.lane(target, sessions.length, note) + words.failures(failedAtMs.length),
    bars: sessions.map(({ fromMs, toMs }) => ({
      fromMs,
      toMs: Math.min(toMs, nowMs),
      tone: toMs > nowMs ? 'ok' : 'accent',
      kind: toMs > nowMs ? 'bar' : 'hollow',
    })),
    marks: failedAtMs.map((atMs) => ({ atMs, shape: 'cross', tone: 'danger' })),
  };
}

function legendOf(lanes: readonly SessionLane[]) {
  const { legend } = SESSION_LANES_WORDS;
  const hasFailed = lanes.some(({ failedAtMs }) => failedAtMs.length > 0);
  return [
    { shape: 'bar', tone: 'ok', text: legend.running },
    { shape: 'hollow', tone: 'accent', text: legend.over },
    ...(hasFailed ? [{ shape: 'cross', tone: 'danger', text: legend.failed } as const] : []),
  ] as const;
}

function cellsOf({ target, sessions, failedAtMs }: SessionLane): readonly string[] {
  const first = sessions[0];
  const last = Math.max(...sessions.map(({ toMs }) => toMs));
  return [
    target,
    String(sessions.length),
    first === undefined ? '–' : hourWords(first.fromMs),
    first === undefined ? '–' : hourWords(last),
    String(failedAtMs.length),
  ];
}
