import { Badge, type Tone } from '#renderer/components/badge.tsx';
import type { AccessKey, Identity, KeyStatus, Rotation } from '#shared/contract/things.ts';
import { ActionMenu, type MenuAction } from '#renderer/components/action-menu.tsx';
import { Button } from '#renderer/components/button.tsx';
import { Facts } from '#renderer/components/facts.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { WholeWords } from '#renderer/components/whole-words.tsx';
import { useCopyText } from '#renderer/state/use-copy-text.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useOpenDialog } from '#renderer/state/world.ts';
import { ageWords, CHANGE_KEY_WORDS, KEYS_WORDS, lastUseWords } from '#renderer/words/keys.ts';
import { untilWords } from '#renderer/words/rotation.ts';
import { keyElementId } from './go-to-key.ts';
import { keyActions } from './key-actions.ts';
import classes from './key-slot.module.css';
import { KeyUsersText } from './key-users-text.tsx';
import { ReminderLine } from './reminder-line.tsx';
import type { Slot } from './slots.ts';

const STATUS_TONES: Readonly<Record<KeyStatus, Tone>> = {
  active: 'ok',
  inactive: 'neutral',
  expired: 'warn',
  gone: 'danger',
};

/** One of the two places of a user: the key in it, or that there is none. */
export function KeySlot(props: {
  readonly slot: Slot;
  readonly identity: Identity;
  /** An unfinished one of this user. */
  readonly rotation: Rotation | null;
  /** Another one whenever somebody else may use the key. */
  readonly usersKey: string;
}) {
  const { slot } = props;
  switch (slot.kind) {
    case 'free':
      return <EmptySlot title={KEYS_WORDS.free} text={KEYS_WORDS.freeText} />;
    case 'unknown':
      return slot.because === 'denied' ? (
        <EmptySlot
          title={KEYS_WORDS.denied}
          text={`${KEYS_WORDS.deniedText} ${KEYS_WORDS.deniedHint}`}
        />
      ) : (
        <EmptySlot title={KEYS_WORDS.notRead} text={KEYS_WORDS.notReadText} />
      );
    case 'key':
      return <TakenSlot {...props} slot={slot} />;
  }
}

function EmptySlot(props: { readonly title: string; readonly text: string }) {
  return (
    <li className={classes.empty}>
      <h3 className={classes.emptyTitle}>{props.title}</h3>
      <p className={classes.soft}>{props.text}</p>
    </li>
  );
}

function TakenSlot(props: {
  readonly slot: Extract<Slot, { readonly kind: 'key' }>;
  readonly identity: Identity;
  readonly rotation: Rotation | null;
  readonly usersKey: string;
}) {
  const { slot, identity, rotation } = props;
  const { key, isOurs, reminders } = slot;
  const openDialog = useOpenDialog();
  const { mayRotate, changes } = keyActions(key, { identity, rotation });
  return (
    <li className={classes.slot}>
      <header className={classes.head}>
        <div className={classes.names}>
          <h3
            className={classes.id}
            id={keyElementId(identity.name, key.accessKeyId)}
            tabIndex={-1}
          >
            {key.accessKeyId}
          </h3>
          <div className={classes.badges}>
            <Badge tone={STATUS_TONES[key.status]}>{KEYS_WORDS.statuses[key.status]}</Badge>
            {isOurs ? <Badge tone="accent">{KEYS_WORDS.ours}</Badge> : null}
          </div>
        </div>
        <KeyMenu accessKey={key} changes={changes} />
      </header>
      <SlotFacts accessKey={key} rotation={rotation} usersKey={props.usersKey} />
      {mayRotate && !reminders.some(isOfAge) ? (
        <div className={classes.rotate}>
          <Button
            size="s"
            aria-label={KEYS_WORDS.rotateOf(identity.name)}
            onPress={() => openDialog({ kind: 'rotate', identity: identity.name, asks: null })}
          >
            {KEYS_WORDS.rotate}
          </Button>
        </div>
      ) : null}
      {reminders.length === 0 ? null : (
        <ul className={classes.reminders} aria-label={KEYS_WORDS.remindersOf(key.accessKeyId)}>
          {reminders.map((reminder) => (
            <ReminderLine key={reminder.id} reminder={reminder} isBesideKey />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Such a reminder offers the rotation itself. */
function isOfAge(reminder: {
  readonly kind: string;
  readonly snooze: { readonly until: string | null } | null;
}): boolean {
  return reminder.snooze === null && (reminder.kind === 'due' || reminder.kind === 'overdue');
}

function SlotFacts(props: {
  readonly accessKey: AccessKey;
  readonly rotation: Rotation | null;
  readonly usersKey: string;
}) {
  const { accessKey, rotation } = props;
  const nowMs = useNow('minute');
  const { facts: labels } = KEYS_WORDS;
  const keptUntil =
    rotation !== null && rotation.oldKeyId === accessKey.accessKeyId ? rotation.graceEndsAt : null;
  return (
    <Facts
      facts={[
        { label: labels.age, value: ageWords(accessKey.createdAt, nowMs) },
        {
          label: labels.lastUse,
          value: <WholeWords>{lastUseWords(accessKey.lastUse, nowMs)}</WholeWords>,
        },
        ...(keptUntil === null
          ? []
          : [
              {
                label: labels.kept,
                value: `${untilWords(keptUntil, nowMs)}, ${
                  rotation?.deletesItself === true ? KEYS_WORDS.thenDeleted : KEYS_WORDS.thenAsked
                }`,
              },
            ]),
        {
          label: labels.users,
          value: <KeyUsersText accessKeyId={accessKey.accessKeyId} usersKey={props.usersKey} />,
        },
      ]}
    />
  );
}

function KeyMenu(props: {
  readonly accessKey: AccessKey;
  readonly changes: ReturnType<typeof keyActions>['changes'];
}) {
  const { accessKeyId } = props.accessKey;
  const openDialog = useOpenDialog();
  const copyText = useCopyText();
  const actions: readonly MenuAction[] = [
    { id: 'copy', icon: 'copy', label: KEYS_WORDS.copyId, run: () => copyText(accessKeyId) },
    ...props.changes.map((action): MenuAction => ({
      id: action,
      icon: ICONS[action],
      label: `${CHANGE_KEY_WORDS.submits[action]}…`,
      isDanger: action === 'delete',
      run: () => openDialog({ kind: 'change-key', accessKeyId, action }),
    })),
  ];
  return (
    <ActionMenu label={KEYS_WORDS.moreOfKey(accessKeyId)} actions={actions}>
      <IconButton icon="more" size="s" label={KEYS_WORDS.moreOfKey(accessKeyId)} />
    </ActionMenu>
  );
}

const ICONS = { activate: 'check', deactivate: 'stop', delete: 'trash' } as const;
