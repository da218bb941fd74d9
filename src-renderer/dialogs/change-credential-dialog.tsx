import { useState } from 'react';
import { deviceName } from '#shared/arn.ts';
import type { OwnCredential } from '#shared/contract/account.ts';
import type { KeyAction } from '#shared/contract/keys.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { CodeField } from '../components/code-field.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { Facts } from '../components/facts.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Notice } from '../components/notice.tsx';
import { useArmed } from '../components/use-armed.ts';
import { failedField } from '../forms/failed-field.ts';
import { CODE_FIELD, useCode } from '../forms/use-code.ts';
import { useOfAccount } from '../forms/use-of-account.ts';
import { useNow } from '../state/use-now.ts';
import { useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { CHANGE_KEY_WORDS } from '../words/keys.ts';
import { NEED_WORDS } from '../words/needs.ts';
import { OWN_CREDENTIALS_WORDS as WORDS, sinceWords } from '../words/own-credentials.ts';

/** Asks before something is done to one in AWS, and says what would break. */
export function ChangeCredentialDialog(props: {
  readonly identity: string;
  readonly credential: OwnCredential;
  readonly action: KeyAction;
  /** Back to the list. */
  onClose(): void;
}) {
  const { identity, credential, action, onClose } = props;
  const { kind, id, service, status } = credential;
  const { api, toasts } = useWorld();
  const isArmed = useArmed();
  const nowMs = useNow('minute');
  const [insists, setInsists] = useState(false);
  const change = useOfAccount(
    (mfaCode) => {
      const one = { identity, kind, id, mfaCode };
      if (action === 'delete') return api.account.delete(one);
      return api.account.setStatus({
        ...one,
        status: action === 'activate' ? 'active' : 'inactive',
      });
    },
    () => {
      toasts.show(CHANGE_KEY_WORDS.done[action](id));
      onClose();
    },
  );
  const code = useCode(change.failure);
  const needsInsisting = action === 'delete' && status === 'active';
  const isOfCode = change.serial !== null && failedField(change.failure) === CODE_FIELD;

  function submit(): void {
    const mfaCode = change.serial === null ? undefined : code.take();
    if (mfaCode !== null) void change.read(mfaCode);
  }

  return (
    <Dialog
      title={CHANGE_KEY_WORDS.titles[action](id)}
      role="alertdialog"
      closeLabel={APP_WORDS.close}
      onClose={onClose}
    >
      <DialogBody>
        <p>{CHANGE_KEY_WORDS.leads[action]}</p>
        <Facts
          facts={[
            { label: WORDS.facts.what, value: WORDS.ones[kind] },
            ...(service === null ? [] : [{ label: WORDS.facts.service, value: service }]),
            { label: WORDS.facts.status, value: WORDS.statuses[status] },
            { label: WORDS.facts.age, value: sinceWords(credential, nowMs).join(', ') },
          ]}
        />
        {action === 'activate' ? null : (
          <Notice tone="warn" title={CHANGE_KEY_WORDS.breaksTitle}>
            <p>{WORDS.breaks[kind](service)}</p>
            <p>{WORDS.noLastUse}</p>
            {needsInsisting && kind !== 'server-certificate' ? <p>{WORDS.stillActive}</p> : null}
          </Notice>
        )}
        {needsInsisting ? (
          <Checkbox isSelected={insists} onChange={setInsists}>
            {CHANGE_KEY_WORDS.insist[kind === 'server-certificate' ? 'delete' : 'stillActive']}
          </Checkbox>
        ) : null}
        {change.serial === null ? null : (
          <CodeField
            label={CHANGE_KEY_WORDS.code(deviceName(change.serial))}
            hint={NEED_WORDS.codeHint}
            {...code.props}
            autoFocus
          />
        )}
        {change.failure === null || isOfCode ? null : <FailureNotice failure={change.failure} />}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{APP_WORDS.cancel}</Button>
        <Button
          tone={action === 'activate' ? 'primary' : 'danger'}
          isDisabled={!isArmed || (needsInsisting && !insists)}
          isBusy={change.isBusy}
          onPress={submit}
        >
          {CHANGE_KEY_WORDS.submits[action]}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
