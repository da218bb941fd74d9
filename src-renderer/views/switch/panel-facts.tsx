import type { ReactNode } from 'react';
import type { SessionOptions } from '#shared/contract/session-options.ts';
import type { Role, Target } from '#shared/contract/things.ts';
import { ArnText } from '#renderer/components/arn-text.tsx';
import { Facts, type Fact } from '#renderer/components/facts.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { PathText } from '#renderer/components/path-text.tsx';
import { useCopyText } from '#renderer/state/use-copy-text.ts';
import { useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import classes from './target-panel.module.css';

/** Where it is and where it is delivered. */
export function PanelFacts({ target }: { readonly target: Target }) {
  const copyText = useCopyText();
  const openDialog = useOpenDialog();
  const role = useSnapshot(({ roles }) => roles.find(({ name }) => name === target.name) ?? null);
  const { facts: labels } = SWITCH_WORDS;
  const { session, profile } = target;
  return (
    <div className={classes.section}>
      <Facts
        facts={[
          {
            label: labels.account,
            value: (
              <>
                {target.accountAlias === null ? null : (
                  <span className={classes.line}>{target.accountAlias}</span>
                )}
                <span className={target.accountAlias === null ? undefined : classes.soft}>
                  {target.accountId}
                </span>
              </>
            ),
          },
          {
            label: labels.profile,
            value: (
              <WithAction>
                <span className={classes.mono}>{profile}</span>
                <IconButton
                  icon="copy"
                  size="s"
                  label={SWITCH_WORDS.copyProfile}
                  onPress={() => copyText(SWITCH_WORDS.copyAssignment(profile))}
                />
                <IconButton
                  icon="edit"
                  size="s"
                  label={SWITCH_WORDS.changeProfile}
                  onPress={() => openDialog({ kind: 'set-profile', target: target.name })}
                />
              </WithAction>
            ),
          },
          { label: labels.delivery, value: SWITCH_WORDS.deliveries[target.deliver] },
          ...(session.state === 'active'
            ? [
                {
                  label: labels.file,
                  value:
                    session.deliveredTo === null ? (
                      <span className={classes.soft}>{SWITCH_WORDS.keptOnly}</span>
                    ) : (
                      <PathText path={session.deliveredTo.path} />
                    ),
                },
              ]
            : []),
          { label: labels.region, value: target.region },
          { label: labels.endpoint, value: target.endpoint },
          ...(role === null ? [] : roleFacts(role)),
        ]}
      />
    </div>
  );
}

function roleFacts(role: Role): readonly Fact[] {
  const { facts: labels } = SWITCH_WORDS;
  const { source, externalId, sessionName, sourceIdentity } = role;
  return [
    { label: labels.source, value: source },
    ...(externalId === null
      ? []
      : [{ label: labels.externalId, value: <span className={classes.mono}>{externalId}</span> }]),
    ...(sessionName === null ? [] : [{ label: labels.session, value: sessionName }]),
    ...(sourceIdentity === null ? [] : [{ label: labels.sourceIdentity, value: sourceIdentity }]),
    ...(role.tags.length === 0 ? [] : [{ label: labels.tags, value: <TagLines role={role} /> }]),
    ...(role.policy === null && role.policyArns.length === 0
      ? []
      : [{ label: labels.policy, value: <PolicyLines role={role} /> }]),
  ];
}

function TagLines({ role }: { readonly role: SessionOptions }) {
  return role.tags.map(({ key, value }) => (
    <span key={key} className={classes.line}>
      <span className={classes.mono}>{`${key}=${value}`}</span>
      {role.transitiveTagKeys.includes(key) ? (
        <span className={classes.soft}> · {SWITCH_WORDS.tagGoesOn}</span>
      ) : null}
    </span>
  ));
}

function PolicyLines({ role }: { readonly role: SessionOptions }) {
  return (
    <>
      {role.policy === null ? null : (
        <span className={classes.line}>{SWITCH_WORDS.inlinePolicy(role.policy.length)}</span>
      )}
      {role.policyArns.map((arn) => (
        <span key={arn} className={classes.line}>
          <ArnText text={arn} />
        </span>
      ))}
    </>
  );
}

function WithAction({ children }: { readonly children: ReactNode }) {
  return <span className={classes.withAction}>{children}</span>;
}
