import { useParentSize } from '@visx/responsive';
import { type ReactNode, useId } from 'react';
import { PLOT_WORDS } from '../words/plot.ts';
import { Disclosure } from './disclosure.tsx';
import { PlotTable, type PlotTableContent } from './plot-table.tsx';
import classes from './plot.module.css';

/**
 * A picture with all that it needs to be read by everybody: its title, a sentence that says what it shows, and the
 * table behind it. `children` draw into the width that there is; `height` is kept free from the first moment.
 */
export function Plot(props: {
  readonly title: string;
  /** What one sees at a glance, for who does not see it. */
  readonly summary: string;
  readonly table: PlotTableContent;
  readonly height: number;
  /** What the marks mean. */
  readonly legend?: ReactNode;
  /** Under it, before the table. */
  readonly below?: ReactNode;
  readonly children: (width: number) => ReactNode;
}) {
  const { title, height } = props;
  const id = useId();
  const { parentRef, width } = useParentSize({
    ignoreDimensions: ALL_BUT_WIDTH,
    debounceTime: 100,
  });
  return (
    <figure
      className={classes.plot}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}summary`}
    >
      <figcaption className={classes.caption}>
        <h2 className={classes.title} id={`${id}title`}>
          {title}
        </h2>
        <p className={classes.summary} id={`${id}summary`}>
          {props.summary}
        </p>
        {props.legend}
      </figcaption>
      <div ref={parentRef} className={classes.picture} style={{ height }}>
        {width === 0 ? null : props.children(Math.floor(width))}
      </div>
      {props.below}
      <Disclosure title={PLOT_WORDS.table} label={PLOT_WORDS.tableOf(title)}>
        <PlotTable title={title} table={props.table} />
      </Disclosure>
    </figure>
  );
}

const ALL_BUT_WIDTH: ('height' | 'top' | 'left')[] = ['height', 'top', 'left'];
