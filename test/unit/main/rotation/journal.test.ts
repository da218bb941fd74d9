import { describe, expect, it } from 'vitest';
import type { Journal } from '#main/rotation/facts.ts';
import { createJournals } from '#main/rotation/journal.ts';
import { stateOf } from '#main/rotation/steps.ts';
import { secretOf } from '#shared/secret.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';

const SECRET = 'the secret of the new key';
const JOURNAL: Journal = {
  id: 'one',
  endpoint: 'aws',
  accountId: '111122223333',
  userName: 'alice',
  facts: [
    {
      fact: 'intended',
      atMs: 1,
      oldKeyId: 'AKIAOLD0000000000000',
      keysBefore: ['AKIAOLD0000000000000'],
      graceSeconds: 60,
      deletesItself: false,
    },
  ],
};

async function begun() {
  const vault = createMemoryVault();
  const journals = createJournals(vault.sealed, () => {});
  await journals.begin(JOURNAL);
  return { vault, journals };
}

/** As a later version may write it: a fact that is unknown here, one with more to it, or more around the facts. */
const NEWER: readonly [what: string, change: (stored: Stored) => Stored][] = [
  [
    'a fact that this version does not know',
    (stored) => ({ ...stored, facts: [...stored.facts, { fact: 'replicated', atMs: 4 }] }),
  ],
  [
    'more in a fact that it knows',
    (stored) => ({ ...stored, facts: stored.facts.map((fact) => ({ ...fact, by: 'policy' })) }),
  ],
  ['more about the rotation', (stored) => ({ ...stored, approvedBy: 'bea' })],
];
interface Stored {
  readonly facts: readonly object[];
}
interface Sealed {
  readonly rotations: readonly Stored[];
}

describe.each(NEWER)('a journal of a newer Latchkey, with %s', (_, change) => {
  async function withNewer() {
    const { vault, journals } = await begun();
    const created = { fact: 'created', atMs: 3, accessKeyId: 'AKIANEW0000000000000' } as const;
    await journals.append('one', { ...created, secret: secretOf(SECRET) });
    await vault.sealed.update((content) => {
      const { rotations } = content as Sealed;
      return { rotations: rotations.map(change) };
    });
    const stored = vault.sealedContent();
    return { vault, journals: createJournals(vault.sealed, () => {}), stored };
  }

  it('is none to go on with, and is told of', async () => {
    const { journals } = await withNewer();
    expect(await journals.refresh()).toEqual([]);
    expect(journals.newer()).toEqual([
      {
        id: 'one',
        endpoint: 'aws',
        accountId: '111122223333',
        userName: 'alice',
        startedAtMs: 1,
        oldKeyId: 'AKIAOLD0000000000000',
        newKeyId: 'AKIANEW0000000000000',
      },
    ]);
    journals.forget();
    expect(journals.newer()).toEqual([]);
  });

  it('takes no fact of this version, and no rotation takes its place', async () => {
    const { vault, journals, stored } = await withNewer();
    const newer = { code: 'rotation/newer', facts: { userName: 'alice' } };
    await expect(journals.append('one', { fact: 'abandoned', atMs: 9 })).rejects.toMatchObject(
      newer,
    );
    await expect(journals.begin(JOURNAL)).rejects.toMatchObject(newer);
    expect(vault.sealedContent()).toEqual(stored);
  });

  it('stays as it is when another rotation is written', async () => {
    const { vault, journals, stored } = await withNewer();
    await journals.begin({ ...JOURNAL, id: 'two', userName: 'bea' });
    await journals.append('two', { fact: 'creating', atMs: 5 });
    const { rotations } = vault.sealedContent() as Sealed;
    expect(rotations[0]).toEqual((stored as Sealed).rotations[0]);
    expect(journals.all().map(({ id }) => id)).toEqual(['two']);
  });
});

it('a journal of which nothing can be read is kept, and keeps no Latchkey from starting', async () => {
  const vault = createMemoryVault();
  const unreadable = [7, null, { id: 'one', chapters: [] }];
  await vault.sealed.update(() => ({ rotations: unreadable }));
  const journals = createJournals(vault.sealed, () => {});
  expect(await journals.refresh()).toEqual([]);
  await expect(journals.begin(JOURNAL)).rejects.toMatchObject({ code: 'rotation/newer' });
  await journals.begin({ ...JOURNAL, id: 'two' });
  expect((vault.sealedContent() as { rotations: unknown[] }).rotations.slice(0, 3)).toEqual(
    unreadable,
  );
});

describe('the journals of rotations', () => {
  it('are found by the next process, secret and all', async () => {
    const { vault, journals } = await begun();
    await journals.append('one', { fact: 'creating', atMs: 2 });
    await journals.append('one', {
      fact: 'created',
      atMs: 3,
      accessKeyId: 'AKIANEW0000000000000',
      secret: secretOf(SECRET),
    });
    const next = createJournals(vault.sealed, () => {});
    const [found] = await next.refresh();
    expect(found?.facts.map(({ fact }) => fact)).toEqual(['intended', 'creating', 'created']);
    expect(stateOf(found!.facts).newKey?.secret?.reveal()).toBe(SECRET);
  });

  it('let go of the secret as soon as the vault has it', async () => {
    const { vault, journals } = await begun();
    const created = { fact: 'created', atMs: 3, accessKeyId: 'AKIANEW0000000000000' } as const;
    await journals.append('one', { ...created, secret: secretOf(SECRET) });
    expect(JSON.stringify(vault.sealedContent())).toContain(SECRET);
    await journals.append('one', { fact: 'stored', atMs: 4 });
    expect(JSON.stringify(vault.sealedContent())).not.toContain(SECRET);
    expect(stateOf(journals.all()[0]!.facts)).toMatchObject({
      newKey: { accessKeyId: 'AKIANEW0000000000000', secret: null },
    });
  });

  it('let go of it too when AWS has deleted the new key before the vault had it', async () => {
    const { vault, journals } = await begun();
    const created = { fact: 'created', atMs: 3, accessKeyId: 'AKIANEW0000000000000' } as const;
    await journals.append('one', { ...created, secret: secretOf(SECRET) });
    await journals.append('one', { fact: 'turned-back', atMs: 4, deletesNewKey: true });
    await journals.append('one', { fact: 'new-deactivated', atMs: 5 });
    expect(JSON.stringify(vault.sealedContent())).toContain(SECRET);
    await journals.append('one', { fact: 'new-deleted', atMs: 6 });
    expect(JSON.stringify(vault.sealedContent())).not.toContain(SECRET);
  });

  it('do not grow with the tries of one that fails again and again', async () => {
    const { vault, journals } = await begun();
    const failure = { code: 'aws/throttled', facts: { action: 'iam:UpdateAccessKey' } } as const;
    await journals.append('one', { fact: 'failed', atMs: 2, failure });
    const length = JSON.stringify(vault.sealedContent()).length;
    for (let tries = 0; tries < 9; tries += 1)
      await journals.append('one', { fact: 'failed', atMs: 3, failure });
    expect(JSON.stringify(vault.sealedContent())).toHaveLength(length);
  });

  it('leave what else is in the sealed file as it is', async () => {
    const vault = createMemoryVault();
    await vault.sealed.update(() => ({ sessions: {}, other: 7 }));
    const journals = createJournals(vault.sealed, () => {});
    await journals.begin(JOURNAL);
    expect(vault.sealedContent()).toMatchObject({ sessions: {}, other: 7 });
  });

  it('never begin one in the place of another that has not ended', async () => {
    const { journals } = await begun();
    await expect(journals.begin(JOURNAL)).rejects.toThrow('has not ended');
    await journals.append('one', { fact: 'abandoned', atMs: 2 });
    await journals.begin(JOURNAL);
    expect(journals.all()).toHaveLength(1);
    expect(journals.all()[0]?.facts).toHaveLength(1);
  });
});
