import { useMemo, useState } from 'react';
import type { FileDiff } from '#shared/contract/file-diff.ts';
import type { OwnedProfile, ProfileDiff } from '#shared/contract/profile-files.ts';
import { Badge, type Tone } from '#renderer/components/badge.tsx';
import { Button } from '#renderer/components/button.tsx';
import { ComboField } from '#renderer/components/combo-field.tsx';
import { Diff } from '#renderer/components/diff.tsx';
import { Disclosure } from '#renderer/components/disclosure.tsx';
import { Entry } from '#renderer/components/entry.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { LongList } from '#renderer/components/long-list.tsx';
import { PathText } from '#renderer/components/path-text.tsx';
import { SkeletonRows } from '#renderer/components/skeleton.tsx';
import { useSourceChoices } from '#renderer/forms/use-source-choices.ts';
import type { Reading } from '#renderer/state/use-reading.ts';
import { useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { SETTINGS_WORDS } from '#renderer/words/settings.ts';
import classes from './settings-view.module.css';

/** What Latchkey has changed, and what it would change. */
export function ChangesByLatchkey({ reading }: { readonly reading: Reading<ProfileDiff> }) {
  const { value, failure } = reading;
  return (
    <section className={classes.group} aria-label={SETTINGS_WORDS.changes}>
      <h3 className={classes.groupTitle}>{SETTINGS_WORDS.changes}</h3>
      {failure === null ? null : <FailureNotice failure={failure} isAlert={false} />}
      {value === null ? (
        failure === null ? (
          <SkeletonRows count={2} label={SETTINGS_WORDS.reading} />
        ) : null
      ) : (
        <>
          <h4 className={classes.subtitle}>{SETTINGS_WORDS.owned}</h4>
          <OwnedProfiles owned={value.owned} />
          <SinceBackup files={value.files} />
        </>
      )}
      <WouldChange />
    </section>
  );
}

const TONES: Record<OwnedProfile['standing'], Tone> = {
  'as-written': 'ok',
  changed: 'warn',
  gone: 'neutral',
};

function OwnedProfiles({ owned }: { readonly owned: readonly OwnedProfile[] }) {
  const openDialog = useOpenDialog();
  const targets = useSnapshot((snapshot) => snapshot.targets);
  const targetOf = useMemo(
    () => new Map(targets.map(({ profile, name }) => [profile, name])),
    [targets],
  );
  if (owned.length === 0) return <p className={classes.soft}>{SETTINGS_WORDS.ownedNone}</p>;
  return (
    <LongList label={SETTINGS_WORDS.owned} items={owned} moreLabel={SETTINGS_WORDS.more}>
      {({ profile, path, line, standing }) => {
        const target = targetOf.get(profile);
        return (
          <Entry
            title={profile}
            actions={
              <>
                <Badge tone={TONES[standing]}>{SETTINGS_WORDS.standings[standing]}</Badge>
                {target === undefined || standing === 'as-written' ? null : (
                  <Button
                    size="s"
                    aria-label={SETTINGS_WORDS.showDifferenceOf(profile)}
                    onPress={() => openDialog({ kind: 'show-difference', target })}
                  >
                    {SETTINGS_WORDS.showDifference}
                  </Button>
                )}
              </>
            }
          >
            <PathText path={line === null ? path : SETTINGS_WORDS.lintPlace(path, line)} />
          </Entry>
        );
      }}
    </LongList>
  );
}

function SinceBackup({ files }: { readonly files: readonly FileDiff[] }) {
  if (files.length === 0) return <p className={classes.soft}>{SETTINGS_WORDS.sinceNone}</p>;
  return (
    <Disclosure title={SETTINGS_WORDS.since}>
      <div className={classes.diffs}>
        {files.map((file) => (
          <Diff key={file.path} diff={file} />
        ))}
      </div>
    </Disclosure>
  );
}

function WouldChange() {
  const openDialog = useOpenDialog();
  const choices = useSourceChoices(null);
  const [target, setTarget] = useState('');
  return (
    <div className={classes.field}>
      <ComboField
        label={SETTINGS_WORDS.wouldChange}
        hint={SETTINGS_WORDS.wouldChangeHint}
        value={target}
        onChange={setTarget}
        choicesFor={choices}
        emptyText={SETTINGS_WORDS.noTarget}
      />
      <Button
        isDisabled={target === ''}
        onPress={() => openDialog({ kind: 'show-difference', target })}
      >
        {SETTINGS_WORDS.wouldChangeDo}
      </Button>
    </div>
  );
}
