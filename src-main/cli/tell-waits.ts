import type { Need, Target } from '#shared/contract/things.ts';
import { openSnapshot } from '#shared/open-snapshot.ts';
import { planTarget, type Configured } from '#shared/plan.ts';
import { splitSessionKey } from '#shared/session-key.ts';
import { epochMsOf, SECOND_MS } from '#shared/time.ts';
import type { Clock } from '../platform/clock.ts';
import type { LatchkeyClient } from '../api/latchkey-client.ts';
import { tellMeanwhile } from './tell-meanwhile.ts';
import type { Terminal } from './terminal.ts';

export interface WaitingParts {
  readonly client: LatchkeyClient;
  readonly clock: Clock;
  readonly terminal: Terminal;
  /** Its name, or the profile it is delivered as. */
  readonly target: string;
}

/** Most calls are over by then, and need no second connection. */
const PATIENCE_MS = 400;

/** Makes a call, and says meanwhile on stderr when it has to wait: for the next code of an MFA device, or for a person. */
export function tellWaits<T>(parts: WaitingParts, call: () => Promise<T>): Promise<T> {
  return tellMeanwhile(parts.terminal, (over) => tell(parts, over), call);
}

async function tell(parts: WaitingParts, over: AbortSignal): Promise<void> {
  const { client, clock, target: name } = parts;
  await clock.sleep(PATIENCE_MS, over);
  const changes = await client.events({}, { signal: over });
  const snapshot = openSnapshot(await client.snapshot({}, { signal: over }));
  const { targets, needs } = snapshot;
  const deviceOf = (target: Target) => mfaSerialOf(snapshot, target.name) ?? target.name;
  let counting = new AbortController();
  const isIt = (target: Target) => target.name === name || target.profile === name;
  const look = (target: Target | undefined) => {
    if (target === undefined) return;
    counting.abort();
    counting = new AbortController();
    void count(parts, { target, deviceOf }, AbortSignal.any([over, counting.signal])).catch(() => {
      // Aborted: the target has changed, or the call is over.
    });
  };
  const own = targets.find(isIt)?.name ?? name;
  const isOwn = (session: string) => splitSessionKey(session).target === own;
  let isTold = false;
  const lookForNeed = (open: readonly Need[]) => {
    if (isTold || !open.some(({ targets: waiting }) => waiting.some(isOwn))) return;
    isTold = true;
    parts.terminal.progress(WAITS_FOR_PERSON);
  };
  look(targets.find(isIt));
  lookForNeed(needs);
  for await (const change of changes) {
    look(change.targets?.put.find(isIt));
    lookForNeed(change.needs ?? []);
  }
}

const WAITS_FOR_PERSON = 'Latchkey needs you: look at its window. Waiting for 50 s at most.';

/** Counts down on a terminal; elsewhere one line is enough. */
async function count(
  { terminal, clock }: WaitingParts,
  { target, deviceOf }: { readonly target: Target; readonly deviceOf: (target: Target) => string },
  over: AbortSignal,
): Promise<void> {
  const { session } = target;
  if (session.state !== 'starting' || session.waitingForCodeUntil === null) return;
  const until = epochMsOf(session.waitingForCodeUntil);
  for (;;) {
    const left = Math.ceil((until - clock.now()) / SECOND_MS);
    if (left < 1) return;
    terminal.progress(`Waiting for the next code of ${deviceOf(target)}: ${left} s`);
    if (!terminal.isErrorTerminal) return;
    await clock.sleep(SECOND_MS, over);
  }
}

function mfaSerialOf(configured: Configured, target: string): string | null {
  const { steps } = planTarget(configured, target);
  return steps.find(({ mfaSerial }) => mfaSerial !== null)?.mfaSerial ?? null;
}
