import { DAY_MS } from '#shared/time.ts';
import { LanePlot } from '#renderer/components/lane-plot.tsx';
import { PlotLegend } from '#renderer/components/plot-legend.tsx';
import { useNow } from '#renderer/state/use-now.ts';
import { useSnapshot } from '#renderer/state/world.ts';
import {
  KEY_TIMELINE_WORDS,
  laneCells,
  tickWords,
  timelineSummary,
} from '#renderer/words/key-timeline.ts';
import { keyLanes, keySpan } from './key-lanes.ts';
import { keyPicture, legendOf } from './key-picture.ts';
import classes from './keys-view.module.css';
import { goToKey } from './go-to-key.ts';

/** All keys on one axis of time, to today; pressing one leads to it. */
export function KeyTimeline() {
  const identities = useSnapshot((snapshot) => snapshot.identities);
  const rotations = useSnapshot((snapshot) => snapshot.rotations);
  const settings = useSnapshot((snapshot) => snapshot.settings.reminders);
  const nowMs = useNow('minute');
  const lanes = keyLanes({ identities, rotations, settings, nowMs });
  const { dueDays, overdueDays } = settings.thresholds;
  return (
    <div className={classes.timeline}>
      <LanePlot
        title={KEY_TIMELINE_WORDS.title}
        summary={timelineSummary(lanes)}
        legend={<PlotLegend entries={legendOf(lanes)} />}
        span={keySpan(lanes, settings, nowMs)}
        lanes={lanes.map((lane) => keyPicture(lane, nowMs))}
        lines={[
          {
            atMs: nowMs - overdueDays * DAY_MS,
            label: KEY_TIMELINE_WORDS.daysLine(overdueDays),
            tone: 'danger',
          },
          ...(dueDays === overdueDays
            ? []
            : [
                {
                  atMs: nowMs - dueDays * DAY_MS,
                  label: KEY_TIMELINE_WORDS.daysLine(dueDays),
                  tone: 'warn' as const,
                },
              ]),
        ]}
        tickWords={tickWords}
        showAll={KEY_TIMELINE_WORDS.showAll}
        table={{
          columns: KEY_TIMELINE_WORDS.columns.map((label) => ({ label })),
          rows: lanes.map((lane) => ({ id: lane.id, cells: laneCells(lane, nowMs) })),
        }}
        onPress={(id) => {
          const lane = lanes.find((one) => one.id === id);
          if (lane !== undefined) goToKey(lane.identities[0], lane.key.accessKeyId);
        }}
      />
    </div>
  );
}
