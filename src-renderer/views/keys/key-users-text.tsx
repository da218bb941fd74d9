import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { useReading } from '#renderer/state/use-reading.ts';
import { useApi } from '#renderer/state/world.ts';
import { plaintextWords, USERS_WORDS, usersWords } from '#renderer/words/keys.ts';
import classes from './key-slot.module.css';

/** Who uses a key on this computer, a line each. */
export function KeyUsersText(props: { readonly accessKeyId: string; readonly usersKey: string }) {
  const api = useApi();
  const { accessKeyId } = props;
  const reading = useReading(
    () => api.keys.consequences({ accessKeyId }),
    `${accessKeyId} ${props.usersKey}`,
  );
  if (reading.value === null)
    return reading.failure === null ? (
      <span className={classes.soft}>{USERS_WORDS.reading}</span>
    ) : (
      <FailureNotice failure={reading.failure} isAlert={false} />
    );
  const { users } = reading.value;
  const lines = usersWords(users);
  const inFiles = plaintextWords(users);
  if (lines.length + inFiles.length === 0)
    return <span className={classes.soft}>{USERS_WORDS.none}</span>;
  return (
    <>
      {lines.map((line) => (
        <span key={line} className={classes.user}>
          {line}
        </span>
      ))}
      {inFiles.map((line) => (
        <span key={line} className={classes.plaintext}>
          {line}
        </span>
      ))}
    </>
  );
}
