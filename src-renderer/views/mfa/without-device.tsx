import { Button } from '#renderer/components/button.tsx';
import { useOpenDialog } from '#renderer/state/world.ts';
import { MFA_DEVICE_WORDS } from '#renderer/words/mfa-devices.ts';
import { MFA_WORDS } from '#renderer/words/mfa.ts';
import classes from './mfa-view.module.css';

/** Those who have no MFA device: one can be made, or the one that they have be added. */
export function WithoutDevice({ identities }: { readonly identities: readonly string[] }) {
  const openDialog = useOpenDialog();
  return (
    <ul className={classes.people}>
      {identities.map((identity) => (
        <li key={identity} className={classes.person}>
          <span className={classes.personName}>{identity}</span>
          <Button
            icon="plus"
            aria-label={MFA_DEVICE_WORDS.makeFor(identity)}
            onPress={() => openDialog({ kind: 'enrol-mfa', identity })}
          >
            {MFA_DEVICE_WORDS.make}
          </Button>
          <Button
            tone="plain"
            aria-label={MFA_WORDS.addFor(identity)}
            onPress={() => openDialog({ kind: 'add-mfa', identity, serial: null })}
          >
            {MFA_DEVICE_WORDS.have}
          </Button>
        </li>
      ))}
    </ul>
  );
}
