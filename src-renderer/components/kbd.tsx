import classes from './kbd.module.css';

export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className={classes.kbd}>{keys}</kbd>;
}
