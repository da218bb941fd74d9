import { Button } from '#renderer/components/button.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { MFA_WORDS } from '#renderer/words/mfa.ts';
import { MfaCard } from './mfa-card.tsx';
import classes from './mfa-view.module.css';

/** The codes of every MFA device that Latchkey knows. */
export function MfaView() {
  const identities = useSnapshot((snapshot) => snapshot.identities);
  const openDialog = useOpenDialog();
  const withDevice = identities.filter(({ mfaSerial }) => mfaSerial !== null);
  const without = identities.filter(({ mfaSerial }) => mfaSerial === null);
  const addButtons = without.map(({ name }) => (
    <Button
      key={name}
      icon="plus"
      onPress={() => openDialog({ kind: 'add-mfa', identity: name, serial: null })}
    >
      {MFA_WORDS.addFor(name)}
    </Button>
  ));
  return (
    <section className={classes.view} aria-label={MFA_WORDS.title}>
      {withDevice.length === 0 ? (
        <EmptyState isPage icon="code" title={MFA_WORDS.emptyTitle} text={MFA_WORDS.emptyText}>
          {addButtons}
        </EmptyState>
      ) : (
        <div className={classes.page}>
          <header className={classes.head}>
            <h1 className={classes.title}>{MFA_WORDS.title}</h1>
            <p className={classes.lead}>{MFA_WORDS.lead}</p>
          </header>
          <ul className={classes.cards}>
            {withDevice.map((identity) => (
              <MfaCard key={identity.name} identity={identity} />
            ))}
          </ul>
          {without.length === 0 ? null : (
            <div className={classes.without}>
              <h2 className={classes.subtitle}>{MFA_WORDS.withoutTitle}</h2>
              <div className={classes.buttons}>{addButtons}</div>
            </div>
          )}
        </div>
      )}
    </section>
  );
}
