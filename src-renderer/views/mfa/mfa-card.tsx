import { deviceName } from '#shared/arn.ts';
import type { Identity } from '#shared/contract/things.ts';
import { ActionMenu, type MenuAction } from '#renderer/components/action-menu.tsx';
import { Button } from '#renderer/components/button.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { NameText } from '#renderer/components/name-text.tsx';
import { useOpenDialog } from '#renderer/state/world.ts';
import { MFA_DEVICE_WORDS } from '#renderer/words/mfa-devices.ts';
import { MFA_WORDS } from '#renderer/words/mfa.ts';
import classes from './mfa-card.module.css';
import { MfaCode } from './mfa-code.tsx';
import { MfaCommand } from './mfa-command.tsx';

/** One MFA device: whose it is, and its code if Latchkey can make it. */
export function MfaCard({ identity }: { readonly identity: Identity }) {
  const openDialog = useOpenDialog();
  const { name, mfaSerial, hasSeed, mfaProcess } = identity;
  const addSeed = () => openDialog({ kind: 'add-mfa', identity: name, serial: mfaSerial });
  return (
    <li className={classes.card}>
      <header className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.name}>
            <NameText name={name} />
          </h2>
          <p className={classes.device}>
            <NameText
              name={`${deviceName(mfaSerial ?? '')} · ${identity.accountAlias ?? identity.accountId}`}
            />
          </p>
        </div>
        <ActionMenu
          label={MFA_WORDS.more(name)}
          actions={[
            ...(hasSeed
              ? seedActions(identity, openDialog)
              : [{ id: 'seed', icon: 'plus', label: MFA_WORDS.addSeed, run: addSeed } as const]),
            {
              id: 'devices',
              icon: 'search',
              label: MFA_DEVICE_WORDS.devices,
              run: () => openDialog({ kind: 'mfa-devices', identity: name }),
            },
            {
              id: 'forget',
              icon: 'close',
              label: MFA_WORDS.forget,
              run: () => openDialog({ kind: 'forget-mfa', identity: name }),
            },
            {
              id: 'remove',
              icon: 'trash',
              label: MFA_DEVICE_WORDS.remove,
              isDanger: true,
              run: () =>
                openDialog({ kind: 'remove-mfa-device', identity: name, serial: mfaSerial ?? '' }),
            },
          ]}
        >
          <IconButton icon="more" size="s" label={MFA_WORDS.more(name)} />
        </ActionMenu>
      </header>
      {hasSeed ? (
        <MfaCode identity={name} />
      ) : mfaProcess !== null ? (
        <MfaCommand identity={name} words={mfaProcess} />
      ) : (
        <div className={classes.noSeed}>
          <p>{MFA_WORDS.noSeed}</p>
          <Button size="s" onPress={addSeed}>
            {MFA_WORDS.addSeed}
          </Button>
        </div>
      )}
    </li>
  );
}

/** What can be done only with the seed. */
function seedActions(
  { name }: Identity,
  openDialog: ReturnType<typeof useOpenDialog>,
): MenuAction[] {
  return [
    {
      id: 'qr',
      icon: 'eye',
      label: MFA_DEVICE_WORDS.showQr,
      run: () => openDialog({ kind: 'show-seed-qr', identity: name }),
    },
    {
      id: 'resync',
      icon: 'refresh',
      label: MFA_DEVICE_WORDS.resync,
      run: () => openDialog({ kind: 'resync-mfa', identity: name }),
    },
  ];
}
