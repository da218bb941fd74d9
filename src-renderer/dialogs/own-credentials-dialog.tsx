import { useEffect } from 'react';
import {
  OWN_CREDENTIAL_KINDS,
  OWN_CREDENTIALS_WORDS as WORDS,
  sinceWords,
} from '../words/own-credentials.ts';
import type { OwnCredential } from '#shared/contract/account.ts';
import type { OwnCredentialKind } from '#shared/contract/values.ts';
import { ActionMenu } from '../components/action-menu.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { CodeStep } from '../forms/code-step.tsx';
import { useOfAccount } from '../forms/use-of-account.ts';
import { useNow } from '../state/use-now.ts';
import { useApi, useOpenDialog } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { credentialActions } from './credential-actions.ts';
import classes from './own-credentials-dialog.module.css';

/** What an identity's user has in AWS besides password, access keys and MFA devices; read when it is opened. */
export function OwnCredentialsDialog(props: { readonly identity: string; onClose(): void }) {
  const { identity, onClose } = props;
  const api = useApi();
  const told = useOfAccount((mfaCode) => api.account.credentials({ identity, mfaCode }));
  const { read, value } = told;
  // Once; it may take a code, which is not asked for again by itself.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- read is another function each time
  useEffect(() => void read(), [identity]);
  return (
    <Dialog title={WORDS.title(identity)} closeLabel={APP_WORDS.close} onClose={onClose}>
      <DialogBody>
        <p className={classes.soft}>{WORDS.lead}</p>
        {told.serial === null ? null : (
          <CodeStep
            serial={told.serial}
            failure={told.failure}
            isBusy={told.isBusy}
            onCode={(mfaCode) => void told.read(mfaCode)}
          />
        )}
        {told.failure === null || told.serial !== null ? null : (
          <FailureNotice
            failure={told.failure}
            actions={
              <Button size="s" onPress={() => void read()}>
                {APP_WORDS.tryAgain}
              </Button>
            }
          />
        )}
        {value === null && told.isBusy && told.serial === null ? (
          <SkeletonRows count={3} label={WORDS.reading} />
        ) : null}
        {value === null
          ? null
          : OWN_CREDENTIAL_KINDS.map((kind) => (
              <OfKind
                key={kind}
                identity={identity}
                kind={kind}
                credentials={
                  value.notTold.includes(kind)
                    ? null
                    : value.credentials.filter((one) => one.kind === kind)
                }
              />
            ))}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{APP_WORDS.close}</Button>
      </DialogFoot>
    </Dialog>
  );
}

function OfKind(props: {
  readonly identity: string;
  readonly kind: OwnCredentialKind;
  /** Null: the user may not know them. */
  readonly credentials: readonly OwnCredential[] | null;
}) {
  const { identity, kind, credentials } = props;
  const title = WORDS.kinds[kind];
  return (
    <section className={classes.kind} aria-label={title}>
      <h3 className={classes.subtitle}>{title}</h3>
      {credentials === null ? (
        <p className={classes.soft}>{WORDS.notTold}</p>
      ) : credentials.length === 0 ? (
        <p className={classes.soft}>{WORDS.none}</p>
      ) : (
        <ul className={classes.list}>
          {credentials.map((credential) => (
            <Credential key={credential.id} identity={identity} credential={credential} />
          ))}
        </ul>
      )}
    </section>
  );
}

const TONES: Readonly<Record<OwnCredential['status'], Tone>> = {
  active: 'ok',
  inactive: 'neutral',
  expired: 'warn',
};

function Credential(props: { readonly identity: string; readonly credential: OwnCredential }) {
  const { identity, credential } = props;
  const { id, kind, service, status } = credential;
  const openDialog = useOpenDialog();
  const nowMs = useNow('minute');
  return (
    <li className={classes.credential}>
      <div className={classes.names}>
        <strong className={classes.id}>{id}</strong>
        {/* A certificate has no status of its own: it is there, or it has ended. */}
        {kind === 'server-certificate' && status === 'active' ? null : (
          <Badge tone={TONES[status]}>{WORDS.statuses[status]}</Badge>
        )}
        <p className={classes.about}>
          {[...(service === null ? [] : [service]), ...sinceWords(credential, nowMs)].join(' · ')}
        </p>
      </div>
      <ActionMenu
        label={WORDS.more(id)}
        actions={credentialActions(credential).map((action) => ({
          id: action,
          icon: ICONS[action],
          label: `${WORDS.submits[action]}…`,
          isDanger: action === 'delete',
          run: () => openDialog({ kind: 'change-credential', identity, credential, action }),
        }))}
      >
        <IconButton icon="more" size="s" label={WORDS.more(id)} />
      </ActionMenu>
    </li>
  );
}

const ICONS = { activate: 'check', deactivate: 'stop', delete: 'trash' } as const;
