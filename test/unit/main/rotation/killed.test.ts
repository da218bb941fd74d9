import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import type { RotationCheck } from '#shared/contract/rotation.ts';
import type { Rotation } from '#shared/contract/things.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '#test/fixtures/rotation/desk.ts';
import { buildProgram } from '#test/ports/writers/strace.ts';

let program: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  program = await buildProgram('../../unit/main/rotation/rotate-child.ts');
});
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

describe('a rotation in a process that kill -9 ends, on real files', () => {
  it('comes to its end where nobody kills it', async () => {
    const desk = await openDesk();
    await desk.sitDown('bea');
    const { code, said } = await rotateIn(desk, 'never');
    expect([code, JSON.parse(said)]).toMatchObject([0, { rotation: { state: 'done' } }]);
    await desk.close();
  });

  it.each([
    ['after CreateAccessKey', 'orphan'],
    ['after journal created', 'done'],
    ['after keychain put access-key', 'done'],
    ['after state update', 'done'],
    ['after UpdateAccessKey Inactive', 'done'],
    ['after DeleteAccessKey', 'done'],
  ])('%s: the next one finds all of it', async (moment, then) => {
    const desk = await openDesk();
    await desk.sitDown('bea');
    const { signal, said } = await rotateIn(desk, moment);
    expect([moment, signal, said]).toEqual([moment, 'SIGKILL', '']);
    const next = await desk.run('key rotate bea --now --json');
    const told = JSON.parse(next.out) as Rotation;
    const orphan = told.orphan?.accessKeyId ?? null;
    expect([next.code, orphan === null]).toEqual(then === 'orphan' ? [3, false] : [0, true]);
    if (orphan !== null) await desk.well(`key rotate bea --delete-orphan ${orphan}`);
    const check = JSON.parse(await desk.well('key rotate bea --check --json')) as RotationCheck;
    expect(check.oldKeyId).not.toBe(desk.user('bea').accessKeyId);
    expect(check.keys).toEqual([
      expect.objectContaining({ accessKeyId: check.oldKeyId, status: 'Active' }),
    ]);
    await desk.close();
  });
});
