import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import classes from './long-list.module.css';

const FIRST_ITEMS = 50;
const MORE_ITEMS = 500;

/** A list that is usually short: of thousands, as many are made as are asked for. */
export function LongList<T>(props: {
  readonly label: string;
  readonly items: readonly T[];
  moreLabel(count: number): string;
  /** The inside of the `<li>`. */
  children(item: T): ReactNode;
}) {
  const [most, setMost] = useState(FIRST_ITEMS);
  const rest = props.items.length - most;
  return (
    <div className={classes.box}>
      <ul className={classes.list} aria-label={props.label}>
        {props.items.slice(0, most).map((item, index) => (
          <li key={index} className={classes.item}>
            {props.children(item)}
          </li>
        ))}
      </ul>
      {rest <= 0 ? null : (
        <div className={classes.foot}>
          <Button tone="plain" size="s" onPress={() => setMost(most + MORE_ITEMS)}>
            {props.moreLabel(Math.min(rest, MORE_ITEMS))}
          </Button>
        </div>
      )}
    </div>
  );
}
