import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';

let account: PracticeAccount;
beforeAll(async () => {
  account = await startPracticeAccount({ clock: createFakeClock() });
});
afterAll(() => account.close());

/** Sends bytes as they are and returns all that comes back until the connection ends. */
/** What comes back. A server may leave those without a reply who say that they are through with it. */
async function sendRaw(bytes: string | Buffer, isCutOff = false): Promise<string> {
  const socket = connect(Number(new URL(account.url).port), '127.0.0.1');
  socket.on('error', () => {});
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  socket.write(bytes);
  if (isCutOff) socket.end();
  await once(socket, 'close');
  return Buffer.concat(received).toString('latin1');
}

async function answersStill(): Promise<boolean> {
  const response = await fetch(account.url, { method: 'POST', body: 'Action=GetCallerIdentity' });
  return response.status === 403 && (await response.text()).includes('MissingAuthenticationToken');
}

test('it listens on the loopback address only', () => {
  expect(account.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

describe('garbage is refused and stops nothing', () => {
  test.each([
    ['no HTTP at all', '\u0000\u0001\u0002 nonsense\r\n\r\n', '400 Bad Request'],
    ['a TLS hello', Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 1, 0, 0, 1, 3]), '400 Bad Request'],
    [
      'headers of 20 kB',
      `POST / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      '400 Bad Request',
    ],
    [
      'a target that is no URL',
      'GET http://[::1/?a=% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      '403',
    ],
    [
      'a body of broken UTF-8',
      Buffer.from(
        'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\n\xff%\xfe',
        'latin1',
      ),
      '403',
    ],
    [
      'an Authorization header of 15 kB',
      `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${'a'.repeat(15_000)}\r\nContent-Length: 0\r\n\r\n`,
      '400',
    ],
  ])('%s', async (_, bytes, status) => {
    expect(await sendRaw(bytes)).toContain(`HTTP/1.1 ${status}`);
    expect(await answersStill()).toBe(true);
  });

  test('a body that is cut off', async () => {
    expect(
      await sendRaw('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nAction=', true),
    ).toContain('400');
    expect(await answersStill()).toBe(true);
  });
});

test('64 kB of body are read, more is too large', async () => {
  const post = (bytes: number) => fetch(account.url, { method: 'POST', body: 'x'.repeat(bytes) });
  expect((await post(64 * 1024)).status).toBe(403);
  expect((await post(64 * 1024 + 1)).status).toBe(413);
  expect(await answersStill()).toBe(true);
});

test('a taken port is an error, not a silence', async () => {
  const port = Number(new URL(account.url).port);
  await expect(startPracticeAccount({ clock: createFakeClock(), port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
