import type { ActivityFact } from '#shared/contract/activity.ts';
import type { Body } from './chain.ts';

/** Without the failures that say the same again of a target: a session that cannot be renewed fails every few minutes. */
export function withoutRepeats(
  facts: readonly ActivityFact[],
  written: readonly Body[],
): readonly ActivityFact[] {
  const last = new Map<unknown, unknown>();
  const see = (body: Body) => {
    const { kind, target, code } = body;
    if (kind === 'session-failed') last.set(target, code);
    else if (kind === 'session-obtained' || kind === 'session-stopped') last.delete(target);
  };
  for (const body of written) see(body);
  return facts.filter((fact) => {
    const isRepeat = fact.kind === 'session-failed' && last.get(fact.target) === fact.code;
    see(fact);
    return !isRepeat;
  });
}
