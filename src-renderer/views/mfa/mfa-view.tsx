import { EmptyState } from '#renderer/components/empty-state.tsx';
import { Page } from '#renderer/components/page.tsx';
import { useSnapshot } from '#renderer/state/world.ts';
import { MFA_WORDS } from '#renderer/words/mfa.ts';
import { MfaCard } from './mfa-card.tsx';
import classes from './mfa-view.module.css';
import { UnfinishedEnrolments } from './unfinished-enrolments.tsx';
import { WithoutDevice } from './without-device.tsx';

/** The codes of every MFA device that Latchkey knows. */
export function MfaView() {
  const identities = useSnapshot((snapshot) => snapshot.identities);
  const withDevice = identities.filter(({ mfaSerial }) => mfaSerial !== null);
  const enrolments = useSnapshot((snapshot) => snapshot.enrolments);
  // One that goes on is reached by the button that began it, one that has stopped by its notice.
  const stopped = new Set(
    enrolments.flatMap(({ identity, isRunning }) => (isRunning ? [] : [identity])),
  );
  const without = identities
    .filter(({ name, mfaSerial }) => mfaSerial === null && !stopped.has(name))
    .map(({ name }) => name);
  if (withDevice.length === 0)
    return (
      <section className={classes.empty} aria-label={MFA_WORDS.title}>
        <EmptyState isPage icon="code" title={MFA_WORDS.emptyTitle} text={MFA_WORDS.emptyText}>
          <UnfinishedEnrolments />
          <WithoutDevice identities={without} />
        </EmptyState>
      </section>
    );
  return (
    <Page title={MFA_WORDS.title} lead={MFA_WORDS.lead}>
      <UnfinishedEnrolments />
      <ul className={classes.cards}>
        {withDevice.map((identity) => (
          <MfaCard key={identity.name} identity={identity} />
        ))}
      </ul>
      {without.length === 0 ? null : (
        <div className={classes.without}>
          <h2 className={classes.subtitle}>{MFA_WORDS.withoutTitle}</h2>
          <WithoutDevice identities={without} />
        </div>
      )}
    </Page>
  );
}
