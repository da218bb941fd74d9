import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AnswerAtOnce } from '#main/sessions/answer-at-once.ts';
import { createMetadataShell } from '#main/shells/metadata/metadata-shell.ts';
import { HOUR_MS, SECOND_MS } from '#shared/time.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { send, type RawRequest } from '../support/raw-http.ts';
import { credentialsUntil, SECRET, SESSION_TOKEN } from '../support/running-container.ts';

const run = promisify(execFile);
const project = path.resolve(import.meta.dirname, '../../../../..');
const hasBotocore = spawnSync('python3', ['-c', 'import botocore']).status === 0;

const TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const TOKEN = 'x-aws-ec2-metadata-token';
const ROLES = '/latest/meta-data/iam/security-credentials/';

function startMetadata(found: AnswerAtOnce = credentialsUntil(Date.now() + HOUR_MS)) {
  const clock = createFakeClock();
  const asked: string[] = [];
  const shell = createMetadataShell({
    clock,
    answers: {
      answer: (target) => {
        asked.push(target);
        return Promise.resolve(found);
      },
    },
  });
  onTestFinished(() => shell.shut(null));
  const open = async (target: string) => {
    const { url } = await shell.open(target);
    const { host, port } = new URL(url);
    const ask = (rest: Partial<RawRequest> & { path: string }) =>
      send({ port: Number(port), method: 'GET', headers: { host }, ...rest });
    const token = async (seconds = '21600') => {
      const headers = { host, [TTL]: seconds };
      return (await ask({ method: 'PUT', path: '/latest/api/token', headers })).text;
    };
    const get = async (address: string, given?: string) =>
      ask({ path: address, headers: { host, [TOKEN]: given ?? (await token()) } });
    return { url, host, port: Number(port), ask, get, token };
  };
  return { clock, shell, asked, open };
}

describe('instance metadata', () => {
  it('gives the role and its credentials, in the form that botocore reads', async () => {
    const { open } = startMetadata(credentialsUntil(Date.parse('2031-01-01T00:00:00.789Z')));
    const { get } = await open('dev');
    expect((await get(ROLES)).text).toBe('dev');
    expect(JSON.parse((await get(`${ROLES}dev`)).text)).toEqual({
      Code: 'Success',
      LastUpdated: '2026-11-24T09:00:00Z',
      Type: 'AWS-HMAC',
      AccessKeyId: 'ASIAMADEUPKEY0000001',
      SecretAccessKey: SECRET,
      Token: SESSION_TOKEN,
      Expiration: '2031-01-01T00:00:00Z',
    });
  });

  it('answers three addresses more that older SDKs ask for, and no others', async () => {
    const { open } = startMetadata();
    const { get } = await open('dev');
    expect((await get('/latest/meta-data/instance-id/')).status).toBe(200);
    expect(JSON.parse((await get('/latest/meta-data/iam/info/')).text)).toMatchObject({
      Code: 'Success',
    });
    const identity = await get('/latest/dynamic/instance-identity/document');
    expect(JSON.parse(identity.text)).toMatchObject({ region: 'eu-west-1' });
    for (const other of [
      '/',
      '/latest/',
      '/latest/meta-data/',
      '/latest/user-data',
      `${ROLES}prod`,
    ])
      expect((await get(other)).status).toBe(404);
  });

  it('gives nothing without the token step: there is no version 1', async () => {
    const { open, asked } = startMetadata();
    const { ask, get, host } = await open('dev');
    expect((await ask({ path: ROLES })).status).toBe(401);
    expect((await get(ROLES, 'x'.repeat(43))).status).toBe(401);
    expect((await ask({ path: ROLES, headers: { host, [TOKEN]: ['a', 'b'] } })).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it('gives a token that ends when it was said to', async () => {
    const { open, clock } = startMetadata();
    const { get, token } = await open('dev');
    const short = await token('60');
    expect((await get(ROLES, short)).status).toBe(200);
    await clock.advance(60 * SECOND_MS);
    expect((await get(ROLES, short)).status).toBe(401);
    expect((await get(ROLES)).status).toBe(200);
  });

  it('gives each target a listener of its own, whose tokens are good there alone', async () => {
    const { open } = startMetadata();
    const [dev, prod] = [await open('dev'), await open('prod')];
    expect(dev.port).not.toBe(prod.port);
    expect((await open('dev')).port).toBe(dev.port);
    expect((await prod.get(ROLES, await dev.token())).status).toBe(401);
    expect((await prod.get(ROLES)).text).toBe('prod');
  });

  it('stops listening when the target is stopped', async () => {
    const { open, shell } = startMetadata();
    const [dev, prod] = [await open('dev'), await open('prod')];
    await shell.shut('dev');
    await expect(dev.ask({ path: ROLES })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await prod.get(ROLES)).status).toBe(200);
    await shell.shut(null);
    await expect(prod.ask({ path: ROLES })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('says what is in the way', async () => {
    const failure = { code: 'vault/locked', facts: { backend: 'file' } } as const;
    const { open } = startMetadata({ kind: 'failed', failure, passes: false });
    const { get } = await open('dev');
    const reply = await get(`${ROLES}dev`);
    expect(reply.status).toBe(409);
    expect(JSON.parse(reply.text)).toMatchObject({ Code: 'vault/locked' });
  });

  it('calls a target whose name is no name of a role by one that is', async () => {
    const { open } = startMetadata();
    for (const name of ['a/b', '..', 'a:b%']) {
      const { get } = await open(name);
      const role = (await get(ROLES)).text;
      expect(role).toMatch(/^[\w+=,.@-]+$/);
      expect(role).not.toMatch(/^\.+$/);
      expect((await get(`${ROLES}${role}`)).status).toBe(200);
    }
  });
});

describe('instance metadata refuses', () => {
  const REFUSALS: readonly [string, number, (port: number) => Partial<RawRequest>][] = [
    ['a Host that was rebound', 421, (port) => ({ headers: { host: `evil.test:${port}` } })],
    ['an empty Host', 421, () => ({ headers: { host: '' } })],
    ['localhost as the Host', 421, (port) => ({ headers: { host: `localhost:${port}` } })],
    ['an Origin', 403, () => ({ headers: { origin: 'null' } })],
    ['a Referer', 403, () => ({ headers: { referer: 'http://evil.test/' } })],
    ['Sec-Fetch-Site', 403, () => ({ headers: { 'sec-fetch-site': 'none' } })],
    ['a proxy on the way', 403, () => ({ headers: { 'x-forwarded-for': '10.0.0.1' } })],
    ['a token without its life', 400, () => ({ headers: { [TTL]: [] } })],
    ['a token for ever', 400, () => ({ headers: { [TTL]: '21601' } })],
    ['a token for no time', 400, () => ({ headers: { [TTL]: '0' } })],
    ['a life that is no number', 400, () => ({ headers: { [TTL]: '60s' } })],
    ['a token by GET', 405, () => ({ method: 'GET' })],
    ['a token by POST', 405, () => ({ method: 'POST' })],
    ['a body', 413, () => ({ body: 'x' })],
    ['another way to write the path', 404, () => ({ method: 'GET', path: '/latest//api/token' })],
  ];

  it.each(REFUSALS)('%s: %i', async (_, status, wrong) => {
    const { open } = startMetadata();
    const { host, port, ask } = await open('dev');
    const { headers, ...rest } = wrong(port);
    const reply = await ask({
      method: 'PUT',
      path: '/latest/api/token',
      ...rest,
      headers: { host, [TTL]: '60', ...headers },
    });
    expect({ status: reply.status, text: reply.text }).toEqual({ status, text: '' });
  });
});

const CLIENTS = [
  {
    name: 'the AWS SDK for JavaScript',
    isHere: true,
    command: [
      process.execPath,
      '--input-type=module',
      '-e',
      `import { STSClient } from '@aws-sdk/client-sts';
       console.log((await new STSClient({}).config.credentials()).accessKeyId);`,
    ],
  },
  {
    name: 'botocore (skipped where it is not installed)',
    isHere: hasBotocore,
    command: [
      'python3',
      '-c',
      'import botocore.session; print(botocore.session.Session().get_credentials().access_key)',
    ],
  },
] as const;

describe.each(CLIENTS)('$name', ({ command, isHere }) => {
  it.skipIf(!isHere)('gets its credentials with this one variable', async () => {
    const { open } = startMetadata();
    const { url } = await open('dev');
    const [program, ...args] = command;
    const { stdout } = await run(program, args, {
      cwd: project,
      env: {
        PATH: process.env['PATH'],
        HOME: '/nonexistent',
        AWS_REGION: 'eu-west-1',
        AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
        AWS_EC2_METADATA_DISABLED: 'false',
      },
    });
    expect(stdout.trim()).toBe('ASIAMADEUPKEY0000001');
  });
});
