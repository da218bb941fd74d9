import { type ReactNode, useState } from 'react';
import type { Need } from '#shared/contract/things.ts';
import { splitSessionKey } from '#shared/session-key.ts';
import { needWords } from '#shared/words/needs.ts';
import { knownFailure } from '../api/known-failure.ts';
import { Button } from '../components/button.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { WholeWords } from '../components/whole-words.tsx';
import { useTask } from '../state/use-task.ts';
import { useApi, useOpenDialog, useSnapshot, useWorld } from '../state/world.ts';
import { NEED_WORDS } from '../words/needs.ts';
import classes from './needs-strip.module.css';
import { shownNeeds } from './shown-needs.ts';
import { useOpenQuestions } from './use-open-questions.ts';

const LINES = 3;

/**
 * What needs a person, a line each. It stands below the view, and nothing above it moves when a line comes
 * or goes: the view ends a little earlier, that is all.
 */
export function NeedsStrip() {
  const needs = useSnapshot((snapshot) => snapshot.needs);
  const [showsAll, setShowsAll] = useState(false);
  useOpenQuestions();
  const { shown, more } = shownNeeds(needs, showsAll ? needs.length : LINES);
  return (
    // There before anything is in it: only then is what comes read out.
    <div aria-live="polite" aria-relevant="additions">
      {needs.length === 0 ? null : (
        <section className={classes.strip} aria-label={NEED_WORDS.strip}>
          {needs.length <= LINES ? null : (
            <Button tone="plain" size="s" onPress={() => setShowsAll(!showsAll)}>
              {showsAll ? NEED_WORDS.fewer : NEED_WORDS.more(more)}
            </Button>
          )}
          <ul className={classes.lines}>
            {shown.map((need) => (
              <li key={need.id}>
                <NeedLine need={need} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function NeedLine({ need }: { readonly need: Need }) {
  const openDialog = useOpenDialog();
  const { screen } = useWorld();
  const failure = knownFailure(need.failure);
  switch (failure.code) {
    case 'mfa/code-needed':
      return (
        <Line need={need} icon="code" canWait>
          <Button size="s" onPress={() => openDialog({ kind: 'answer-need', need: need.id })}>
            {NEED_WORDS.typeCode}
          </Button>
        </Line>
      );
    case 'scope/approval-needed':
      return (
        <Line need={need} icon="question">
          <Button size="s" onPress={() => openDialog({ kind: 'decide-need', need: need.id })}>
            {NEED_WORDS.answer}
          </Button>
        </Line>
      );
    default: {
      const selected = splitSessionKey(need.targets[0] ?? '').target;
      return (
        <Line need={need} icon="warning" canWait>
          <Button
            size="s"
            onPress={() => screen.setState({ view: 'switch', selected, filter: '' })}
          >
            {NEED_WORDS.show}
          </Button>
        </Line>
      );
    }
  }
}

function Line(props: {
  readonly need: Need;
  readonly icon: IconName;
  /** Whether it may be set aside: what waits goes on waiting. */
  readonly canWait?: boolean;
  /** The button that leads on. */
  readonly children: ReactNode;
}) {
  const api = useApi();
  const { id, failure, targets } = props.need;
  const setAside = useTask(async () => void (await api.needs.setAside({ id })));
  const { title, text } = needWords({ failure: knownFailure(failure), targets });
  return (
    <>
      <div className={classes.line}>
        <span className={classes.icon}>
          <Icon name={props.icon} size={15} />
        </span>
        <p className={classes.words}>
          <strong className={classes.title}>{title}</strong> <WholeWords>{text}</WholeWords>
        </p>
        {props.children}
        <span className={classes.aside}>
          {props.canWait === true ? (
            <IconButton
              icon="close"
              size="s"
              label={NEED_WORDS.setAside}
              isDisabled={setAside.running}
              onPress={() => void setAside.run()}
            />
          ) : null}
        </span>
      </div>
      {setAside.failure === null ? null : <FailureNotice failure={setAside.failure} />}
    </>
  );
}
