import { EmptyState } from '#renderer/components/empty-state.tsx';
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
  const without = identities.filter(({ mfaSerial }) => mfaSerial === null).map(({ name }) => name);
  return (
    <section className={classes.view} aria-label={MFA_WORDS.title}>
      {withDevice.length === 0 ? (
        <EmptyState isPage icon="code" title={MFA_WORDS.emptyTitle} text={MFA_WORDS.emptyText}>
          <UnfinishedEnrolments />
          <WithoutDevice identities={without} />
        </EmptyState>
      ) : (
        <div className={classes.page}>
          <header className={classes.head}>
            <h1 className={classes.title}>{MFA_WORDS.title}</h1>
            <p className={classes.lead}>{MFA_WORDS.lead}</p>
          </header>
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
        </div>
      )}
    </section>
  );
}
