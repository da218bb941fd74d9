import type { ReactNode } from 'react';

/** One state of a component, and what makes it so: `disabled`, `long text`. */
export interface State {
  readonly name: string;
  readonly shows: ReactNode;
  /** For what takes the whole width of a page. */
  readonly isWide?: boolean;
}

/** A component, or a few that belong together, in every state. */
export interface Story {
  readonly title: string;
  readonly states: readonly State[];
}

/** As somebody else may call a thing: markup, a reversed end, no place to break. */
export const HOSTILE = '<img src=x onerror=alert(1)> \u202Egnp.exe” OK';
export const LONG =
  'a-role-with-a-rather-long-name-for-the-quarterly-compliance-report-of-every-subsidiary';

/** Where a story needs to be told something and nothing is to happen. */
export const nothing = () => {};
