import { Button as AriaButton } from 'react-aria-components/Button';
import { cx } from '../components/cx.ts';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { Tooltip } from '../components/tooltip.tsx';
import type { ViewName } from '../state/screen.ts';
import { useTask } from '../state/use-task.ts';
import { useApi, useScreen, useSnapshot, useWorld } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { KEYS_WORDS } from '../words/keys.ts';
import { MFA_DEVICE_WORDS } from '../words/mfa-devices.ts';
import { PALETTE_WORDS } from '../words/palette.ts';
import { KeyMark } from './key-mark.tsx';
import { PALETTE_KEYS } from './use-palette-key.ts';
import type { Reminder } from '#shared/contract/things.ts';
import { dotTone } from '#shared/open-reminders.ts';
import classes from './rail.module.css';

/** In the order of the rail. */
export const VIEWS: readonly { readonly view: ViewName; readonly icon: IconName }[] = [
  { view: 'switch', icon: 'switch' },
  { view: 'keys', icon: 'key' },
  { view: 'mfa', icon: 'code' },
  { view: 'report', icon: 'report' },
  { view: 'activity', icon: 'activity' },
  { view: 'settings', icon: 'settings' },
];

/** The way from view to view. */
export function Rail() {
  const { screen } = useWorld();
  const current = useScreen((state) => state.view);
  const keysDot = useSnapshot(({ reminders }) => dotTone(reminders));
  const hasUnfinished = useSnapshot(({ enrolments }) =>
    enrolments.some(({ isRunning }) => !isRunning),
  );
  return (
    <nav className={classes.rail} aria-label={APP_WORDS.rail}>
      <span className={classes.mark}>
        <KeyMark size={26} />
      </span>
      <Tooltip text={PALETTE_WORDS.openHint(PALETTE_KEYS)}>
        <AriaButton
          className={classes.entry ?? ''}
          onPress={() => screen.setState({ isPaletteOpen: true })}
        >
          <Icon name="search" size={18} />
          {PALETTE_WORDS.open}
        </AriaButton>
      </Tooltip>
      {VIEWS.map(({ view, icon }) => (
        <AriaButton
          key={view}
          className={cx(classes.entry, view === current && classes.current)}
          aria-current={view === current ? 'page' : 'false'}
          onPress={() => screen.setState({ view })}
        >
          <Icon name={icon} size={18} />
          {APP_WORDS.views[view]}
          {view === 'keys' && keysDot !== null ? <Dot tone={keysDot}>{KEYS_WORDS.rail}</Dot> : null}
          {view === 'mfa' && hasUnfinished ? <Dot tone="warn">{MFA_DEVICE_WORDS.rail}</Dot> : null}
        </AriaButton>
      ))}
      <LockEntry />
    </nav>
  );
}

/** There is something to see to, which its words say to those who hear the window. */
function Dot({ tone, children }: { readonly tone: Reminder['tone']; readonly children: string }) {
  return (
    <span className={cx(classes.dot, classes[tone])}>
      <span className={classes.dotWords}>{children}</span>
    </span>
  );
}

/** Only a vault of ours is ours to lock; a keychain is locked by its system. */
function LockEntry() {
  const api = useApi();
  // Nobody knows the passphrase of the practice account's vault: locking it would end the practice.
  const isLockable = useSnapshot(({ vault, app }) => vault.kind === 'file' && !app.practice);
  const lock = useTask(async () => void (await api.vault.lock({})));
  if (!isLockable) return null;
  return (
    <div className={classes.foot}>
      {lock.failure === null ? null : (
        <div className={classes.failure}>
          <FailureNotice failure={lock.failure} />
        </div>
      )}
      <Tooltip text={APP_WORDS.lockHint}>
        <AriaButton
          className={classes.entry ?? ''}
          isDisabled={lock.running}
          onPress={() => void lock.run()}
        >
          <Icon name="lock" size={18} />
          {APP_WORDS.lock}
        </AriaButton>
      </Tooltip>
    </div>
  );
}
