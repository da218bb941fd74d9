import { epochMsOf } from '#shared/time.ts';
import { Button } from '#renderer/components/button.tsx';
import { CodeDigits } from '#renderer/components/code-digits.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { Ring } from '#renderer/components/ring.tsx';
import { useNow } from '#renderer/state/use-now.ts';
import { useTask } from '#renderer/state/use-task.ts';
import { useWorld } from '#renderer/state/world.ts';
import { MFA_WORDS } from '#renderer/words/mfa.ts';
import classes from './mfa-card.module.css';
import { useMfaCode } from './use-mfa-code.ts';

const STEP_SECONDS = 30;
const SOON_SECONDS = 5;

/** The code of a device, how long it lasts, and a way to copy it. */
export function MfaCode({ identity }: { readonly identity: string }) {
  const { clipboard, toasts } = useWorld();
  const { reply, failure } = useMfaCode(identity);
  const nowMs = useNow('second');
  const copy = useTask(async () => {
    const outcome = await clipboard.copyCode(identity);
    toasts.show(outcome === 'stays' ? MFA_WORDS.copiedStays : MFA_WORDS.copiedCleared);
  });
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (reply === null) return <div className={classes.code} aria-busy="true" />;
  const seconds = Math.min(
    STEP_SECONDS,
    Math.max(0, Math.ceil((epochMsOf(reply.validUntil) - nowMs) / 1000)),
  );
  const isSoon = seconds <= SOON_SECONDS;
  return (
    <div className={classes.code}>
      <div className={classes.line}>
        <CodeDigits code={reply.code} isFaint={reply.used} />
        <span className={classes.left}>
          <Ring size={20} fraction={seconds / STEP_SECONDS} tone={isSoon ? 'warn' : 'accent'} />
          <span>{MFA_WORDS.secondsLeft(seconds)}</span>
        </span>
        <span className={classes.copy}>
          <Button
            size="s"
            icon="copy"
            aria-label={MFA_WORDS.copyOf(identity)}
            isBusy={copy.running}
            onPress={() => void copy.run()}
          >
            {MFA_WORDS.copy}
          </Button>
        </span>
      </div>
      <div className={classes.foot}>
        {isSoon ? (
          <>
            {MFA_WORDS.next} <CodeDigits code={reply.nextCode} size="s" />
          </>
        ) : reply.used ? (
          <span className={classes.used}>{MFA_WORDS.used}</span>
        ) : null}
      </div>
      {copy.failure === null ? null : <FailureNotice failure={copy.failure} />}
    </div>
  );
}
