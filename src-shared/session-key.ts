/** Between a target and its scope, and before the length that a caller named: no name has either. */
const SCOPE_MARK = '#';
const LENGTH_MARK = '~';

/** Which session of a target: its own, or one that is kept apart from that. */
export interface SessionName {
  readonly target: string;
  readonly scope: string | null;
  /** Set where a program asked for a session of this length; the target's own stays as it is. */
  readonly seconds: number | null;
}

/** Under what a session is kept and locked: the target's name, with what sets it apart behind it. */
export function sessionKey({ target, scope, seconds }: SessionName): string {
  const ofScope = scope === null ? '' : `${SCOPE_MARK}${scope}`;
  return `${target}${ofScope}${seconds === null ? '' : `${LENGTH_MARK}${seconds}`}`;
}

export function splitSessionKey(key: string): SessionName {
  const [name = key, seconds] = key.split(LENGTH_MARK);
  const [target = name, scope = null] = name.split(SCOPE_MARK);
  return { target, scope, seconds: seconds === undefined ? null : Number(seconds) };
}
