import { useStore } from 'zustand';
import { formatDuration } from '#shared/time.ts';
import { Banner } from '../components/banner.tsx';
import { Button } from '../components/button.tsx';
import { useOpenDialog, useSnapshot, useWorld } from '../state/world.ts';
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
      <EmptiedFiles />
    </>
  );
}

/** A file that somebody emptied: what it held is offered, where there is a frame to show it in. */
function EmptiedFiles() {
  const openDialog = useOpenDialog();
  const files = useSnapshot(({ awsFiles }) => awsFiles);
  const hasFrame = useSnapshot(
    ({ vault, identities }) => vault.state === 'unlocked' && identities.length > 0,
  );
  if (!hasFrame) return null;
  return files.map(({ path, restorable }) =>
    restorable === null ? null : (
      <Banner
        key={path}
        tone="warn"
        icon="warning"
        actions={
          <Button
            tone="plain"
            size="s"
            onPress={() => openDialog({ kind: 'put-back', backup: restorable.backup })}
          >
            {APP_WORDS.putBack}
          </Button>
        }
      >
        {APP_WORDS.emptied(path)}
      </Banner>
    ),
  );
}

/** Codes of an MFA device go wrong from about a minute on, calls from a quarter of an hour. */
const SKEW_WORTH_SAYING_SECONDS = 60;

function skewWords(skewSeconds: number): string {
  const duration = formatDuration(Math.abs(skewSeconds));
  return skewSeconds > 0 ? APP_WORDS.ahead(duration) : APP_WORDS.behind(duration);
}
