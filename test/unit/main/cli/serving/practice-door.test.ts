import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPracticeDoor } from '#main/cli/serving/practice-door.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { WRONG_TOKEN_LIMIT } from '#main/shells/browser/sessions.ts';
import { IS_WINDOW_BUILT } from '#test/e2e/command.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { send } from '#test/unit/main/shells/support/raw-http.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-door-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe.skipIf(!IS_WINDOW_BUILT || process.platform === 'win32')(
  'the practice account behind the window (skipped where the window is not built)',
  () => {
    it('starts once for all who knock, and leaves nothing when the app ends', async () => {
      const door = createPracticeDoor(createSystemClock());
      const [one, other] = await Promise.all([door.open(), door.open()]);
      expect(new URL(one).origin).toBe(new URL(other).origin);
      expect(await readdir(folder)).toHaveLength(1);
      await door.close();
      expect(await readdir(folder)).toEqual([]);
    });

    it('ends when somebody guesses tokens, and can be started anew', async () => {
      const door = createPracticeDoor(createSystemClock());
      const first = new URL(await door.open());
      for (let guess = 0; guess < WRONG_TOKEN_LIMIT; guess += 1) await guessToken(first);
      await eventually(async () => expect(await readdir(folder)).toEqual([]));
      expect(new URL(await door.open()).origin).not.toBe(first.origin);
      await door.close();
      expect(await readdir(folder)).toEqual([]);
    });
  },
);

async function guessToken({ host, origin, port }: URL): Promise<void> {
  const headers = {
    host,
    origin,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ secret: 'a guess' });
  await send({ port: Number(port), path: '/api/session', headers, body });
}
