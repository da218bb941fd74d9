import type { Range } from '#shared/search/match-word.ts';
import classes from './found-text.module.css';

/** A text of which some is what was searched for. A screen reader reads it as one. */
export function FoundText({
  text,
  ranges = [],
}: {
  readonly text: string;
  readonly ranges?: readonly Range[] | undefined;
}) {
  if (ranges.length === 0) return text;
  return (
    <>
      {ranges.map(([from, to], index) => (
        <span key={from}>
          {text.slice(ranges[index - 1]?.[1] ?? 0, from)}
          <span className={classes.found}>{text.slice(from, to)}</span>
        </span>
      ))}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  );
}
