import { SkeletonRows } from '../components/skeleton.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { APP_WORDS } from '../words/app.ts';
import { Banner } from '../components/banner.tsx';
import classes from './link-screens.module.css';

/** Before the first snapshot: the shape of the window, so that nothing jumps when it comes. */
export function ConnectingScreen({ isSlow }: { readonly isSlow: boolean }) {
  return (
    <div className={classes.connecting}>
      {isSlow ? (
        <Banner tone="danger" icon="unplugged">
          {APP_WORDS.notYet}
        </Banner>
      ) : null}
      <div className={classes.frame}>
        <div className={classes.rail} />
        <main className={classes.list} aria-busy="true">
          <h1 className={classes.hidden}>{APP_WORDS.connectingTitle}</h1>
          <div className={classes.bar} />
          <SkeletonRows count={9} label={APP_WORDS.loading} />
        </main>
        <div className={classes.side} />
      </div>
    </div>
  );
}

/** The session of this browser page is over, for good. */
export function RefusedScreen() {
  return (
    <main className={classes.refused}>
      <EmptyState
        isPage
        icon="unplugged"
        title={APP_WORDS.refusedTitle}
        text={APP_WORDS.refusedText}
      >
        <code className={classes.command}>{APP_WORDS.refusedCommand}</code>
      </EmptyState>
    </main>
  );
}
