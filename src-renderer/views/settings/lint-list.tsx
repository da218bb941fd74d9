import type { FileLint } from '#shared/contract/profile-files.ts';
import type { Api } from '#renderer/api/api.ts';
import { Button } from '#renderer/components/button.tsx';
import { Entry } from '#renderer/components/entry.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { LongList } from '#renderer/components/long-list.tsx';
import { PathText } from '#renderer/components/path-text.tsx';
import { SkeletonRows } from '#renderer/components/skeleton.tsx';
import type { Reading } from '#renderer/state/use-reading.ts';
import { useOpenDialog } from '#renderer/state/world.ts';
import { sentence, SETTINGS_WORDS } from '#renderer/words/settings.ts';
import classes from './settings-view.module.css';

type Lints = Awaited<ReturnType<Api['profiles']['lints']>>;

/** Every oddity with its line, what it means, and its fix where a safe one exists. */
export function LintList({ reading }: { readonly reading: Reading<Lints> }) {
  const { value, failure } = reading;
  return (
    <section className={classes.group} aria-label={SETTINGS_WORDS.lints}>
      <h3 className={classes.groupTitle}>{SETTINGS_WORDS.lints}</h3>
      {failure === null ? null : <FailureNotice failure={failure} isAlert={false} />}
      {value === null ? (
        failure === null ? (
          <SkeletonRows count={2} label={SETTINGS_WORDS.reading} />
        ) : null
      ) : value.lints.length > 0 ? (
        <LongList label={SETTINGS_WORDS.lints} items={value.lints} moreLabel={SETTINGS_WORDS.more}>
          {(lint) => <Lint lint={lint} isCertain={fixesIn(value.lints, lint.path) < SURE_FIXES} />}
        </LongList>
      ) : value.failures.length === 0 ? (
        <p className={classes.soft}>{SETTINGS_WORDS.lintsNone}</p>
      ) : null}
    </section>
  );
}

/** Of each file main previews at least so many fixes, and may leave others for later. */
const SURE_FIXES = 3;

function fixesIn(lints: readonly FileLint[], path: string): number {
  return lints.filter((lint) => lint.path === path && lint.fix !== null).length;
}

function Lint({ lint, isCertain }: { readonly lint: FileLint; readonly isCertain: boolean }) {
  const openDialog = useOpenDialog();
  const place = SETTINGS_WORDS.lintPlace(lint.path, lint.line);
  const blocks = SETTINGS_WORDS.blocks[lint.blocks];
  return (
    <Entry
      title={sentence(lint.detail)}
      actions={
        lint.fix === null ? null : (
          <Button
            size="s"
            aria-label={SETTINGS_WORDS.showFixOf(place)}
            onPress={() => openDialog({ kind: 'fix-lint', lint })}
          >
            {SETTINGS_WORDS.showFix}
          </Button>
        )
      }
    >
      <span className={classes.line}>
        <PathText path={place} />
      </span>
      {blocks === '' ? null : <span className={classes.blocks}>{blocks}</span>}
      {lint.fix === null ? (
        <span className={classes.line}>
          {isCertain ? SETTINGS_WORDS.byHand : SETTINGS_WORDS.noFixNow}
        </span>
      ) : null}
    </Entry>
  );
}
