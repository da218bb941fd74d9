import { useState } from 'react';
import type { FileDiff } from '#shared/contract/file-diff.ts';
import { DIFF_WORDS } from '../words/diff.ts';
import { Button } from './button.tsx';
import { countChanges } from './count-changes.ts';
import { cx } from './cx.ts';
import classes from './diff.module.css';
import { PathText } from './path-text.tsx';

const FIRST_LINES = 200;
const MORE_LINES = 1000;

/** How a file changes, line by line. Its secrets were masked before it came here. */
export function Diff({ diff }: { readonly diff: FileDiff }) {
  const [most, setMost] = useState(FIRST_LINES);
  const { path, lines } = diff;
  const shown = lines.slice(0, most);
  const rest = lines.length - shown.length;
  const { added, removed } = countChanges(diff);
  return (
    <figure className={classes.diff}>
      <figcaption className={classes.head}>
        <PathText path={path} />
        <span className={classes.counts}>
          <span className={classes.plus} aria-label={DIFF_WORDS.added(added)} role="img">
            +{added}
          </span>
          <span className={classes.minus} aria-label={DIFF_WORDS.removed(removed)} role="img">
            −{removed}
          </span>
        </span>
      </figcaption>
      {/* It scrolls sideways, so the keyboard has to reach it. */}
      <div
        className={classes.scroller}
        role="region"
        aria-label={DIFF_WORDS.changesOf(path)}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={0}
      >
        <table className={classes.table}>
          <thead className={classes.forReaders}>
            <tr>
              <th scope="col">{DIFF_WORDS.before}</th>
              <th scope="col">{DIFF_WORDS.after}</th>
              <th scope="col">{DIFF_WORDS.change}</th>
              <th scope="col">{DIFF_WORDS.line}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line, index) => (
              <DiffRow key={index} {...line} />
            ))}
          </tbody>
        </table>
      </div>
      {rest === 0 ? null : (
        <div className={classes.foot}>
          <Button tone="plain" size="s" onPress={() => setMost(most + MORE_LINES)}>
            {DIFF_WORDS.more(Math.min(rest, MORE_LINES))}
          </Button>
        </div>
      )}
    </figure>
  );
}

function DiffRow({ kind, before, after, text }: FileDiff['lines'][number]) {
  if (kind === 'gap') {
    return (
      <tr className={classes.gap}>
        <td colSpan={4}>⋯ {text}</td>
      </tr>
    );
  }
  return (
    <tr className={cx(classes.row, classes[kind])}>
      <td className={classes.number}>{before ?? ''}</td>
      <td className={classes.number}>{after ?? ''}</td>
      <td className={classes.sign}>
        {kind === 'same' ? null : (
          <span role="img" aria-label={DIFF_WORDS.signs[kind]}>
            {kind === 'added' ? '+' : '−'}
          </span>
        )}
      </td>
      <td className={classes.text}>{text}</td>
    </tr>
  );
}
