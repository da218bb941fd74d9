import { type FormEvent, type RefObject, useEffect } from 'react';
import type { Vault } from '#shared/contract/things.ts';
import { knownFailure } from '#renderer/api/known-failure.ts';
import { Button } from '#renderer/components/button.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import { SecretField, useSecret } from '#renderer/components/secret-field.tsx';
import { useTask } from '#renderer/state/use-task.ts';
import { useApi, useScreen, useSnapshot } from '#renderer/state/world.ts';
import { APP_WORDS } from '#renderer/words/app.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { LOCK_WORDS } from '#renderer/words/lock.ts';
import classes from './lock-screen.module.css';

/** Stands in front of everything while the vault is locked or cannot be reached. */
export function LockScreen({ vault }: { readonly vault: Vault }) {
  const running = useSnapshot(
    ({ targets }) => targets.filter(({ session }) => session.state === 'active').length,
  );
  const goesOn = running === 0 ? null : LOCK_WORDS.goesOn(running);
  return (
    <main className={classes.screen}>
      <div className={classes.card}>
        <span className={classes.icon}>
          <Icon name="lock" size={28} />
        </span>
        {vault.state === 'locked' && vault.kind === 'file' ? (
          <PassphraseUnlock goesOn={goesOn} />
        ) : (
          <KeychainUnlock vault={vault} goesOn={goesOn} />
        )}
      </div>
    </main>
  );
}

interface WithGoesOn {
  /** What runs although a person has to unlock first. */
  readonly goesOn: string | null;
}

function PassphraseUnlock({ goesOn }: WithGoesOn) {
  const api = useApi();
  const passphrase = useSecret();
  const unlock = useTask(async () => {
    await api.vault.unlock({ passphrase: passphrase.read() });
    passphrase.forget();
  });
  useFocusWhenAlone(passphrase.ref);
  const isWrong = unlock.failure?.code === 'vault/wrong-passphrase';
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (passphrase.read() !== '') void unlock.run();
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <h1 className={classes.title}>{LOCK_WORDS.title}</h1>
      <p className={classes.text}>{goesOn ?? LOCK_WORDS.fileText}</p>
      <SecretField
        label={LOCK_WORDS.passphrase}
        inputRef={passphrase.ref}
        autoFocus
        problem={isWrong && unlock.failure !== null ? problemOf(unlock.failure) : null}
        onChange={unlock.clear}
      />
      {unlock.failure === null || isWrong ? null : <FailureNotice failure={unlock.failure} />}
      <Button type="submit" tone="primary" size="l" isBusy={unlock.running}>
        {LOCK_WORDS.unlock}
      </Button>
    </form>
  );
}

/** The keyboard is in the field whenever nothing lies over it: the palette, too, may have locked Latchkey. */
function useFocusWhenAlone(field: RefObject<HTMLInputElement | null>): void {
  const isPaletteOpen = useScreen((screen) => screen.isPaletteOpen);
  useEffect(() => {
    if (!isPaletteOpen) field.current?.focus();
  }, [isPaletteOpen, field]);
}

function problemOf(failure: Parameters<typeof wordsOf>[0]): string {
  const { title, action } = wordsOf(failure);
  return `${title}. ${action}`;
}

function KeychainUnlock({ vault, goesOn }: { readonly vault: Vault } & WithGoesOn) {
  const api = useApi();
  const unlock = useTask(async () => void (await api.vault.unlock({})));
  const isLocked = vault.state === 'locked';
  const lockedTitle = goesOn === null ? LOCK_WORDS.keychainTitle : LOCK_WORDS.title;
  const failure = unlock.failure ?? (vault.failure === null ? null : knownFailure(vault.failure));
  return (
    <div className={classes.form}>
      <h1 className={classes.title}>{isLocked ? lockedTitle : LOCK_WORDS.unavailableTitle}</h1>
      {isLocked ? <p className={classes.text}>{goesOn ?? LOCK_WORDS.keychainText}</p> : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
      <Button tone="primary" size="l" isBusy={unlock.running} onPress={() => void unlock.run()}>
        {isLocked ? LOCK_WORDS.unlock : APP_WORDS.tryAgain}
      </Button>
    </div>
  );
}
