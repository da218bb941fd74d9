import { deviceName } from '#shared/arn.ts';
import type { Identity } from '#shared/contract/things.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import { Badge } from '#renderer/components/badge.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { Facts } from '#renderer/components/facts.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { keyAge } from '#renderer/state/key-age.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useTask } from '#renderer/state/use-task.ts';
import { useApi, useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import classes from './target-panel.module.css';

/** An identity's access key and how old it is, and its MFA device. */
export function PanelKey({ name }: { readonly name: string }) {
  const api = useApi();
  const openDialog = useOpenDialog();
  const nowMs = useNow('minute');
  const identity = useSnapshot(
    ({ identities }) => identities.find((other) => other.name === name) ?? null,
  );
  const reminders = useSnapshot((snapshot) => snapshot.reminders);
  const refresh = useTask(async () => void (await api.identities.refresh({ name })));
  if (identity === null) return null;
  const age = keyAge(identity, reminders, nowMs);
  const { facts: labels } = SWITCH_WORDS;
  return (
    <div className={classes.section}>
      <Facts
        facts={[
          {
            label: labels.key,
            value: (
              <>
                <span className={classes.withAction}>
                  <span className={classes.mono}>{maskAccessKeyId(identity.accessKeyId)}</span>
                  <IconButton
                    icon="refresh"
                    size="s"
                    label={SWITCH_WORDS.refreshKey}
                    isDisabled={refresh.running}
                    onPress={() => void refresh.run()}
                  />
                </span>
                <span className={classes.soft}>{age.text}</span>
                {age.verdict === null ? null : (
                  <span className={classes.badges}>
                    <Badge tone={age.tone}>{age.verdict}</Badge>
                  </span>
                )}
              </>
            ),
          },
          {
            label: labels.mfa,
            value:
              identity.mfaSerial === null ? (
                <span className={classes.withAction}>
                  <span className={classes.soft}>{SWITCH_WORDS.noMfa}</span>
                  <IconButton
                    icon="plus"
                    size="s"
                    label={SWITCH_WORDS.addMfa}
                    onPress={() => openDialog({ kind: 'add-mfa', identity: name, serial: null })}
                  />
                </span>
              ) : (
                <>
                  <span className={classes.line}>{deviceName(identity.mfaSerial)}</span>
                  <span className={classes.soft}>{codeSourceWords(identity)}</span>
                </>
              ),
          },
        ]}
      />
      {refresh.failure === null ? null : <FailureNotice failure={refresh.failure} />}
    </div>
  );
}

function codeSourceWords({ hasSeed, mfaProcess }: Identity): string {
  if (mfaProcess !== null) return SWITCH_WORDS.codesByCommand;
  return hasSeed ? SWITCH_WORDS.seedHeld : SWITCH_WORDS.seedElsewhere;
}
