import type { LockSettings as Lock } from '#shared/contract/settings.ts';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { SelectField } from '#renderer/components/select-field.tsx';
import { useTask } from '#renderer/state/use-task.ts';
import { useApi, useSnapshot } from '#renderer/state/world.ts';
import { SETTINGS_WORDS } from '#renderer/words/settings.ts';
import { SettingSwitch } from './setting-switch.tsx';
import classes from './settings-view.module.css';

/** When Latchkey locks itself, and what goes on then. */
export function LockSettings() {
  const api = useApi();
  const lock = useSnapshot(({ settings }) => settings.lock);
  const surface = useSnapshot(({ app }) => app.surface);
  const change = useTask(
    async (next: Partial<Lock>) => void (await api.settings.change({ lock: { ...lock, ...next } })),
  );
  return (
    <section className={classes.group} aria-labelledby="locking">
      <header className={classes.head}>
        <h2 id="locking" className={classes.sectionTitle}>
          {SETTINGS_WORDS.lock}
        </h2>
        <p className={classes.lead}>{SETTINGS_WORDS.lockLead}</p>
      </header>
      {change.failure === null ? null : <FailureNotice failure={change.failure} />}
      <div className={classes.box}>
        {surface === 'desktop' ? (
          <SettingSwitch
            title={SETTINGS_WORDS.lockWithComputer}
            text={SETTINGS_WORDS.lockWithComputerText}
            isOn={lock.withComputer}
            onChange={(withComputer) => void change.run({ withComputer })}
          />
        ) : null}
        <div className={classes.item}>
          <div className={classes.choice}>
            <SelectField
              label={SETTINGS_WORDS.lockIdle}
              hint={SETTINGS_WORDS.lockIdleText[surface === 'desktop' ? 'desktop' : 'browser']}
              choices={idleChoices(lock.afterIdleMinutes)}
              value={String(lock.afterIdleMinutes)}
              onChange={(id) =>
                void change.run({ afterIdleMinutes: id === NEVER ? null : Number(id) })
              }
            />
          </div>
        </div>
        <SettingSwitch
          title={SETTINGS_WORDS.lockKeeps}
          text={SETTINGS_WORDS.lockKeepsText}
          isOn={lock.keepsSessions}
          onChange={(keepsSessions) => void change.run({ keepsSessions })}
        />
      </div>
    </section>
  );
}

const NEVER = 'null';
const OFFERED_MINUTES = [1, 5, 15, 30, 60, 240];

/** The present one is among them whatever it is. */
function idleChoices(present: number | null) {
  const minutes = [...new Set([...OFFERED_MINUTES, ...(present === null ? [] : [present])])];
  return [null, ...minutes.toSorted((a, b) => a - b)].map((one) => ({
    id: String(one),
    label: SETTINGS_WORDS.lockIdleChoice(one),
  }));
}
