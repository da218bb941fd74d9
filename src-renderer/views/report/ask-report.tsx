import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/components/button.tsx';
import { ComboField } from '#renderer/components/combo-field.tsx';
import { Page } from '#renderer/components/page.tsx';
import { useSourceChoices } from '#renderer/forms/use-source-choices.ts';
import { useSnapshot, useWorld } from '#renderer/state/world.ts';
import { REPORT_WORDS } from '#renderer/words/report.ts';
import classes from './ask-report.module.css';
import { ReportProgress } from './report-progress.tsx';

/** Chooses whose account it is of. `onBack`: to the report that is there. */
export function AskReport({ onBack }: { readonly onBack: (() => void) | null }) {
  const { reports } = useWorld();
  const { stage, target: last } = useStore(reports.store);
  const first = useSnapshot(({ identities }) => identities[0]?.name ?? '');
  const [target, setTarget] = useState(stage.kind === 'idle' ? (last ?? first) : stage.target);
  const choicesFor = useSourceChoices(null);
  const isMaking = stage.kind === 'making';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (target !== '') void reports.make(target);
  }

  return (
    <Page title={REPORT_WORDS.title} lead={REPORT_WORDS.lead}>
      <section className={classes.card} aria-labelledby="ask-report">
        <h2 className={classes.title} id="ask-report">
          {REPORT_WORDS.askTitle}
        </h2>
        <form className={classes.form} onSubmit={submit}>
          <ComboField
            label={REPORT_WORDS.with}
            hint={REPORT_WORDS.withHint}
            emptyText={REPORT_WORDS.nothingFits}
            choicesFor={choicesFor}
            value={target}
            onChange={setTarget}
          />
          <div className={classes.buttons}>
            <Button type="submit" tone="primary" isBusy={isMaking} isDisabled={target === ''}>
              {REPORT_WORDS.make}
            </Button>
            {onBack === null ? null : (
              <Button tone="plain" onPress={onBack}>
                {REPORT_WORDS.back}
              </Button>
            )}
          </div>
        </form>
        <ReportProgress />
        <div className={classes.notes}>
          <p>{REPORT_WORDS.needed}</p>
          <p>{REPORT_WORDS.kept}</p>
        </div>
      </section>
    </Page>
  );
}
