import type { FileLint } from '#shared/contract/profile-files.ts';
import type { AwsFileView } from '#shared/contract/things.ts';
import { knownFailure } from '#renderer/api/known-failure.ts';
import { Badge, type Tone } from '#renderer/components/badge.tsx';
import { Entry } from '#renderer/components/entry.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { PathText } from '#renderer/components/path-text.tsx';
import { WholeWords } from '#renderer/components/whole-words.tsx';
import { useNow } from '#renderer/state/use-now.ts';
import { fileState, SETTINGS_WORDS, type FileState } from '#renderer/words/settings.ts';
import { momentWords } from '#renderer/words/time.ts';
import classes from './settings-view.module.css';

/** The two files: where they are, and whether Latchkey can read and write them. */
export function FileList(props: {
  readonly files: readonly AwsFileView[];
  readonly lints: readonly FileLint[];
}) {
  return (
    <ul className={classes.box} aria-label={SETTINGS_WORDS.files}>
      {props.files.map((file) => (
        <li key={file.kind} className={classes.item}>
          <File file={file} state={fileState(file, props.lints)} />
        </li>
      ))}
    </ul>
  );
}

const TONES: Record<FileState, Tone> = {
  there: 'ok',
  'not-there': 'neutral',
  'not-written': 'warn',
  emptied: 'warn',
  unreadable: 'danger',
};

function File({ file, state }: { readonly file: AwsFileView; readonly state: FileState }) {
  const nowMs = useNow('minute');
  const { rewritten } = file;
  return (
    <>
      <Entry
        title={SETTINGS_WORDS.kinds[file.kind]}
        actions={<Badge tone={TONES[state]}>{SETTINGS_WORDS.fileStates[state]}</Badge>}
      >
        <span className={classes.line}>
          <PathText path={file.path} />
        </span>
        <span className={classes.line}>{factsOf(file, nowMs)}</span>
        {state === 'not-written' ? (
          <span className={classes.blocks}>{SETTINGS_WORDS.notWritten}</span>
        ) : null}
        {rewritten === null ? null : (
          <span className={classes.line}>
            <WholeWords>
              {SETTINGS_WORDS.rewritten(rewritten.profile, momentWords(rewritten.at, nowMs))}
            </WholeWords>
          </span>
        )}
      </Entry>
      {file.failure === null ? null : (
        <FailureNotice failure={knownFailure(file.failure)} isAlert={false} />
      )}
    </>
  );
}

function factsOf(file: AwsFileView, nowMs: number): string {
  if (file.failure === null && !file.exists) return SETTINGS_WORDS.notThere;
  return [
    ...(file.changedAt === null
      ? []
      : [SETTINGS_WORDS.changed(momentWords(file.changedAt, nowMs))]),
    ...(file.lintCount === 0 ? [] : [SETTINGS_WORDS.oddities(file.lintCount)]),
  ].join(' · ');
}
