import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createSystemClock } from '#main/platform/clock.ts';
import { openDocumentStore } from '#main/state/document-store.ts';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import { stateDocument } from '#main/state/read-state.ts';
import { printState, STATE_SHAPE, takeState } from '#main/state/state-document.ts';
import { openStateStore } from '#main/state/state-store.ts';
import type { AccessKey, KeyInventory } from '#shared/contract/things.ts';
import { aKey, aState, anIdentity, anInventory } from '../things.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-state-'));
});
afterEach(() => rm(folder, { recursive: true }));

const file = () => path.join(folder, 'state.json');
const open = () =>
  openStateStore({
    stateFile: file(),
    lockFolder: path.join(folder, 'locks'),
    clock: createSystemClock(),
  });

interface KeyDates {
  readonly keyCreatedAt: string | null;
  readonly keyLastUsedAt: string | null;
}
const CREATED = '2026-08-19T09:00:00Z';
const USED = '2026-11-20T10:00:00Z';

/** A document as the version before key inventories and reminders wrote it. */
function asVersion2(dates: KeyDates = { keyCreatedAt: null, keyLastUsedAt: null }) {
  const { identities, settings: _, reminders: __, ...rest } = aState();
  return {
    ...rest,
    version: 2,
    identities: identities.map(({ keys: _keys, keyThresholds: _own, ...identity }) => ({
      ...identity,
      ...dates,
    })),
  };
}

function inventory2(readAt: string, own: Pick<AccessKey, 'createdAt' | 'lastUse'>): KeyInventory {
  return anInventory([aKey(own)], { readAt, isComplete: false, mfaDevices: null });
}

describe('the state document on disk', () => {
  it('writes nothing until something changes', async () => {
    await open();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is there for the next start, readable by its owner only', async () => {
    const store = await open();
    await store.update(() => aState());
    expect((await open()).current()).toEqual(aState());
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('reads what was written before roles had session options, and keeps it', async () => {
    const older = asVersion2();
    const roles = older.roles.map((role) =>
      Object.fromEntries(Object.entries(role).filter(([key]) => !(key in NO_SESSION_OPTIONS))),
    );
    await writeFile(file(), JSON.stringify({ ...older, version: 1, roles }));
    const store = await open();
    expect(store.current()).toEqual(aState());
    await store.update((state) => ({ ...state, endpoints: [...state.endpoints] }));
    expect((await open()).current()).toEqual(aState());
  });

  it.each<[what: string, dates: KeyDates, keys: KeyInventory | null]>([
    ['neither date', { keyCreatedAt: null, keyLastUsedAt: null }, null],
    [
      'when the key was made',
      { keyCreatedAt: CREATED, keyLastUsedAt: null },
      inventory2(CREATED, { createdAt: CREATED, lastUse: { kind: 'unknown' } }),
    ],
    [
      'both dates',
      { keyCreatedAt: CREATED, keyLastUsedAt: USED },
      inventory2(USED, {
        createdAt: CREATED,
        lastUse: { kind: 'used', at: USED, service: null, region: null },
      }),
    ],
    [
      'the last use alone',
      { keyCreatedAt: null, keyLastUsedAt: USED },
      inventory2(USED, {
        createdAt: null,
        lastUse: { kind: 'used', at: USED, service: null, region: null },
      }),
    ],
  ])('brings a document of version 2 forward that has %s', async (_, dates, keys) => {
    await writeFile(file(), JSON.stringify(asVersion2(dates)));
    const store = await open();
    expect(store.current()).toEqual(aState({ identities: [anIdentity({ keys })] }));
    await store.update((state) => ({ ...state, endpoints: [...state.endpoints] }));
    expect((await open()).current().identities[0]?.keys).toEqual(keys);
  });

  it('reads what was written before locking was a setting, and keeps that choice', async () => {
    const { settings, ...rest } = aState();
    const { reminders } = settings;
    await writeFile(file(), JSON.stringify({ ...rest, settings: { reminders } }));
    const store = await open();
    expect(store.current().settings).toEqual(settings);
    const lock = { withComputer: false, afterIdleMinutes: 30, keepsSessions: false };
    await store.update((state) => ({ ...state, settings: { reminders, lock } }));
    expect((await open()).current().settings).toEqual({ reminders, lock });
  });

  it('takes over what another process wrote before changing it', async () => {
    const [ours, theirs] = [await open(), await open()];
    await theirs.update((state) => ({ ...state, identities: [anIdentity({ name: 'bob' })] }));
    await ours.update((state) => ({
      ...state,
      identities: [...state.identities, anIdentity({ name: 'carol' })],
    }));
    expect((await open()).current().identities.map(({ name }) => name)).toEqual(['bob', 'carol']);
  });

  it('keeps what it holds when the file vanishes under it', async () => {
    const store = await open();
    await store.update(() => aState());
    await rm(file());
    await store.refresh();
    expect(store.current().identities).toHaveLength(1);
    await store.update((state) => ({ ...state, roles: [] }));
    expect((await open()).current().identities).toHaveLength(1);
  });

  it.each([
    ['not JSON', 'hello'],
    ['cut off', printState(aState()).slice(0, 200)],
    ['another document', '{"version":1,"profiles":[]}'],
    [
      'with a setting that nobody could have made',
      printState(aState()).replace('"afterIdleMinutes": null', '"afterIdleMinutes": 0'),
    ],
    [
      'with a name that would inject a section',
      printState(aState({ identities: [anIdentity({ profile: 'a]\n[b' })] })),
    ],
  ])('sets a damaged document aside, whole, and says where: %s', async (_, text) => {
    await writeFile(file(), text);
    const error = await open().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'state/damaged', facts: { path: file() } });
    const setAside = (error as { facts: { setAside: string } }).facts.setAside;
    expect(await readFile(setAside, 'utf8')).toBe(text);
  });

  it('leaves a good document where it is that another process writes in place of a damaged one', async () => {
    await writeFile(file(), 'hello');
    const store = await openDocumentStore({
      file: file(),
      lockFolder: path.join(folder, 'locks'),
      clock: createSystemClock(),
      empty: '',
      read: (text) => {
        if (text === 'good') return { kind: 'content', content: text };
        writeFileSync(file(), 'good');
        return { kind: 'damaged' };
      },
      print: (content) => content,
    });
    expect(store.current()).toBe('good');
    expect(await readdir(folder)).toEqual(['locks', 'state.json']);
  });

  it('reads a document from before there was a choice of delivery: it was files', async () => {
    const { identities, roles, ...rest } = asVersion2();
    const withoutDeliver = <T extends { deliver: unknown }>({ deliver: _, ...thing }: T) => thing;
    const old = {
      ...rest,
      identities: identities.map(withoutDeliver),
      roles: roles.map(withoutDeliver),
    };
    await writeFile(file(), JSON.stringify(old));
    expect((await open()).current()).toEqual(aState());
  });

  it('refuses a document of a newer version and leaves it as it is', async () => {
    const text = '{"version":7,"anything":true}';
    await writeFile(file(), text);
    await expect(open()).rejects.toMatchObject({
      code: 'state/newer',
      facts: { version: 7, supported: 3 },
    });
    expect(await readFile(file(), 'utf8')).toBe(text);
  });

  it('names the folder and the reason when it cannot be read', async () => {
    await writeFile(path.join(folder, 'plain'), '');
    const stateFile = path.join(folder, 'plain', 'state.json');
    await expect(
      openStateStore({ stateFile, lockFolder: folder, clock: createSystemClock() }),
    ).rejects.toMatchObject({
      code: 'state/unusable',
      facts: { path: stateFile, reason: 'ENOTDIR' },
    });
  });

  it('takes what it has written itself without looking at each value again', async () => {
    await (await open()).update(() => aState());
    const read = () => {
      throw new Error('read with care');
    };
    const opened = (shape: string) =>
      openDocumentStore({
        file: file(),
        lockFolder: path.join(folder, 'locks'),
        clock: createSystemClock(),
        empty: aState(),
        read,
        print: printState,
        known: { shape, take: takeState },
      });
    expect((await opened(STATE_SHAPE)).current()).toEqual(aState());
    await expect(opened('another shape')).rejects.toThrow('read with care');
  });

  it.each([
    ['the document', (text: string) => writeFile(file(), text.replace('"dana"', '"a]\\n[b"'))],
    ['the mark', () => writeFile(`${file()}.mark`, '')],
  ])('reads with care again when somebody has changed %s', async (what, change) => {
    await (await open()).update(() => aState({ identities: [anIdentity({ name: 'dana' })] }));
    await change(await readFile(file(), 'utf8'));
    const opened = open().then((store) => store.current().identities[0]?.name);
    if (what === 'the mark') expect(await opened).toBe('dana');
    else await expect(opened).rejects.toMatchObject({ code: 'state/damaged' });
  });

  it('names its shape anew whenever the schema changes', () => {
    const schema = JSON.stringify(z.toJSONSchema(stateDocument, { unrepresentable: 'any' }));
    // What another shape has written is then read with care: set STATE_SHAPE to what is expected here.
    expect(STATE_SHAPE).toBe(createHash('sha256').update(schema).digest('hex').slice(0, 16));
  });
});
