import { Fragment } from 'react';
import classes from './path-text.module.css';

/** A path of the file system, which breaks where its folders do. */
export function PathText({ path }: { readonly path: string }) {
  return (
    <span className={classes.path}>
      {path.split(/(?<=[/\\])/).map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
