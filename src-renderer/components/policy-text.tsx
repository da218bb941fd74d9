import classes from './policy-text.module.css';
import { readablePolicy } from './readable-policy.ts';

/** An inline policy to read: on lines of their own, with nothing left out. */
export function PolicyText({ policy, label }: { readonly policy: string; readonly label: string }) {
  return (
    // It scrolls, so the keyboard has to reach it.
    <pre
      className={classes.policy}
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
    >
      {readablePolicy(policy)}
    </pre>
  );
}
