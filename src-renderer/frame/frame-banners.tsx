import { useStore } from 'zustand';
import { formatDuration } from '#shared/time.ts';
import { Banner } from '../components/banner.tsx';
import { useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';

/** What lasts and concerns the whole window. */
export function FrameBanners() {
  const { mirror } = useWorld();
  const link = useStore(mirror, (state) => state.link);
  const isPractice = useSnapshot(({ app }) => app.practice);
  const skewSeconds = useSnapshot((snapshot) => snapshot.clockSkewSeconds);
  return (
    <>
      {link === 'interrupted' ? (
        <Banner tone="danger" icon="unplugged">
          {APP_WORDS.interrupted}
        </Banner>
      ) : null}
      {isPractice ? (
        <Banner tone="practice" icon="practice">
          {APP_WORDS.practice}
        </Banner>
      ) : null}
      {skewSeconds !== null && Math.abs(skewSeconds) >= SKEW_WORTH_SAYING_SECONDS ? (
        <Banner tone="warn" icon="warning">
          {APP_WORDS.clockSkew(skewWords(skewSeconds))}
        </Banner>
      ) : null}
    </>
  );
}

/** Codes of an MFA device go wrong from about a minute on, calls from a quarter of an hour. */
const SKEW_WORTH_SAYING_SECONDS = 60;

function skewWords(skewSeconds: number): string {
  const duration = formatDuration(Math.abs(skewSeconds));
  return skewSeconds > 0 ? APP_WORDS.ahead(duration) : APP_WORDS.behind(duration);
}
