import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '#test/fixtures/rotation/desk.ts';
import { buildProgram } from '#test/ports/writers/strace.ts';

let program: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  program = await buildProgram('../../unit/main/rotation/rotate-process.ts');
}, 120_000);
afterAll(() => rm(program.folder, { recursive: true, force: true }));

/** Rotates bea's key in a process that dies at the moment. */
async function rotateIn(desk: Desk, moment: string) {
  const child = spawn(process.execPath, [program.file, desk.places.home, moment], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...ended) => resolve(ended));
  });
  return { code, signal, said };
}

describe('a rotation in a process that kill -9 ends, on real files', { timeout: 120_000 }, () => {
  it('comes to its end where nobody kills it', async () => {
    const desk = await openDesk();
    await desk.sitDown('bea');
    const { code, said } = await rotateIn(desk, 'never');
    expect([code, JSON.parse(said)]).toMatchObject([0, { rotation: { state: 'done' } }]);
    await desk.close();
  });

  it.each([
    ['before CreateAccessKey', 'done'],
    ['after CreateAccessKey', 'orphan'],
    ['before journal created', 'orphan'],
    ['after journal created', 'done'],
    ['before keychain put access-key', 'done'],
    ['after keychain put access-key', 'done'],
    ['after journal proven', 'done'],
    ['after state update', 'done'],
    ['before UpdateAccessKey Inactive', 'done'],
    ['after UpdateAccessKey Inactive', 'done'],
    ['before DeleteAccessKey', 'done'],
    ['after DeleteAccessKey', 'done'],
    ['after keychain delete access-key', 'done'],
  ])('%s: the next one finds all of it', async (moment, then) => {
    const desk = await openDesk();
    await desk.sitDown('bea');
    const { signal, said } = await rotateIn(desk, moment);
    expect([moment, signal, said]).toEqual([moment, 'SIGKILL', '']);
    expect((await desk.run('switch bea')).code).toBe(0);
    const next = await desk.run('key rotate bea --now');
    if (then === 'orphan') {
      const orphan = /AKIA\w{12,}/.exec(next.out)?.[0] ?? '';
      expect([next.code, next.err]).toEqual([3, expect.stringContaining(orphan)]);
      await desk.well(`key rotate bea --delete-orphan ${orphan}`);
    } else {
      expect([next.code, next.err.includes('latchkey:')]).toEqual([0, false]);
    }
    const check = JSON.parse(await desk.well('key rotate bea --check --json')) as {
      keys: { accessKeyId: string; status: string }[];
    };
    const own = await desk.ownKeyId('bea');
    expect(own).not.toBe(desk.user('bea').accessKeyId);
    expect(check.keys).toEqual([expect.objectContaining({ accessKeyId: own, status: 'Active' })]);
    await desk.close();
  });
});
