import { useState } from 'react';
import { optionsInScope } from '#shared/options-in-scope.ts';
import type { Need } from '#shared/contract/things.ts';
import type { ErrorFacts } from '#shared/errors.ts';
import { PERSON_LIMIT_MS } from '#shared/person-limit.ts';
import { epochMsOf, formatDuration, SECOND_MS } from '#shared/time.ts';
import { visibleText } from '#shared/visible-text.ts';
import { knownFailure } from '../api/known-failure.ts';
import { ArnText } from '../components/arn-text.tsx';
import { Button } from '../components/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { Facts } from '../components/facts.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { useArmed } from '../components/use-armed.ts';
import { useNow } from '../state/use-now.ts';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { NEED_WORDS } from '../words/needs.ts';
import classes from './decide-need-dialog.module.css';
import { ScopeAllows } from './scope-allows.tsx';
import { useNeedUntilOver } from './use-need-until-over.ts';

type Question = ErrorFacts['scope/approval-needed'];

/**
 * Asks whether a program may have a session of a scope. It may appear by itself, so nothing that was meant
 * for something else answers it: no button has the focus, Enter does nothing, and Allow waits a moment.
 */
export function DecideNeedDialog(props: { readonly id: string; onClose(): void }) {
  const { api, toasts } = useWorld();
  const isArmed = useArmed();
  const [answer, setAnswer] = useState<'allow' | 'refuse'>('refuse');
  const task = useTask(async (allow: boolean, { scope, target }: Question) => {
    setAnswer(allow ? 'allow' : 'refuse');
    await api.needs.decide({ id: props.id, allow });
    toasts.show(allow ? NEED_WORDS.allowed(scope, target) : NEED_WORDS.refused(scope, target));
    props.onClose();
  });
  const need = useNeedUntilOver(props.id, { isAnswering: task.running, onClose: props.onClose });
  const failure = need === null ? null : knownFailure(need.failure);
  if (need === null || failure?.code !== 'scope/approval-needed') return null;
  const question = failure.facts;
  const { scope, target } = question;
  return (
    <Dialog
      title={NEED_WORDS.approvalTitle(scope, target)}
      role="alertdialog"
      closeLabel={APP_WORDS.close}
      onClose={props.onClose}
    >
      <DialogBody>
        <p>{NEED_WORDS.approvalLead}</p>
        <QuestionFacts question={question} />
        <p className={classes.soft}>{NEED_WORDS.approvalShared}</p>
        {task.failure === null ? null : <FailureNotice failure={task.failure} />}
      </DialogBody>
      <DialogFoot>
        <TimeLeft need={need} />
        <Button
          isBusy={task.running && answer === 'refuse'}
          onPress={() => void task.run(false, question)}
        >
          {NEED_WORDS.refuse}
        </Button>
        <Button
          tone="primary"
          isDisabled={!isArmed}
          isBusy={task.running && answer === 'allow'}
          onPress={() => void task.run(true, question)}
        >
          {NEED_WORDS.allow}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

function QuestionFacts({ question }: { readonly question: Question }) {
  const { program, target, scope: scopeName } = question;
  const role = useSnapshot(({ roles }) => roles.find(({ name }) => name === target) ?? null);
  const scope = role?.scopes.find(({ name }) => name === scopeName) ?? null;
  const { facts: labels } = NEED_WORDS;
  const who = {
    label: labels.program,
    value:
      program === null ? (
        NEED_WORDS.programSilent
      ) : (
        <>
          <span className={classes.program}>{visibleText(program)}</span>
          <span className={classes.claim}>{NEED_WORDS.programClaim}</span>
        </>
      ),
  };
  if (role === null || scope === null)
    return <Facts facts={[who, { label: labels.allows, value: NEED_WORDS.scopeGone }]} />;
  const options = optionsInScope(role, scope);
  return (
    <Facts
      facts={[
        who,
        { label: labels.role, value: <ArnText text={role.roleArn} /> },
        { label: labels.allows, value: <ScopeAllows options={options} /> },
        ...(options.tags.length === 0
          ? []
          : [
              {
                label: labels.tags,
                value: options.tags.map(({ key, value }) => (
                  <span key={key} className={classes.tag}>{`${key} = ${value}`}</span>
                )),
              },
            ]),
        {
          label: labels.length,
          value: formatDuration(question.durationSeconds),
        },
      ]}
    />
  );
}

/** By itself, so that nothing else is drawn anew each second. */
function TimeLeft({ need }: { readonly need: Need }) {
  const nowMs = useNow('second');
  const leftMs = Math.min(PERSON_LIMIT_MS, epochMsOf(need.since) + PERSON_LIMIT_MS - nowMs);
  return (
    <span className={classes.left}>
      {NEED_WORDS.left(Math.max(0, Math.ceil(leftMs / SECOND_MS)))}
    </span>
  );
}
