import { describe, expect, it } from 'vitest';
import { orderTargets } from '#renderer/views/switch/order-targets.ts';
import type { Target } from '#shared/contract/things.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const { targets } = createFakeMain(showcase(NOW), () => NOW).snapshot();

describe('the order of the list', () => {
  const ordered = orderTargets(targets);

  it('puts what is active or starting first', () => {
    const isLive = ({ session }: Target) =>
      session.state === 'active' || session.state === 'starting';
    const live = ordered.filter(isLive).length;
    expect(live).toBe(4);
    expect(ordered.slice(0, live).every(isLive)).toBe(true);
  });

  it('puts what is pinned before that, in the order of pinning', () => {
    const pinned = ['prod-billing', 'gone', 'ml-staging'];
    const names = orderTargets(targets, pinned).map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['prod-billing', 'ml-staging', ordered[0]?.name]);
    expect(names.toSorted()).toEqual(ordered.map(({ name }) => name).toSorted());
  });

  it('keeps the targets of one account together', () => {
    const idle = ordered
      .filter(({ session }) => session.state === 'none')
      .map(({ accountId }) => accountId);
    const changes = idle.filter(
      (account, index) => index > 0 && account !== idle[index - 1],
    ).length;
    expect(changes).toBe(new Set(idle).size - 1);
  });

  it('puts an identity before the roles of its account', () => {
    const idle = ['sandbox-poweruser', 'dana-sandbox'].map((name) => ({
      ...targets.find((target) => target.name === name)!,
      session: { state: 'none' as const },
    }));
    expect(orderTargets(idle).map(({ name }) => name)).toEqual([
      'dana-sandbox',
      'sandbox-poweruser',
    ]);
  });

  it('loses nobody and changes nothing', () => {
    expect(new Set(ordered)).toEqual(new Set(targets));
  });
});
