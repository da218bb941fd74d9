import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { Icon, type IconName } from '#renderer/components/icon.tsx';
import { Notice } from '#renderer/components/notice.tsx';
import { Spinner } from '#renderer/components/spinner.tsx';
import { KeyMark } from '#renderer/frame/key-mark.tsx';
import { useTask } from '#renderer/state/use-task.ts';
import { useApi } from '#renderer/state/world.ts';
import { DROP_WORDS } from '#renderer/words/drop.ts';
import { FIRST_RUN_WORDS } from '#renderer/words/first-run.ts';
import classes from './first-run.module.css';

/** What a stranger sees first: what this is, and three ways to begin. */
export function Doors(props: { onIdentity(): void; onFiles(): void }) {
  const api = useApi();
  const [practice, setPractice] = useState<{ readonly url: string | null } | null>(null);
  const open = useTask(async () => setPractice(await api.practice.open({})));
  return (
    <div className={classes.doors}>
      <header className={classes.welcome}>
        <span className={classes.mark}>
          <KeyMark size={52} />
        </span>
        <h1 className={classes.title}>{FIRST_RUN_WORDS.title}</h1>
        <p className={classes.lead}>{FIRST_RUN_WORDS.lead}</p>
      </header>
      <div className={classes.cards} role="group" aria-label={FIRST_RUN_WORDS.doors}>
        <Door
          icon="key"
          title={FIRST_RUN_WORDS.addUser}
          text={FIRST_RUN_WORDS.addUserText}
          onPress={props.onIdentity}
        />
        <Door
          icon="files"
          title={FIRST_RUN_WORDS.fromFiles}
          text={FIRST_RUN_WORDS.fromFilesText}
          onPress={props.onFiles}
        />
        <Door
          icon="practice"
          title={FIRST_RUN_WORDS.practice}
          text={FIRST_RUN_WORDS.practiceText}
          isBusy={open.running}
          onPress={() => void open.run()}
        />
      </div>
      {open.failure === null ? null : <FailureNotice failure={open.failure} />}
      {practice === null ? (
        <div className={classes.foot}>
          <p>{DROP_WORDS.firstRunHint}</p>
          <p>{FIRST_RUN_WORDS.nothingWritten}</p>
        </div>
      ) : (
        <PracticeReady {...practice} />
      )}
    </div>
  );
}

function Door(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly isBusy?: boolean;
  onPress(): void;
}) {
  return (
    <AriaButton
      className={classes.door ?? ''}
      {...(props.isBusy === true ? { 'aria-disabled': true } : {})}
      onPress={props.onPress}
    >
      <span className={classes.doorIcon}>
        {props.isBusy === true ? <Spinner size={18} /> : <Icon name={props.icon} size={20} />}
      </span>
      <span className={classes.doorTitle}>{props.title}</span>
      <span className={classes.doorText}>{props.text}</span>
    </AriaButton>
  );
}

/** In a browser the user opens the address; the desktop app has opened a window by itself. */
function PracticeReady({ url }: { readonly url: string | null }) {
  if (url === null)
    return <Notice tone="info" icon="check" title={FIRST_RUN_WORDS.practiceWindow} />;
  return (
    <Notice tone="info" icon="check" title={FIRST_RUN_WORDS.practiceReady}>
      <a className={classes.link} href={url} target="_blank" rel="noreferrer noopener">
        {FIRST_RUN_WORDS.practiceOpen}
      </a>
    </Notice>
  );
}
