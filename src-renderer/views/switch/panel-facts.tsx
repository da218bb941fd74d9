import type { ReactNode } from 'react';
import type { Target } from '#shared/contract/things.ts';
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

function roleFacts(role: {
  readonly source: string;
  readonly externalId: string | null;
  readonly sessionName: string | null;
}): readonly Fact[] {
  const { facts: labels } = SWITCH_WORDS;
  return [
    { label: labels.source, value: role.source },
    ...(role.externalId === null
      ? []
      : [
          {
            label: labels.externalId,
            value: <span className={classes.mono}>{role.externalId}</span>,
          },
        ]),
    ...(role.sessionName === null ? [] : [{ label: labels.session, value: role.sessionName }]),
  ];
}

function WithAction({ children }: { readonly children: ReactNode }) {
  return <span className={classes.withAction}>{children}</span>;
}
