import { Button } from '#renderer/components/button.tsx';
import { ViewHead } from '#renderer/components/view-head.tsx';
import { saveFile } from '#renderer/state/save-file.ts';
import { useWorld } from '#renderer/state/world.ts';
import { ACTIVITY_WORDS } from '#renderer/words/activity.ts';
import { exportedEntries } from './export-entries.ts';
import type { ShownActivity } from './use-shown-activity.ts';

/** What the view is about, and the way out of it for what is shown. */
export function ActivityHead({ activity }: { readonly activity: ShownActivity }) {
  const { toasts } = useWorld();
  const { shown, entries, hasMore } = activity;
  function save(): void {
    const file = exportedEntries(shown, shown.length === entries.length);
    saveFile(window, file);
    toasts.show(ACTIVITY_WORDS.exported(file.name));
  }
  return (
    <ViewHead title={ACTIVITY_WORDS.title} lead={ACTIVITY_WORDS.lead}>
      <Button icon="save" isDisabled={shown.length === 0 || hasMore} onPress={save}>
        {shown.length === entries.length
          ? ACTIVITY_WORDS.exportAll
          : ACTIVITY_WORDS.exportSome(shown.length)}
      </Button>
    </ViewHead>
  );
}
