import { AxisBottom } from '@visx/axis';
import { GridColumns } from '@visx/grid';
import { cx } from './cx.ts';
import {
  barPlace,
  LANE_HEIGHT,
  type LaneFrame,
  laneFrame,
  type LaneLine,
  LANES_BOTTOM,
  LANES_TOP,
  placeLines,
  tickCount,
  timeScale,
  type TimeSpan,
  WORDS_GAP,
} from './lane-layout.ts';
import classes from './lane-plot.module.css';
import { type MarkShape, PlotMark, type PlotTone } from './plot-mark.tsx';
import tones from './plot-tones.module.css';

/** What is drawn on a lane: moments and the time between them, in the order in which they cover each other. */
export interface LanePicture {
  readonly id: string;
  readonly bars: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly tone: PlotTone;
    readonly kind: 'bar' | 'hollow';
  }[];
  readonly marks: readonly {
    readonly atMs: number;
    readonly shape: MarkShape;
    readonly tone: PlotTone;
  }[];
}

/** The picture over the buttons of the lanes: axis, lines, bars, marks. Whoever cannot see it has the words of the lanes. */
export function LaneMarks(props: {
  readonly width: number;
  readonly span: TimeSpan;
  readonly lanes: readonly LanePicture[];
  readonly lines: readonly LaneLine[];
  readonly tickWords: (ms: number) => string;
}) {
  const { width, span, lanes } = props;
  const frame = laneFrame(width);
  const scale = timeScale(span, frame);
  const bottom = LANES_TOP + lanes.length * LANE_HEIGHT;
  const count = tickCount(frame);
  return (
    <svg
      className={classes.picture}
      width={width}
      height={bottom + LANES_BOTTOM}
      aria-hidden="true"
      focusable="false"
    >
      <GridColumns
        className={classes.grid ?? ''}
        scale={scale}
        top={LANES_TOP}
        height={bottom - LANES_TOP}
        numTicks={count}
        stroke="currentColor"
      />
      <Lines lines={props.lines} frame={frame} scale={scale} bottom={bottom} />
      {lanes.map((lane, at) => (
        <LaneDrawing
          key={lane.id}
          lane={lane}
          y={LANES_TOP + (at + 0.5) * LANE_HEIGHT}
          span={span}
          scale={scale}
        />
      ))}
      <AxisBottom
        axisClassName={classes.axis ?? ''}
        scale={scale}
        top={bottom}
        numTicks={count}
        tickLength={4}
        stroke="currentColor"
        tickStroke="currentColor"
        tickFormat={(value) => props.tickWords(Number(value))}
        tickLabelProps={{ className: classes.tick ?? '', fill: 'currentColor', dy: 2 }}
      />
    </svg>
  );
}

type Scale = ReturnType<typeof timeScale>;

function Lines(props: {
  readonly lines: readonly LaneLine[];
  readonly frame: LaneFrame;
  readonly scale: Scale;
  readonly bottom: number;
}) {
  return placeLines(props.lines, props.scale, props.frame).map(({ label, x, anchor, tone }) => (
    <g key={label} className={tones[tone]}>
      <line className={classes.line} x1={x} x2={x} y1={4} y2={props.bottom} />
      {anchor === null ? null : (
        <text
          className={classes.lineWords}
          x={x + (anchor === 'end' ? -WORDS_GAP : WORDS_GAP)}
          y={12}
          textAnchor={anchor}
        >
          {label}
        </text>
      )}
    </g>
  ));
}

function LaneDrawing(props: {
  readonly lane: LanePicture;
  readonly y: number;
  readonly span: TimeSpan;
  readonly scale: Scale;
}) {
  const { lane, y, span, scale } = props;
  return (
    <g data-lane={lane.id}>
      {lane.bars.map((bar) => {
        const place = barPlace(bar, span, scale);
        if (place === null) return null;
        return (
          <g key={`${bar.fromMs} ${bar.kind}`} className={tones[bar.tone]}>
            <rect
              className={cx(tones[bar.kind])}
              x={place.x}
              y={y - 3.5}
              width={place.width}
              height={7}
              rx={2}
            />
            {place.isCut ? (
              <path d={`M${place.x - 7} ${y}l7-5v10z`} fill="currentColor" data-mark="cut" />
            ) : null}
          </g>
        );
      })}
      {lane.marks.map(({ atMs, shape, tone }) =>
        atMs < span[0] ? null : (
          <g key={`${atMs} ${shape}`} className={tones[tone]}>
            <PlotMark shape={shape} x={scale(atMs)} y={y} />
          </g>
        ),
      )}
    </g>
  );
}
