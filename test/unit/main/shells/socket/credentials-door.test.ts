import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSocketShell } from '#main/shells/socket/socket-shell.ts';
import type { SocketShell } from '#main/shells/socket/socket-shell.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import type { FakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryLog } from '#test/fakes/memory-log.ts';
import type { MemoryLog } from '#test/fakes/memory-log.ts';
import { send, type RawRequest } from '../support/raw-http.ts';
import { createStubRouter, SECRET_OF_CREDENTIALS } from '../support/stub-router.ts';
import type { StubRouter } from '../support/stub-router.ts';

let folder: string;
let socketPath: string;
let stub: StubRouter;
let log: MemoryLog;
let clock: FakeClock;
let shell: SocketShell | null;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-door-'));
  socketPath = path.join(folder, 'run', 'latchkey.sock');
  stub = createStubRouter();
  log = createMemoryLog();
  clock = createFakeClock();
  shell = await startSocketShell({ ...stub, socketPath, clock, log });
});
afterEach(async () => {
  await shell?.close();
  await rm(folder, { recursive: true, force: true });
});

const OWN = { host: 'latchkey' };

function get(name: string, rest: Partial<RawRequest> = {}) {
  return send({ socketPath, path: `/credentials/${name}`, method: 'GET', headers: OWN, ...rest });
}

describe.skipIf(process.platform === 'win32')('the plain door of the local socket', () => {
  it('gives exactly what a tool is to read, and says that it is to be kept nowhere', async () => {
    const reply = await get('prod');
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(reply.text.length),
      'cache-control': 'no-store',
    });
    expect(reply.text).toBe(
      '{"Version":1,"AccessKeyId":"ASIAIOSFODNN7EXAMPLE",' +
        `"SecretAccessKey":"${SECRET_OF_CREDENTIALS}","SessionToken":"token",` +
        '"Expiration":"2026-11-24T10:00:00Z","AccountId":"111122223333"}\n',
    );
  });

  it.each([
    ['a/b:c@d+e.f', 'a/b:c@d+e.f'],
    ['100%25', '100%'],
    ['a%2Fb', 'a/b'],
  ])('takes %s for the name %s', async (written, name) => {
    expect((await get(written)).status).toBe(200);
    expect(stub.calls).toEqual([`door ${name}`]);
  });

  it.each(['a%20b', 'a%0Ab', '%C3%A9', 'DEFAULT', '%', '%ZZ', '-x', 'x'.repeat(65)])(
    'asks nobody about %s, which is no name',
    async (written) => {
      const reply = await get(written);
      expect(reply.status).toBe(400);
      expect(reply.text).toMatch(/^latchkey: This name cannot be used\. .*\n$/);
      expect(stub.calls).toEqual([]);
    },
  );

  it('says in one line what keeps it from giving any', async () => {
    const reply = await get('needs-a-person');
    expect(reply.status).toBe(400);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.text).toBe(
      'latchkey: A code is needed. needs-a-person needs a code of arn:aws:iam::111122223333:mfa/ada, ' +
        'and Latchkey does not hold its seed. Give it the code that the device shows.\n',
    );
  });

  it('says it as code and facts to who accepts JSON', async () => {
    const reply = await get('locked', { headers: { ...OWN, accept: 'application/json' } });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text)).toEqual({ code: 'vault/locked', facts: { backend: 'file' } });
  });

  it('shows nobody what nobody foresaw', async () => {
    const reply = await get('broken');
    expect(reply.status).toBe(500);
    expect(reply.text).toContain('ref-1');
    expect(reply.text).not.toContain('AKIA');
    expect(log.unexpectedErrors).toHaveLength(1);
  });

  it('waits for no person where who asks can do so itself', async () => {
    await get('prod', { headers: { ...OWN, prefer: 'wait=0' } });
    expect(stub.calls).toEqual(['door prod at once']);
  });

  it.each([
    ['origin', 'http://127.0.0.1:1'],
    ['origin', 'null'],
    ['referer', 'http://evil.test/'],
    ['cookie', 'a=b'],
    ['sec-fetch-site', 'none'],
    ['access-control-request-method', 'GET'],
  ])('stays shut to %s: %s, which only a browser sends', async (name, value) => {
    const reply = await get('prod', { headers: { ...OWN, [name]: value } });
    expect([reply.status, reply.text]).toEqual([403, '']);
    expect(stub.calls).toEqual([]);
  });

  it('stays shut to other hosts, methods and addresses', async () => {
    const replies = [
      await get('prod', { headers: {} }),
      await get('prod', { headers: { host: '127.0.0.1:8080' } }),
      await get('prod', { headers: { host: 'localhost' } }),
      await get('prod', { method: 'POST' }),
      await get('prod', { method: 'HEAD' }),
      await get('prod', { method: 'OPTIONS' }),
      await get(''),
      await get('prod?x'),
      await get('prod', { path: '/credentials' }),
      await get('prod', { path: 'http://latchkey/credentials/prod' }),
      await get('x'.repeat(193)),
    ];
    expect(replies.map(({ status }) => status)).toEqual([
      421, 421, 421, 405, 405, 405, 404, 404, 405, 405, 404,
    ]);
    expect(replies.map(({ text }) => text).join('')).toBe('');
    expect(stub.calls).toEqual([]);
  });
});
