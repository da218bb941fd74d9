import { useEffect } from 'react';
import type { Identity } from '#shared/contract/things.ts';
import { Button } from '../components/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { CodeStep } from '../forms/code-step.tsx';
import { PasswordForm } from '../forms/password-form.tsx';
import { useOfAccount } from '../forms/use-of-account.ts';
import { useApi } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { PASSWORD_WORDS } from '../words/own-credentials.ts';

/** Once the account's rules are known: the two passwords, and below them the rules as they are kept. */
export function ChangePasswordDialog(props: { readonly identity: Identity; onClose(): void }) {
  const { identity, onClose } = props;
  const { name } = identity;
  const api = useApi();
  const rules = useOfAccount((mfaCode) => api.account.passwordPolicy({ identity: name, mfaCode }));
  const { read, value } = rules;
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- read is another function each time
  useEffect(() => void read(), [name]);
  return (
    <Dialog title={PASSWORD_WORDS.title(name)} closeLabel={APP_WORDS.close} onClose={onClose}>
      {value === null ? (
        <>
          <DialogBody>
            {rules.serial !== null ? (
              <CodeStep
                serial={rules.serial}
                failure={rules.failure}
                isBusy={rules.isBusy}
                onCode={(mfaCode) => void read(mfaCode)}
              />
            ) : rules.failure === null ? (
              <SkeletonRows count={3} label={PASSWORD_WORDS.reading} />
            ) : (
              <FailureNotice
                failure={rules.failure}
                actions={
                  <Button size="s" onPress={() => void read()}>
                    {APP_WORDS.tryAgain}
                  </Button>
                }
              />
            )}
          </DialogBody>
          <DialogFoot>
            <Button onPress={onClose}>{APP_WORDS.cancel}</Button>
          </DialogFoot>
        </>
      ) : (
        <PasswordForm identity={identity} policy={value.policy} onClose={onClose} />
      )}
    </Dialog>
  );
}
