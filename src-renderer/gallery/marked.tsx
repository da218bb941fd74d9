import { type ReactNode, useLayoutEffect, useRef } from 'react';
import classes from './gallery.module.css';

/** Shows what is inside as React Aria marks it while the pointer or the keyboard is on it. */
export function Marked(props: {
  readonly as: 'hovered' | 'pressed' | 'focus-visible';
  /** Which elements inside are marked. */
  readonly where?: string;
  readonly children: ReactNode;
}) {
  const { as, where = 'button, input, textarea, label' } = props;
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    for (const element of box.current?.querySelectorAll(where) ?? [])
      element.setAttribute(`data-${as}`, 'true');
  }, [as, where]);
  return (
    <div ref={box} className={classes.marked}>
      {props.children}
    </div>
  );
}
