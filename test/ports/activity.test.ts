import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ActivityFact } from '#shared/contract/activity.ts';
import { type Activity, createActivity } from '#main/activity/activity.ts';
import { secretOf } from '#shared/secret.ts';
import { DAY_MS } from '#shared/time.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryVault, type MemoryVaultOptions } from '#test/fakes/memory-vault.ts';
import { QUICK_FOLDER } from '#test/fixtures/quick-folder.ts';

const fact = (identity: string): ActivityFact => ({ kind: 'identity-added', identity });

async function openLog(vaultOptions: MemoryVaultOptions = {}) {
  const home = await mkdtemp(path.join(QUICK_FOLDER, 'latchkey-activity-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const places = {
    activityFile: path.join(home, 'activity.jsonl'),
    activitySealFile: path.join(home, 'activity.seal'),
    lockFolder: path.join(home, 'locks'),
  };
  const clock = createFakeClock();
  const vault = createMemoryVault(vaultOptions);
  const errors: unknown[] = [];
  /** Another process, as far as the file can tell. */
  const open = () =>
    createActivity({
      places,
      sealer: vault.sealer,
      clock,
      onUnexpected: (error) => errors.push(error),
    });
  const log = open();
  const write = async (writer: Activity, ...facts: readonly ActivityFact[]) => {
    for (const one of facts) writer.record(one);
    return writer.settled();
  };
  const list = (since: string | null = null) => open().list({ since, limit: 20_000 });
  const names = async () =>
    (await list()).entries.map(({ fact: one }) =>
      one?.kind === 'identity-added' ? one.identity : (one?.kind ?? null),
    );
  const text = () => readFile(places.activityFile, 'latin1');
  return { ...places, home, clock, vault, errors, log, open, write, list, names, text };
}

const SOUND = { brokenAt: null, torn: 0, seal: 'fits', dropped: 0, failure: null };

describe('the activity log on disk', () => {
  it('keeps what happened, the newest first, for its user alone, and sealed', async () => {
    const { log, write, list, clock, activityFile } = await openLog();
    await write(log, fact('ada'));
    clock.jump(90_000);
    await write(log, fact('Zoë\u202e'), fact('cleo'));
    const { entries, check, hasMore } = await list();
    expect(entries.map(({ n, at }) => ({ n, at }))).toEqual([
      { n: 3, at: '2026-11-24T09:01:30Z' },
      { n: 2, at: '2026-11-24T09:01:30Z' },
      { n: 1, at: '2026-11-24T09:00:00Z' },
    ]);
    expect(entries[1]?.fact).toEqual(fact('Zoë\\u{202e}'));
    expect(check).toEqual(SOUND);
    expect(hasMore).toBe(false);
    expect((await list('2026-11-24T09:00:30Z')).entries).toHaveLength(2);
    if (process.platform !== 'win32') expect((await stat(activityFile)).mode & 0o777).toBe(0o600);
  });

  it('loses nothing of what many processes write at the same time', async () => {
    const { open, write, names, list } = await openLog();
    const writers = ['a', 'b', 'c', 'd'].map((name) => ({ name, log: open() }));
    for (let round = 0; round < 3; round++)
      await Promise.all(writers.map(({ name, log }) => write(log, fact(`${name}${round}`))));
    const expected = ['a', 'b', 'c', 'd'].flatMap((name) => [`${name}0`, `${name}1`, `${name}2`]);
    const written = await names();
    expect(new Set(written)).toEqual(new Set(expected));
    expect(written).toHaveLength(expected.length);
    expect((await list()).check).toEqual(SOUND);
  });

  it('goes on after a writer that was killed in the middle of a line, and tells of it', async () => {
    const { log, write, names, list, text, activityFile } = await openLog();
    await write(log, fact('ada'), fact('bea'));
    const whole = await text();
    await writeFile(activityFile, whole.slice(0, -30));
    expect((await list()).check).toMatchObject({ torn: 1, seal: 'lost' });
    await writeFile(activityFile, `${whole}{"n":3,"at":"20`);
    expect((await list()).check).toEqual({ ...SOUND, torn: 1 });
    await write(log, fact('cleo'));
    expect(await names()).toEqual(['cleo', 'bea', 'ada']);
    expect((await list()).check).toEqual({ ...SOUND, torn: 1 });
  });

  it('notices an entry that was changed, and tells where', async () => {
    const { log, write, list, text, activityFile } = await openLog();
    await write(log, fact('ada'), fact('bea'), fact('cleo'));
    await writeFile(activityFile, (await text()).replace('bea', 'eve'));
    expect((await list()).check).toEqual({ ...SOUND, brokenAt: 2 });
  });

  it('notices by its seal that the last entries were taken away, or all of it written anew', async () => {
    const { log, write, list, names, text, activityFile, open, vault } = await openLog();
    await write(log, fact('ada'), fact('bea'));
    const two = await text();
    const [one] = two.split('\n');
    await writeFile(activityFile, `${one}\n`);
    expect((await list()).check).toEqual({ ...SOUND, seal: 'lost' });
    await rm(activityFile);
    expect((await list()).check).toEqual({ ...SOUND, seal: 'lost' });

    vault.lock();
    expect((await list()).check.seal).toBe('unchecked');
    // Whoever can write files, but not open the vault, writes a whole chain of their own.
    await write(open(), fact('eve'));
    await vault.unlock(null);
    expect((await list()).check).toEqual({ ...SOUND, seal: 'lost' });
    await write(log, fact('cleo'));
    expect(await names()).toEqual(['cleo', 'log-broken', 'eve']);
  });

  it('says from where on it is sealed, where there was no vault before', async () => {
    const { open, write, names, vault, list } = await openLog({
      passphrase: 'open sesame',
      state: 'locked',
    });
    const log = open();
    await write(log, fact('ada'));
    expect((await list()).check.seal).toBe('none');
    await vault.unlock(secretOf('open sesame'));
    await write(log, fact('bea'));
    expect(await names()).toEqual(['bea', 'seal-begun', 'ada']);
    expect((await list()).check).toEqual(SOUND);
  });

  it('drops what is older than ninety days, and what follows still fits', async () => {
    const { log, write, list, names, clock } = await openLog();
    await write(log, fact('ada'), fact('bea'));
    clock.jump(92 * DAY_MS);
    await write(log, fact('cleo'));
    expect(await names()).toEqual(['cleo']);
    await write(log, fact('dora'));
    expect((await list()).check).toEqual({ ...SOUND, dropped: 2 });
  });

  it('tells the same failure of a target once, until it has gone well', async () => {
    const { open, write, list } = await openLog();
    const failed = (code: string): ActivityFact => ({
      kind: 'session-failed',
      target: 'prod',
      scope: null,
      code,
    });
    await write(open(), failed('aws/timeout'), failed('aws/timeout'));
    await write(open(), failed('aws/timeout'));
    await write(open(), { kind: 'session-stopped', target: 'prod' }, failed('aws/timeout'));
    const kinds = (await list()).entries.map(({ fact: one }) => one?.kind);
    expect(kinds).toEqual(['session-failed', 'session-stopped', 'session-failed']);
  });

  it('keeps what it does not understand, and goes on', async () => {
    const { log, write, list, activityFile } = await openLog();
    await write(log, { kind: 'of-next-year' } as unknown as ActivityFact, fact('bea'));
    expect((await list()).entries.map(({ fact: one }) => one?.kind ?? null)).toEqual([
      'identity-added',
      null,
    ]);
    await appendFile(activityFile, 'no line of ours\n');
    expect((await list()).check).toEqual({ ...SOUND, torn: 1 });
  });

  it('disturbs nobody where it cannot be written, says why, and writes it later', async () => {
    const { log, write, names, errors, activityFile, open } = await openLog();
    await mkdir(activityFile);
    expect((await write(log, fact('ada')))?.code).toBe('state/unusable');
    await rm(activityFile, { recursive: true });
    expect(await write(log, fact('bea'))).toBeNull();
    expect(await names()).toEqual(['bea', 'ada']);
    expect(errors).toEqual([]);
    expect((await open().list({ since: null, limit: 1 })).hasMore).toBe(true);
  });

  it('shows a window all of it and then what happens, until that is over', async () => {
    const { log, open, write } = await openLog();
    const other = open();
    await write(other, ...Array.from({ length: 600 }, (_, at) => fact(`n${at}`)));
    let isOver = false;
    const chunks = log.follow(undefined, () => isOver);
    const next = async () => {
      const { value } = await chunks.next();
      return value === undefined
        ? null
        : { place: value.place, count: value.entries.length, hasMore: value.hasMore };
    };
    expect(await next()).toEqual({ place: 'older', count: 500, hasMore: true });
    expect(await next()).toEqual({ place: 'older', count: 100, hasMore: false });
    await write(log, fact('here'));
    expect(await next()).toEqual({ place: 'newer', count: 1, hasMore: false });
    isOver = true;
    await write(log, { kind: 'locked' });
    expect(await next()).toBeNull();
  });
});

it('is written by processes, and read by one that does not know them', async () => {
  const { home, names, list } = await openLog();
  const child = path.join(import.meta.dirname, 'writers/activity-process.ts');
  const run = promisify(execFile);
  const writers = ['x', 'y'].map((name) =>
    run(process.execPath, ['--import', 'tsx', child, home, name]),
  );
  await Promise.all(writers);
  expect((await names()).length).toBe(20);
  expect((await list()).check.brokenAt).toBeNull();
});
