import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { PLOT_WORDS } from '../words/plot.ts';
import { Button } from './button.tsx';
import { LANE_HEIGHT, laneFrame, type LaneLine, LANES_BOTTOM, LANES_TOP } from './lane-layout.ts';
import type { TimeSpan } from './lane-layout.ts';
import { type LanePicture, LaneMarks } from './lane-marks.tsx';
import classes from './lane-plot.module.css';
import { Plot } from './plot.tsx';
import type { PlotTableContent } from './plot-table.tsx';
import { useMedia } from './use-media.ts';

/** One thing on the axis of time: its name, what was when, and a note at the end. A button, which leads somewhere or filters. */
export interface Lane extends LanePicture {
  readonly label: string;
  readonly note: string;
  /** The whole lane, for who hears it. */
  readonly words: string;
  /** In the place of bars and marks, where there are none. */
  readonly hint?: string;
}

/** Many things on one axis of time, the most important first: of many the rest is folded away. */
export function LanePlot(props: {
  readonly title: string;
  readonly summary: string;
  readonly table: PlotTableContent;
  readonly legend: ReactNode;
  readonly span: TimeSpan;
  readonly lanes: readonly Lane[];
  readonly lines: readonly LaneLine[];
  readonly tickWords: (ms: number) => string;
  readonly showAll: (count: number) => string;
  /** Which lanes are pressed, where pressing filters. */
  readonly pressed?: ReadonlySet<string>;
  onPress(id: string): void;
}) {
  const { title, lanes } = props;
  const [isWhole, setWhole] = useState(false);
  const few = useMedia('(max-height: 600px)') ? FEW_WHERE_LOW : FEW;
  const shown = isWhole || lanes.length <= few + 2 ? lanes : lanes.slice(0, few);
  return (
    <Plot
      title={title}
      summary={props.summary}
      table={props.table}
      legend={props.legend}
      height={LANES_TOP + shown.length * LANE_HEIGHT + LANES_BOTTOM}
      below={
        shown.length === lanes.length && !isWhole ? null : (
          <div>
            <Button size="s" onPress={() => setWhole(!isWhole)}>
              {isWhole ? PLOT_WORDS.showFewer : props.showAll(lanes.length)}
            </Button>
          </div>
        )
      }
    >
      {(width) => (
        <>
          <ul className={classes.lanes} aria-label={title} style={{ top: LANES_TOP }}>
            {shown.map((lane) => (
              <li key={lane.id}>
                <LaneButton
                  lane={lane}
                  width={width}
                  isPressed={props.pressed?.has(lane.id) ?? null}
                  onPress={() => props.onPress(lane.id)}
                />
              </li>
            ))}
          </ul>
          <LaneMarks
            width={width}
            span={props.span}
            lanes={shown}
            lines={props.lines}
            tickWords={props.tickWords}
          />
        </>
      )}
    </Plot>
  );
}

const FEW = 8;
/** What is below is seen to begin on the first screen. */
const FEW_WHERE_LOW = 4;

function LaneButton(props: {
  readonly lane: Lane;
  readonly width: number;
  readonly isPressed: boolean | null;
  onPress(): void;
}) {
  const { lane, isPressed } = props;
  const { labelWidth, noteWidth, left, right } = laneFrame(props.width);
  const face = (
    <>
      <span className={classes.label} style={{ width: labelWidth }}>
        {lane.label}
      </span>
      <span className={classes.hint} style={{ left, width: right - left }}>
        {lane.hint}
      </span>
      <span className={classes.note} style={{ width: noteWidth }}>
        {lane.note}
      </span>
    </>
  );
  const shared = {
    className: classes.lane ?? '',
    style: { height: LANE_HEIGHT },
    'aria-label': lane.words,
  };
  return isPressed === null ? (
    <AriaButton {...shared} onPress={props.onPress}>
      {face}
    </AriaButton>
  ) : (
    <ToggleButton {...shared} isSelected={isPressed} onChange={props.onPress}>
      {face}
    </ToggleButton>
  );
}
