import type { ReactNode } from 'react';
import classes from './gallery.module.css';

/** Things beside one another. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}
