import type { ReactNode } from 'react';
import { Kbd } from '../components/kbd.tsx';
import classes from './palette.module.css';

/** A key, and what it does now. */
export function Hint({ keys, children }: { readonly keys: string; readonly children: ReactNode }) {
  return (
    <span className={classes.hint}>
      <Kbd keys={keys} /> {children}
    </span>
  );
}
