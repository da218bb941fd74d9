import type { ReactNode } from 'react';
import classes from './badge.module.css';
import { cx } from './cx.ts';

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger' | 'accent';

export function Badge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return <span className={cx(classes.badge, classes[tone])}>{children}</span>;
}
