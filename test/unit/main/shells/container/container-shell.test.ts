import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { send } from '../support/raw-http.ts';
import {
  credentialsUntil,
  SECRET,
  SESSION_TOKEN,
  startContainer,
  type OpenDoor,
} from '../support/running-container.ts';

function ask({ port, host, path: address, token }: OpenDoor, authorization = token) {
  return send({ port, method: 'GET', path: address, headers: { host, authorization } });
}

describe('the reply', () => {
  it('is exactly what the AWS SDKs read: these names, whole seconds and a Z', async () => {
    const { open, answerWith } = await startContainer();
    answerWith(() => credentialsUntil(Date.parse('2031-01-01T00:00:00.789Z')));
    const reply = await ask(await open('dev'));
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toEqual({
      AccessKeyId: 'ASIAMADEUPKEY0000001',
      SecretAccessKey: SECRET,
      Token: SESSION_TOKEN,
      Expiration: '2031-01-01T00:00:00Z',
      AccountId: '111122223333',
    });
    expect(reply.headers['content-type']).toBe('application/json');
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(
      Object.keys(reply.headers).filter((name) => /^(access-control|server)/.test(name)),
    ).toEqual([]);
  });

  it('says in the words of the SDKs what is in the way: 503 for what passes by itself', async () => {
    const { open, answerWith } = await startContainer();
    const failure = { code: 'session/being-made', facts: { target: 'dev', codeAt: null } } as const;
    answerWith(() => ({ kind: 'failed', failure, passes: true }));
    const reply = await ask(await open('dev'));
    expect({ status: reply.status, again: reply.headers['retry-after'] }).toEqual({
      status: 503,
      again: '1',
    });
    expect(JSON.parse(reply.text)).toEqual({
      Code: 'session/being-made',
      Message:
        'The session of dev is being made. AWS has been asked and has not answered yet. Ask again in a moment.',
    });
  });

  it('says 409 where somebody has to do something, which JavaScript shows to its user', async () => {
    const { open, answerWith } = await startContainer();
    const serial = 'arn:aws:iam::111122223333:mfa/alice';
    const failure = { code: 'mfa/code-needed', facts: { serial, target: 'dev' } } as const;
    answerWith(() => ({ kind: 'failed', failure, passes: false }));
    const reply = await ask(await open('dev'));
    expect(reply.status).toBe(409);
    expect(JSON.parse(reply.text)).toEqual({
      Code: 'mfa/code-needed',
      Message: `A code is needed. dev needs a code of ${serial}, and Latchkey does not hold its seed. Give it the code that the device shows.`,
    });
  });
});

describe('a token', () => {
  it('is 256 bits without a line end, in a file of 0600 in a folder of 0700', async () => {
    const { open, tokenFolder } = await startContainer();
    const { tokenFile, token } = await open('dev');
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(path.dirname(tokenFile)).toBe(tokenFolder);
    if (process.platform === 'win32') return;
    expect((await lstat(tokenFile)).mode & 0o777).toBe(0o600);
    expect((await lstat(tokenFolder)).mode & 0o777).toBe(0o700);
  });

  it('stays the same for a target, so that two shells can use it', async () => {
    const { open } = await startContainer();
    const [one, two] = await Promise.all([open('dev'), open('dev')]);
    expect(two).toEqual(one);
    expect(await open('dev')).toEqual(one);
    expect((await ask(one)).status).toBe(200);
  });

  it('opens its own target and no other', async () => {
    const { open, asked } = await startContainer();
    const [dev, prod] = [await open('dev'), await open('prod')];
    expect((await ask({ ...dev, token: prod.token })).status).toBe(401);
    expect((await ask(prod)).status).toBe(200);
    expect(asked).toEqual(['prod']);
  });

  it('is made anew where somebody has removed its file', async () => {
    const { open } = await startContainer();
    const before = await open('dev');
    await rm(before.tokenFile);
    const after = await open('dev');
    expect(after.url).toBe(before.url);
    expect((await ask(before)).status).toBe(401);
    expect((await ask(after)).status).toBe(200);
  });

  it('ends with a stop: its file is gone, and it opens nothing', async () => {
    const { open, shell } = await startContainer();
    const [dev, prod] = [await open('dev'), await open('prod')];
    await shell.shut('dev');
    expect(existsSync(dev.tokenFile)).toBe(false);
    expect(JSON.parse((await ask(dev)).text)).toMatchObject({ Code: 'container/token-refused' });
    expect((await ask(prod)).status).toBe(200);
    await shell.shut(null);
    expect((await ask(prod)).status).toBe(401);
  });

  it('leaves no file when Latchkey ends, and nobody answers', async () => {
    const { open, shell, tokenFolder } = await startContainer();
    const dev = await open('dev');
    await shell.close();
    expect(await readdir(tokenFolder)).toEqual([]);
    await expect(ask(dev)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('of a Latchkey that died is removed before the first new one is there', async () => {
    const { open, tokenFolder } = await startContainer();
    await mkdir(tokenFolder, { recursive: true, mode: 0o777 });
    await writeFile(path.join(tokenFolder, `${'0'.repeat(16)}.token`), 'of a dead one');
    await writeFile(path.join(tokenFolder, 'notes.txt'), 'not ours');
    const { tokenFile } = await open('dev');
    expect((await readdir(tokenFolder)).toSorted()).toEqual(
      [path.basename(tokenFile), 'notes.txt'].toSorted(),
    );
    if (process.platform !== 'win32') expect((await lstat(tokenFolder)).mode & 0o777).toBe(0o700);
  });

  it('has no part of a name in its address or file that a system would read its own way', async () => {
    const { open, tokenFolder } = await startContainer();
    for (const name of ['..', '.', 'a/../../b', '%2e%2e', 'Dev', 'dev']) {
      const door = await open(name);
      expect(new URL(door.url).pathname).toMatch(/^\/credentials\/[0-9a-f]{16}$/);
      expect((await ask(door)).status).toBe(200);
      expect(await readFile(door.tokenFile, 'utf8')).toBe(door.token);
    }
    expect(await readdir(tokenFolder)).toHaveLength(6);
  });
});

describe('many requests', () => {
  it('with wrong tokens shut out nobody who has the right one, and are seldom logged', async () => {
    const clock = createFakeClock();
    const { open, log } = await startContainer(clock);
    const dev = await open('dev');
    const statuses = new Map<number, number>();
    for (let asked = 0; asked < 150; asked += 1) {
      const { status } = await ask(dev, `wrong-${asked}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 401: 100, 429: 50 });
    expect((await ask(dev)).status).toBe(200);
    await send({ port: dev.port, method: 'GET', path: dev.path, headers: { host: dev.host } });
    expect(log.events).toEqual(Array.from({ length: 3 }, () => 'container-wrong-token'));
    await clock.advance(1000);
    expect((await ask(dev, 'wrong again')).status).toBe(401);
  });

  it('with the right token have a limit of their own', async () => {
    const clock = createFakeClock();
    const { open } = await startContainer(clock, { requestsPerSecond: 3 });
    const dev = await open('dev');
    const statuses = [];
    for (let asked = 0; asked < 5; asked += 1) statuses.push((await ask(dev)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    await clock.advance(1000);
    expect((await ask(dev)).status).toBe(200);
  });
});
