import type { Snapshot } from '#shared/contract/things.ts';
import { Page } from '#renderer/components/page.tsx';
import { useSnapshot } from '#renderer/state/world.ts';
import { KEYS_WORDS } from '#renderer/words/keys.ts';
import { IdentityKeys } from './identity-keys.tsx';
import { KeyTimeline } from './key-timeline.tsx';
import classes from './keys-view.module.css';
import { ReminderLine } from './reminder-line.tsx';

/** Both keys of every user, and what is to be seen to. */
export function KeysView() {
  const identities = useSnapshot((snapshot) => snapshot.identities);
  const usersKey = useSnapshot(usersKeyOf);
  const ourKeyIds = new Set(identities.map(({ accessKeyId }) => accessKeyId));
  return (
    <Page title={KEYS_WORDS.title} lead={KEYS_WORDS.lead}>
      <KeyTimeline />
      <InFiles />
      {identities.map((identity) => (
        <IdentityKeys
          key={identity.name}
          identity={identity}
          ourKeyIds={ourKeyIds}
          usersKey={usersKey}
        />
      ))}
    </Page>
  );
}

/** Keys in the AWS files that no identity signs in with. */
function InFiles() {
  const all = useSnapshot((snapshot) => snapshot.reminders);
  const reminders = all.filter(({ identity }) => identity === null);
  if (reminders.length === 0) return null;
  return (
    <section className={classes.inFiles} aria-labelledby="keys-in-files">
      <h2 className={classes.subtitle} id="keys-in-files">
        {KEYS_WORDS.inFiles}
      </h2>
      <p className={classes.soft}>{KEYS_WORDS.inFilesLead}</p>
      <ul>
        {reminders.map((reminder) => (
          <ReminderLine key={reminder.id} reminder={reminder} />
        ))}
      </ul>
    </section>
  );
}

/** All that decides who uses which key: another text when it is to be asked again. */
function usersKeyOf({ identities, targets, awsFiles }: Snapshot): string {
  return [
    ...identities.map(({ name, accessKeyId }) => `${name} ${accessKeyId}`),
    ...targets.flatMap(({ name, session }) => (session.state === 'active' ? [name] : [])),
    ...awsFiles.map(({ revision }) => revision),
  ].join('\n');
}
