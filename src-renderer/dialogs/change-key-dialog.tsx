import { useState } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { KeyAction, KeyConsequences, KeyOutcome } from '#shared/contract/keys.ts';
import type { Failure } from '#shared/errors.ts';
import type { Api } from '../api/api.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { CodeField } from '../components/code-field.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { Facts } from '../components/facts.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Notice } from '../components/notice.tsx';
import { WholeWords } from '../components/whole-words.tsx';
import { useArmed } from '../components/use-armed.ts';
import { failedField } from '../forms/failed-field.ts';
import { CODE_FIELD, useCode } from '../forms/use-code.ts';
import { useNow } from '../state/use-now.ts';
import { useReading } from '../state/use-reading.ts';
import { useTask } from '../state/use-task.ts';
import { useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import {
  ageWords,
  CHANGE_KEY_WORDS,
  KEYS_WORDS,
  lastUseWords,
  plaintextWords,
  usersWords,
} from '../words/keys.ts';
import { NEED_WORDS } from '../words/needs.ts';
import classes from './change-key-dialog.module.css';

/** Asks before something is done to a key in AWS, and says what would break. */
export function ChangeKeyDialog(props: {
  readonly accessKeyId: string;
  readonly action: KeyAction;
  onClose(): void;
}) {
  const { accessKeyId, action, onClose } = props;
  const { api, toasts } = useWorld();
  const consequences = useReading(() => api.keys.consequences({ accessKeyId }), accessKeyId);
  const [insists, setInsists] = useState(false);
  const [serial, setSerial] = useState<string | null>(null);
  const isArmed = useArmed();
  const task = useTask(async (mfaCode: string | undefined) => {
    const outcome = await send(api, action, {
      accessKeyId,
      insist: insists,
      ...(mfaCode === undefined ? {} : { mfaCode }),
    });
    if (outcome.kind === 'mfa-needed') {
      setSerial(outcome.serial);
      return;
    }
    toasts.show(CHANGE_KEY_WORDS.done[action](accessKeyId));
    onClose();
  });
  const code = useCode(task.failure);
  const known = consequences.value;
  const insistWords = known === null ? null : whatToInsistOn(action, known);

  function submit(): void {
    const mfaCode = serial === null ? undefined : code.take();
    if (mfaCode !== null) void task.run(mfaCode);
  }

  return (
    <Dialog
      title={CHANGE_KEY_WORDS.titles[action](accessKeyId)}
      role="alertdialog"
      closeLabel={APP_WORDS.close}
      onClose={onClose}
    >
      <DialogBody>
        <p>{CHANGE_KEY_WORDS.leads[action]}</p>
        {known === null ? null : <Consequences action={action} known={known} />}
        {insistWords === null ? null : (
          <Checkbox isSelected={insists} onChange={setInsists}>
            {insistWords}
          </Checkbox>
        )}
        {serial === null ? null : (
          <>
            <p>{CHANGE_KEY_WORDS.codeText}</p>
            <CodeField
              label={CHANGE_KEY_WORDS.code(deviceName(serial))}
              hint={NEED_WORDS.codeHint}
              {...code.props}
              onChange={(digits) => {
                code.props.onChange(digits);
                task.clear();
              }}
              autoFocus
            />
          </>
        )}
        <Failed failure={consequences.failure ?? task.failure} hasCodeField={serial !== null} />
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{APP_WORDS.cancel}</Button>
        <Button
          tone={action === 'activate' ? 'primary' : 'danger'}
          isDisabled={!isArmed || known === null || (insistWords !== null && !insists)}
          isBusy={task.running}
          onPress={submit}
        >
          {CHANGE_KEY_WORDS.submits[action]}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

function send(
  api: Api,
  action: KeyAction,
  given: { readonly accessKeyId: string; readonly insist: boolean; readonly mfaCode?: string },
): Promise<KeyOutcome> {
  switch (action) {
    case 'activate':
      return api.keys.setStatus({ ...given, status: 'active' });
    case 'deactivate':
      return api.keys.setStatus({ ...given, status: 'inactive' });
    case 'delete':
      return api.keys.delete(given);
  }
}

/** What the person has to say knowingly; null where nothing is at stake. */
function whatToInsistOn(action: KeyAction, { key, users, isLast }: KeyConsequences): string | null {
  if (action === 'activate') return null;
  const isUsed = isLast || usersWords(users).length + users.files.length > 0;
  if (isUsed) return CHANGE_KEY_WORDS.insist[action];
  return action === 'delete' && key.status === 'active'
    ? CHANGE_KEY_WORDS.insist.stillActive
    : null;
}

function Consequences(props: { readonly action: KeyAction; readonly known: KeyConsequences }) {
  const { action, known } = props;
  const { key, userName, users, isLast, isOurs } = known;
  const nowMs = useNow('minute');
  const { facts: labels } = CHANGE_KEY_WORDS;
  const lines = [...usersWords(users), ...plaintextWords(users)];
  const isHarmful = action !== 'activate';
  const remarks = [
    ...(isLast ? [CHANGE_KEY_WORDS.isLast] : []),
    ...(users.sessions.length > 0 ? [CHANGE_KEY_WORDS.sessionsEnd] : []),
    ...(action === 'delete' && key.status === 'active' ? [CHANGE_KEY_WORDS.stillActive] : []),
  ];
  return (
    <>
      <Facts
        facts={[
          { label: labels.user, value: userName },
          { label: labels.status, value: KEYS_WORDS.statuses[key.status] },
          { label: labels.age, value: ageWords(key.createdAt, nowMs) },
          { label: labels.lastUse, value: lastUseWords(key.lastUse, nowMs) },
        ]}
      />
      {lines.length === 0 && (!isHarmful || remarks.length === 0) ? null : (
        <Notice
          tone={isHarmful ? 'warn' : 'info'}
          title={isHarmful ? CHANGE_KEY_WORDS.breaksTitle : CHANGE_KEY_WORDS.usesTitle}
        >
          <ul>
            {lines.map((line) => (
              <li key={line}>
                <WholeWords>{line}</WholeWords>
              </li>
            ))}
          </ul>
          {isHarmful ? remarks.map((remark) => <p key={remark}>{remark}</p>) : null}
        </Notice>
      )}
      {isOurs || !isHarmful ? null : <p className={classes.soft}>{CHANGE_KEY_WORDS.foreign}</p>}
    </>
  );
}

function Failed(props: { readonly failure: Failure | null; readonly hasCodeField: boolean }) {
  const { failure } = props;
  if (failure === null || (props.hasCodeField && failedField(failure) === CODE_FIELD)) return null;
  return <FailureNotice failure={failure} />;
}
