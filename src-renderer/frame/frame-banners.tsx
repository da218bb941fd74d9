import { useStore } from 'zustand';
import { clockSkewSentence } from '#shared/words/clock-skew.ts';
import { Banner } from '../components/banner.tsx';
import { Button } from '../components/button.tsx';
import { useOpenDialog, useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { KeyBanner } from './key-banner.tsx';

/** What lasts and concerns the whole window, over all of it. */
export function FrameBanners() {
  const { mirror } = useWorld();
  const link = useStore(mirror, (state) => state.link);
  const isPractice = useSnapshot(({ app }) => app.practice);
  const skewSentence = useSnapshot(({ clockSkewSeconds }) => clockSkewSentence(clockSkewSeconds));
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
      {skewSentence === null ? null : (
        <Banner tone="warn" icon="warning">
          {skewSentence}
        </Banner>
      )}
    </>
  );
}

/** What leads to another view, over the present one: it comes and goes with that, and the rail stays where it is. */
export function ViewBanners() {
  return (
    <>
      <EmptiedFiles />
      <KeyBanner />
    </>
  );
}

/** A file that somebody emptied: what it held is offered. */
function EmptiedFiles() {
  const openDialog = useOpenDialog();
  const files = useSnapshot(({ awsFiles }) => awsFiles);
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
