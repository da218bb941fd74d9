import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withPin, withUse } from '#main/habits/change-habits.ts';
import { openHabitsDocument } from '#main/habits/habits-document.ts';
import { createHabits } from '#main/habits/habits.ts';
import type { Habits } from '#shared/contract/habit-records.ts';
import { HABITS_MAX } from '#shared/search/habit-items.ts';
import { DAY_MS } from '#shared/time.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { aRole, aState } from '../things.ts';

const NONE: Habits = { pinned: [], uses: [] };

async function aHome() {
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-habits-'));
  onTestFinished(() => rm(home, { recursive: true }));
  return home;
}

/** As one process of ours has them. */
async function openHabits(home: string) {
  const clock = createFakeClock();
  const document = await openHabitsDocument({
    habitsFile: path.join(home, 'habits.json'),
    lockFolder: path.join(home, 'locks'),
    clock,
  });
  const roles = ['a', 'b', 'c'].map((name) => aRole({ name }));
  const unexpected: unknown[] = [];
  const habits = createHabits({
    document,
    state: createMemoryStateStore(aState({ roles })),
    clock,
    onUnexpected: (error) => unexpected.push(error),
  });
  const used = () => habits.view().uses.map(({ item }) => item);
  return { habits, clock, unexpected, used };
}

describe('what its user pins and uses', () => {
  it('is kept, in the order of pinning and the most used first', async () => {
    const home = await aHome();
    const { habits, clock, used } = await openHabits(home);
    await habits.pin('b', { isPinned: true });
    await habits.pin('a', { isPinned: true });
    await habits.pin('b', { isPinned: true });
    habits.noteUse('target:a');
    await clock.advance(1000);
    habits.noteUse('target:b');
    await habits.settled();
    expect(habits.view().pinned).toEqual(['b', 'a']);
    expect(used()).toEqual(['target:b', 'target:a']);

    const next = await openHabits(home);
    expect(next.habits.view()).toEqual(habits.view());
    await next.habits.pin('b', { isPinned: false });
    expect(next.habits.view().pinned).toEqual(['a']);
    await next.habits.pin('b', { isPinned: true, at: 0 });
    expect(next.habits.view().pinned).toEqual(['b', 'a']);
  });

  it('is written to by two processes, and neither forgets what the other noted', async () => {
    const home = await aHome();
    const one = await openHabits(home);
    const other = await openHabits(home);
    one.habits.noteUse('target:a');
    other.habits.noteUse('target:b');
    await Promise.all([one.habits.settled(), other.habits.settled()]);
    await one.habits.refresh();
    expect(one.used().toSorted()).toEqual(['target:a', 'target:b']);
  });

  it('is not written anywhere before there is any', async () => {
    const home = await aHome();
    await openHabits(home);
    expect(await readdir(home)).toEqual([]);
  });

  it('is for this user alone to read', async () => {
    const home = await aHome();
    const { habits } = await openHabits(home);
    await habits.pin('a', { isPinned: true });
    const { mode } = await stat(path.join(home, 'habits.json'));
    expect(mode & 0o077).toBe(0);
  });

  it('has no target that is not there, and lets go of one that is there no more', async () => {
    const { habits } = await openHabits(await aHome());
    await expect(habits.pin('z', { isPinned: true })).rejects.toMatchObject({
      code: 'input/unknown',
    });
    await expect(habits.pin('z', { isPinned: false })).resolves.toBeUndefined();
  });

  it('starts anew where the file is damaged, which is set aside', async () => {
    const home = await aHome();
    await writeFile(path.join(home, 'habits.json'), '{"version":1,"pinned":7}');
    const { habits } = await openHabits(home);
    await habits.pin('a', { isPinned: true });
    expect(habits.view().pinned).toEqual(['a']);
    const setAside = (await readdir(home)).find((file) => file.includes('damaged')) ?? '';
    expect(await readFile(path.join(home, setAside), 'utf8')).toContain('"pinned":7');
  });

  it('of a newer Latchkey is left as it is: this one goes on without, and says so when asked to change it', async () => {
    const home = await aHome();
    const text = '{"version":9,"pinned":["a"],"folders":[]}';
    await writeFile(path.join(home, 'habits.json'), text);
    const { habits, unexpected } = await openHabits(home);
    expect(habits.view()).toEqual(NONE);
    habits.noteUse('target:a');
    await habits.settled();
    await expect(habits.pin('a', { isPinned: true })).rejects.toMatchObject({
      code: 'state/newer',
    });
    expect(unexpected).toEqual([]);
    expect(await readFile(path.join(home, 'habits.json'), 'utf8')).toBe(text);
  });
});

describe('how much of it', () => {
  it('is bounded: what is used least makes room', () => {
    let habits = NONE;
    for (let day = 0; day < HABITS_MAX.uses + 20; day += 1)
      habits = withUse(habits, `target:${day}`, day * DAY_MS);
    expect(habits.uses).toHaveLength(HABITS_MAX.uses);
    expect(habits.uses.at(0)?.item).toBe(`target:${HABITS_MAX.uses + 19}`);
    expect(habits.uses.some(({ item }) => item === 'target:0')).toBe(false);
  });

  it('is bounded: nothing that is pinned makes room by itself', () => {
    const pinned = Array.from({ length: HABITS_MAX.pinned }, (_, index) => `t${index}`);
    expect(() => withPin({ ...NONE, pinned }, 'one-more', { isPinned: true })).toThrow(
      expect.objectContaining({ code: 'input/invalid' }),
    );
    expect(withPin({ ...NONE, pinned }, 't0', { isPinned: false }).pinned).toHaveLength(
      HABITS_MAX.pinned - 1,
    );
  });
});
