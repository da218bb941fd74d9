import classes from './whole-words.module.css';

/**
 * A text in which a line ends between two words only: a Region, a masked key id or a name with a hyphen
 * stays in one piece, unless it is wider than the line.
 */
export function WholeWords({ children }: { readonly children: string }) {
  return children.split(/(\s+)/).map((part, index) =>
    /[-…]/.test(part) ? (
      <span key={index} className={classes.word}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}
