/** Between a target and its scope: no name has it. */
const SCOPE_MARK = '#';

/** Under what a session is kept and locked: the target's name, with the scope's behind it where it is one's. */
export function sessionKey(target: string, scope: string | null): string {
  return scope === null ? target : `${target}${SCOPE_MARK}${scope}`;
}

/** The target and scope of a session. */
export function splitSessionKey(key: string): {
  readonly target: string;
  readonly scope: string | null;
} {
  const [target = key, scope = null] = key.split(SCOPE_MARK);
  return { target, scope };
}
