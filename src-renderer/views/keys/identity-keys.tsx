import type { Identity } from '#shared/contract/things.ts';
import { ActionMenu, type MenuAction } from '#renderer/components/action-menu.tsx';
import { Button } from '#renderer/components/button.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { unfinishedRotation } from '#renderer/rotation/shown-rotation.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useTask } from '#renderer/state/use-task.ts';
import { useApi, useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { KEYS_WORDS, REMINDER_WORDS } from '#renderer/words/keys.ts';
import { OWN_CREDENTIALS_WORDS, PASSWORD_WORDS } from '#renderer/words/own-credentials.ts';
import { momentWords } from '#renderer/words/time.ts';
import classes from './identity-keys.module.css';
import { KeySlot } from './key-slot.tsx';
import { ReminderLine } from './reminder-line.tsx';
import { RotationLine } from './rotation-line.tsx';
import { slotsOf } from './slots.ts';

/** The keys of an identity's user, what is to be said of them, and a rotation that goes on. */
export function IdentityKeys(props: {
  readonly identity: Identity;
  readonly ourKeyIds: ReadonlySet<string>;
  readonly usersKey: string;
}) {
  const { identity } = props;
  const { name } = identity;
  const api = useApi();
  const allReminders = useSnapshot((snapshot) => snapshot.reminders);
  const rotations = useSnapshot((snapshot) => snapshot.rotations);
  const read = useTask(async () => void (await api.identities.refresh({ name })));
  const rotation = unfinishedRotation(rotations, name);
  const ofIdentity = allReminders.filter((reminder) => reminder.identity === name);
  const waits = ofIdentity.find(({ kind, snooze }) => kind === 'rotation-waits' && snooze === null);
  const { slots, ofUser } = slotsOf(identity, {
    ourKeyIds: props.ourKeyIds,
    // What the line of the rotation says is said once.
    reminders: ofIdentity.filter((reminder) => rotation === null || reminder !== waits),
  });
  return (
    <article className={classes.card} aria-labelledby={`keys-${name}`}>
      <Head identity={identity} isReading={read.running} onRead={() => void read.run()} />
      {read.failure === null ? null : <FailureNotice failure={read.failure} />}
      {rotation === null ? null : (
        <RotationLine identity={name} rotation={rotation} reminder={waits ?? null} />
      )}
      {ofUser.length === 0 ? null : (
        <ul aria-label={REMINDER_WORDS.list(name)}>
          {ofUser.map((reminder) => (
            <ReminderLine key={reminder.id} reminder={reminder} />
          ))}
        </ul>
      )}
      <ul className={classes.slots} aria-label={KEYS_WORDS.keysOf(name)}>
        {slots.map((slot, index) => (
          <KeySlot
            key={slot.kind === 'key' ? slot.key.accessKeyId : index}
            slot={slot}
            identity={identity}
            rotation={rotation}
            usersKey={props.usersKey}
          />
        ))}
      </ul>
    </article>
  );
}

function Head(props: { readonly identity: Identity; readonly isReading: boolean; onRead(): void }) {
  const { name, userName, accountAlias, accountId, keys } = props.identity;
  const openDialog = useOpenDialog();
  const nowMs = useNow('minute');
  const ofUser: readonly MenuAction[] = [
    {
      id: 'password',
      icon: 'lock',
      label: PASSWORD_WORDS.menu,
      run: () => openDialog({ kind: 'change-password', identity: name }),
    },
    {
      id: 'credentials',
      icon: 'files',
      label: OWN_CREDENTIALS_WORDS.menu,
      run: () => openDialog({ kind: 'own-credentials', identity: name }),
    },
  ];
  return (
    <header className={classes.head}>
      <div className={classes.names}>
        <h2 className={classes.name} id={`keys-${name}`}>
          {name}
        </h2>
        <p className={classes.user}>
          {KEYS_WORDS.user(userName)} · {accountAlias === null ? '' : `${accountAlias} · `}
          {accountId}
        </p>
      </div>
      <div className={classes.reading}>
        <span className={classes.readAt}>
          {keys === null
            ? KEYS_WORDS.neverRead
            : KEYS_WORDS.readAt(momentWords(keys.readAt, nowMs))}
        </span>
        <Button
          size="s"
          tone="plain"
          icon="refresh"
          aria-label={KEYS_WORDS.readAgainOf(name)}
          isBusy={props.isReading}
          onPress={props.onRead}
        >
          {keys === null ? KEYS_WORDS.read : KEYS_WORDS.readAgain}
        </Button>
        <ActionMenu
          label={KEYS_WORDS.more(name)}
          actions={[
            {
              id: 'replace',
              icon: 'key',
              label: KEYS_WORDS.replace,
              run: () => openDialog({ kind: 'replace-key', identity: name }),
            },
            {
              id: 'thresholds',
              icon: 'clock',
              label: KEYS_WORDS.thresholds,
              run: () => openDialog({ kind: 'set-thresholds', identity: name }),
            },
            // A root user has neither, as far as IAM is concerned.
            ...(userName === null ? [] : ofUser),
          ]}
        >
          <IconButton icon="more" size="s" label={KEYS_WORDS.more(name)} />
        </ActionMenu>
      </div>
    </header>
  );
}
