import { useEffect, useState } from 'react';
import type { MfaCodeReply } from '#shared/contract/contract.ts';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import { failureOf, type Failure } from '#shared/errors.ts';
import { epochMsOf } from '#shared/time.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useApi, useSnapshot } from '#renderer/state/world.ts';

interface CodeState {
  readonly reply: MfaCodeReply | null;
  readonly failure: Failure | null;
}

/** The present code: asked for again when its time is up, and when something happened that may have used it. */
export function useMfaCode(identity: string): CodeState {
  const api = useApi();
  const [state, setState] = useState<CodeState>({ reply: null, failure: null });
  const revision = useSnapshot((snapshot) => snapshot.revision);
  const nowMs = useNow('second');
  const isOver = state.reply !== null && epochMsOf(state.reply.validUntil) <= nowMs;
  // While the answer is the old one still, each second asks again.
  const attempt = isOver ? nowMs : 0;

  useEffect(() => {
    let isWanted = true;
    api.mfa.code({ identity }).then(
      (reply) => isWanted && setState({ reply, failure: null }),
      (error: unknown) =>
        isWanted && setState({ reply: null, failure: failureOf(appErrorOf(error)) }),
    );
    return () => {
      isWanted = false;
    };
  }, [api, identity, revision, attempt]);
  return state;
}
