import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import { emptyState } from '#main/state/state-document.ts';
import { openStateStore, type StateStore } from '#main/state/state-store.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { anIdentity } from '#test/unit/main/things.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const implementations: Record<string, () => Promise<StateStore>> = {
  'the file': async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-state-'));
    folders.push(folder);
    return openStateStore({
      stateFile: path.join(folder, 'state.json'),
      lockFolder: path.join(folder, 'locks'),
      clock: createSystemClock(),
    });
  },
  'the fake': async () => createMemoryStateStore(emptyState()),
};

describe.each(Object.entries(implementations))('a state store: %s', (_, create) => {
  it('starts empty, with AWS itself as the only endpoint', async () => {
    const store = await create();
    expect(store.current().endpoints.map(({ name }) => name)).toEqual(['aws']);
    expect(store.current().identities).toEqual([]);
  });

  it('shows a change at once and tells about it', async () => {
    const store = await create();
    let told = 0;
    store.onChange(() => (told += 1));
    const next = await store.update((state) => ({ ...state, identities: [anIdentity()] }));
    expect(next).toBe(store.current());
    expect(store.current().identities).toEqual([anIdentity()]);
    expect(told).toBe(1);
  });

  it('keeps the document when a change throws', async () => {
    const store = await create();
    const before = store.current();
    await expect(
      store.update(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(store.current()).toBe(before);
  });

  it('tells nothing when nothing changed', async () => {
    const store = await create();
    let told = 0;
    store.onChange(() => (told += 1));
    await store.update((state) => state);
    expect(told).toBe(0);
  });

  it('loses none of many changes at once', async () => {
    const store = await create();
    const names = Array.from({ length: 20 }, (_unused, index) => `user-${index}`);
    await Promise.all(
      names.map((name) =>
        store.update((state) => ({
          ...state,
          identities: [...state.identities, anIdentity({ name })],
        })),
      ),
    );
    expect(new Set(store.current().identities.map(({ name }) => name))).toEqual(new Set(names));
  });
});
