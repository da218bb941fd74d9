import type { ImportProgress } from '#shared/contract/import-plan.ts';
import { LongWork } from '../components/long-work.tsx';
import { TAKE_OVER_WORDS } from '../words/take-over.ts';

/** How far AWS has been asked, or the identities are switched to. `onStop` null: what is around it ends it. */
export function TakingOver(props: {
  readonly progress: ImportProgress;
  readonly onStop: (() => void) | null;
}) {
  const { progress, onStop } = props;
  const { doing, done, of, name } = progress;
  return (
    <LongWork
      words={TAKE_OVER_WORDS.doing[doing]}
      sofar={TAKE_OVER_WORDS.sofar(done, of, name)}
      counts={{ done, of }}
      text={TAKE_OVER_WORDS.doingText[doing]}
      cancelLabel={TAKE_OVER_WORDS.stop[doing]}
      onCancel={onStop}
    />
  );
}
