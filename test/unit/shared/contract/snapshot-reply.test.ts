import { expect, it } from 'vitest';
import { packSnapshot, snapshotReply } from '#shared/contract/snapshot-reply.ts';
import type { Snapshot } from '#shared/contract/things.ts';
import { openSnapshot } from '#shared/open-snapshot.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const snapshot = createFakeMain(showcase(NOW), () => NOW).snapshot();

it('brings a window all that main shows', () => {
  const sent = JSON.parse(JSON.stringify(snapshotReply.parse(packSnapshot(snapshot))));
  expect(openSnapshot(sent)).toEqual(snapshot);
});

it.each(['targets', 'roles'] as const)('takes nothing of %s along that is not declared', (list) => {
  const [first, ...others] = snapshot[list];
  const leaking = { ...first, secretAccessKey: 'wJalrXUtnFEMI' };
  const packed = packSnapshot({ ...snapshot, [list]: [leaking, ...others] } as Snapshot);
  expect(JSON.stringify(packed)).not.toContain('wJalrXUtnFEMI');
});

it('is refused where a value is not what was declared', () => {
  const [first, ...others] = snapshot.targets;
  const session = { state: 'none', sessionToken: 'FwoGZXIvYXdzE' };
  const wrong = { ...snapshot, targets: [{ ...first, session }, ...others] } as Snapshot;
  expect(snapshotReply.safeParse(packSnapshot(wrong)).success).toBe(false);
});
