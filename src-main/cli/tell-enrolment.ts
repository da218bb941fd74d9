import type { EnrolmentView } from '#shared/contract/things.ts';
import { epochMsOf, SECOND_MS } from '#shared/time.ts';
import type { LatchkeyClient } from '../api/latchkey-client.ts';
import type { CommandContext } from './command-context.ts';
import { tellMeanwhile } from './tell-meanwhile.ts';

interface Parts {
  readonly client: LatchkeyClient;
  readonly context: CommandContext;
  readonly identity: string;
}

/** Makes a call, and says meanwhile on stderr which step of the enrolment it is at. */
export function tellEnrolment<T>(parts: Parts, call: () => Promise<T>): Promise<T> {
  return tellMeanwhile(parts.context.terminal, (over) => tell(parts, over), call);
}

async function tell({ client, context, identity }: Parts, over: AbortSignal): Promise<void> {
  const { terminal, clock } = context;
  let told = '';
  for await (const { enrolments } of await client.events({}, { signal: over })) {
    const own = enrolments?.find((one) => one.identity === identity && one.isRunning);
    if (own === undefined) continue;
    const text = sentenceOf(own, clock.now());
    if (text !== told) terminal.progress(text);
    told = text;
  }
}

function sentenceOf({ step, waitingForCodesUntil }: EnrolmentView, nowMs: number): string {
  if (waitingForCodesUntil === null) return STEPS[step];
  const seconds = Math.max(0, Math.ceil((epochMsOf(waitingForCodesUntil) - nowMs) / SECOND_MS));
  return `Waiting for two codes that were not sent before: ${seconds} s`;
}

const STEPS: Readonly<Record<EnrolmentView['step'], string>> = {
  create: 'Making the device in AWS',
  clear: 'Deleting the device whose seed was lost',
  store: 'Keeping its seed in the vault',
  enable: 'Sending AWS two codes in a row',
  settle: 'Finding out whether AWS has assigned it',
  adopt: 'Using it from now on',
  update: 'Left to a newer Latchkey',
};
