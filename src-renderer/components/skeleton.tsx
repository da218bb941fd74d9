import classes from './skeleton.module.css';

/** The shape of what is coming, so that nothing jumps when it comes. */
export function SkeletonRows({ count, label }: { readonly count: number; readonly label: string }) {
  return (
    <div role="status" aria-label={label} className={classes.rows}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={classes.row}>
          <span className={classes.dot} />
          <span className={classes.words}>
            <span className={classes.line} />
            <span className={classes.shortLine} />
          </span>
          <span className={classes.button} />
        </div>
      ))}
    </div>
  );
}
