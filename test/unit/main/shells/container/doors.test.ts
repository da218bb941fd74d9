import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, it, onTestFinished } from 'vitest';
import { createRunningRouter } from '#main/api/routers.ts';
import { findPlaces } from '#main/platform/home.ts';
import { createAnswers } from '#main/sessions/answer-at-once.ts';
import { createObtainForTool } from '#main/sessions/tool-credentials.ts';
import { createDoors } from '#main/shells/container/doors.ts';
import { createMemoryLog } from '#test/fakes/memory-log.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { createParts } from '#test/unit/main/parts.ts';
import { aRole, aState, anIdentity, DEVICE } from '#test/unit/main/things.ts';
import { send } from '../support/raw-http.ts';

async function openDoors(...given: Parameters<typeof createParts>) {
  const parts = await createParts(...given);
  const { state, book, sessions, record, skew, clock } = parts;
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-doors-'));
  const places = findPlaces({ LATCHKEY_HOME: home, HOME: home });
  const log = createMemoryLog();
  const obtainForTool = createObtainForTool({
    state,
    sessions,
    mayServe: () => {},
    people: null,
    clock,
  });
  const answers = createAnswers({
    state,
    book,
    sessions,
    obtain: (target) => obtainForTool(target, { whenPersonNeeded: 'raise' }),
    skew,
    clock,
    onUnexpected: log.unexpected,
  });
  const doors = createDoors({ answers, obtainForTool, sessions, record, log }, { places, clock });
  onTestFinished(async () => {
    await doors.close();
    await rm(home, { recursive: true, force: true });
    expect(log.unexpectedErrors).toEqual([]);
  });
  return {
    ...parts,
    places,
    client: createRouterClient(createRunningRouter(doors, () => null)),
    log,
  };
}

async function statusOf({ url, tokenFile }: { url: string; tokenFile: string }): Promise<number> {
  const { host, port, pathname } = new URL(url);
  const authorization = await readFile(tokenFile, 'utf8').catch(() => 'gone');
  const headers = { host, authorization };
  return (await send({ port: Number(port), method: 'GET', path: pathname, headers })).status;
}

it('a door serves its target, also by the name of its profile, until that is stopped', async () => {
  const { client, sessions, places, book } = await openDoors(
    aState({ roles: [aRole({ profile: 'acme' })] }),
  );
  const door = await client.openContainer({ name: 'acme' });
  if (door.kind !== 'open') throw new Error('no door');
  expect(door).toMatchObject({ target: 'dev', region: 'us-east-1', endpointUrl: null });
  expect(await client.openContainer({ name: 'dev' })).toEqual(door);
  expect(await statusOf(door)).toBe(200);
  await sessions.stop('dev', false);
  await eventually(async () => expect(await readdir(places.tokenFolder)).toEqual([]));
  expect(await statusOf(door)).toBe(401);
  expect(book.get('dev')).toBeUndefined();
});

it('every door is shut when everything is stopped', async () => {
  const { client, sessions } = await openDoors();
  const container = await client.openContainer({ name: 'dev' });
  const metadata = await client.openMetadata({ name: 'dev' });
  if (container.kind !== 'open' || metadata.kind !== 'open') throw new Error('no door');
  await sessions.stopAll();
  await eventually(async () => expect(await statusOf(container)).toBe(401));
  const { host, port } = new URL(metadata.url);
  await eventually(() =>
    expect(send({ port: Number(port), path: '/', headers: { host } })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    }),
  );
});

it('what takes a person is asked for by the command, before there is a door', async () => {
  const { client, places } = await openDoors(
    aState({ identities: [anIdentity({ hasSeed: false })] }),
  );
  expect(await client.openContainer({ name: 'dev' })).toEqual({
    kind: 'mfa-needed',
    target: 'dev',
    serial: DEVICE,
  });
  await expect(readdir(places.tokenFolder)).rejects.toMatchObject({ code: 'ENOENT' });
  const door = await client.openContainer({ name: 'dev', mfaCode: '424242' });
  expect(door).toMatchObject({ kind: 'open' });
});

it('a renewed session is served at the same door, and nothing is delivered', async () => {
  const { client, sessions, book, delivery } = await openDoors();
  const door = await client.openContainer({ name: 'dev' });
  if (door.kind !== 'open') throw new Error('no door');
  const before = book.get('dev')?.credentials.accessKeyId;
  await sessions.renew('dev');
  expect(book.get('dev')?.credentials.accessKeyId).not.toBe(before);
  expect(await statusOf(door)).toBe(200);
  expect(delivery.profiles.size).toBe(0);
});
