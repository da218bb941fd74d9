import { describe, expect, it } from 'vitest';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import type { Fact, Journal } from '#main/rotation/facts.ts';
import { createJournals } from '#main/rotation/journal.ts';
import { keepRotating } from '#main/rotation/keep-rotating.ts';
import type { Failure } from '#shared/errors.ts';
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';

const clockAtStart = createFakeClock();
const at = { atMs: clockAtStart.now() };
const OLD = 'AKIAOLD0000000000000';

function journalWith(facts: readonly Fact[], deletesItself = false): Journal {
  const intended = {
    fact: 'intended',
    ...at,
    oldKeyId: OLD,
    keysBefore: [OLD],
    graceSeconds: 3600,
    deletesItself,
  } as const;
  return {
    id: 'one',
    endpoint: 'aws',
    accountId: '111122223333',
    userName: 'alice',
    facts: [intended, ...facts],
  };
}

const created: Fact = { ...at, fact: 'created', accessKeyId: 'AKIANEW0000000000000', secret: null };
const inGrace: readonly Fact[] = [
  created,
  { ...at, fact: 'stored' },
  { ...at, fact: 'proven' },
  { ...at, fact: 'switched', identities: ['alice'] },
  { ...at, fact: 'renewed', left: [] },
  { ...at, fact: 'deactivated' },
];
const failed = (failure: Failure): Fact => ({ ...at, fact: 'failed', failure });

async function keeper(journal: Journal, isUnlocked = true) {
  const clock = createFakeClock();
  const vault = createMemoryVault();
  const journals = createJournals(vault.sealed, () => {});
  await journals.begin(journal);
  const wentOn: number[] = [];
  const unexpected: unknown[] = [];
  const begun = clock.monotonic();
  const kept = keepRotating({
    journals,
    rotations: { goOn: async () => void wentOn.push((clock.monotonic() - begun) / MINUTE_MS) },
    runs: { isRunning: () => false },
    isUnlocked: () => isUnlocked,
    skew: createClockSkew(clock),
    clock,
    onUnexpected: (error) => void unexpected.push(error),
  });
  return {
    /** After how many minutes it went on. */
    wentOn,
    async pass(ms: number) {
      await clock.advance(ms);
      expect(unexpected).toEqual([]);
      kept.close();
    },
  };
}

describe('a Latchkey that runs', () => {
  it('goes on with a rotation that it finds unfinished', async () => {
    const { wentOn, pass } = await keeper(journalWith([created]));
    await pass(MINUTE_MS);
    expect(wentOn).toEqual([0.5]);
  });

  it('deletes the old key when its time is over, where the user has said so', async () => {
    const { wentOn, pass } = await keeper(journalWith(inGrace, true));
    await pass(HOUR_MS + MINUTE_MS);
    expect(wentOn[0]).toBe(60);
  });

  it('deletes nothing where the user has not', async () => {
    const { wentOn, pass } = await keeper(journalWith(inGrace));
    await pass(2 * HOUR_MS);
    expect(wentOn).toEqual([]);
  });

  it('leaves one alone that a person has stopped', async () => {
    const paused = failed({ code: 'rotation/paused', facts: {} });
    const { wentOn, pass } = await keeper(journalWith([created, paused]));
    await pass(2 * HOUR_MS);
    expect(wentOn).toEqual([]);
  });

  it.each<Failure>([
    { code: 'aws/unreachable', facts: { url: '', reason: 'no-route', sent: false } },
    { code: 'rotation/not-proven', facts: { accessKeyId: OLD, seconds: 120 } },
  ])('tries again after $code, at longer and longer intervals', async (failure) => {
    const { wentOn, pass } = await keeper(journalWith([created, failed(failure)]));
    await pass(16 * MINUTE_MS);
    expect(wentOn).toEqual([0.5, 1.5, 3.5, 7.5, 15.5]);
  });

  it.each<Failure>([
    { code: 'mfa/code-needed', facts: { serial: '', target: 'alice' } },
    {
      code: 'rotation/denied',
      facts: { action: 'iam:UpdateAccessKey', userName: 'alice', newKeyId: null },
    },
    { code: 'rotation/old-key-in-use', facts: { accessKeyId: OLD, service: 's3', at: '' } },
  ])('leaves alone what takes a person: $code', async (failure) => {
    const { wentOn, pass } = await keeper(journalWith([created, failed(failure)]));
    await pass(HOUR_MS);
    expect(wentOn).toEqual([]);
  });

  it('touches nothing while the vault is locked', async () => {
    const { wentOn, pass } = await keeper(journalWith([created]), false);
    await pass(HOUR_MS);
    expect(wentOn).toEqual([]);
  });
});
