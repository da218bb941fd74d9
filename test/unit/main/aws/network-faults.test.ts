import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  anAws,
  anEndpoint,
  CALLER_REPLY,
  failureOf,
  KEY,
  listen,
  SHORT_LIMITS,
  startLocalAws,
} from './local-aws.ts';

const REQUEST = {
  durationSeconds: 900,
  mfa: { serial: 'arn:aws:iam::111122223333:mfa/alice', code: '123456' },
};

/** A call that carries a code: it must end soon, be made once, and say whether the code may have arrived. */
function signIn(
  url: string,
  { caFile = null, limits }: { caFile?: string | null; limits?: typeof SHORT_LIMITS } = {},
): Promise<unknown> {
  return anAws(limits === undefined ? {} : { limits }).getSessionToken(
    anEndpoint(url, { caFile }),
    KEY,
    REQUEST,
  );
}

describe('a call with a code', () => {
  it('finds nobody at the address', async () => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const url = `http://127.0.0.1:${port}`;
    expect(await failureOf(signIn(url))).toEqual({
      code: 'aws/unreachable',
      facts: { url, reason: 'refused', sent: false },
    });
  });

  it('finds no host of that name', async () => {
    const url = 'https://sts.nowhere.invalid';
    expect(await failureOf(signIn(url))).toEqual({
      code: 'aws/unreachable',
      facts: { url, reason: 'name-not-found', sent: false },
    });
  });

  it('gets no answer', async () => {
    const { url, connections } = await startTcp(() => {});
    expect(await failureOf(signIn(url, { limits: SHORT_LIMITS }))).toEqual({
      code: 'aws/unreachable',
      facts: { url, reason: 'timed-out', sent: true },
    });
    expect(connections()).toBe(1);
  });

  it('gets no handshake', async () => {
    const { url, connections } = await startTcp(() => {}, 'https');
    expect(await failureOf(signIn(url, { limits: SHORT_LIMITS }))).toEqual({
      code: 'aws/unreachable',
      facts: { url, reason: 'timed-out', sent: false },
    });
    expect(connections()).toBe(1);
  });

  it('is cut off before the reply', async () => {
    const { url, connections } = await startTcp((socket) =>
      socket.once('data', () => socket.resetAndDestroy()),
    );
    expect(await failureOf(signIn(url))).toEqual({
      code: 'aws/unreachable',
      facts: { url, reason: 'reset', sent: true },
    });
    expect(connections()).toBe(1);
  });

  it('is cut off in the middle of the reply', async () => {
    const { url, connections } = await startTcp((socket) => {
      socket.once('data', () => {
        socket.write(
          'HTTP/1.1 200 OK\r\ncontent-length: 5000\r\ncontent-type: text/xml\r\n\r\n<GetSessionTokenResponse>',
        );
        setTimeout(() => socket.resetAndDestroy(), 20);
      });
    });
    expect(await failureOf(signIn(url))).toEqual({
      code: 'aws/unreachable',
      facts: { url, reason: 'reset', sent: true },
    });
    expect(connections()).toBe(1);
  });

  it('is closed politely without a reply', async () => {
    const { url, connections } = await startTcp((socket) =>
      socket.once('data', () => socket.end()),
    );
    expect(await failureOf(signIn(url))).toMatchObject({
      code: 'aws/unreachable',
      facts: { reason: 'reset', sent: true },
    });
    expect(connections()).toBe(1);
  });

  it('is cut off in the handshake', async () => {
    const { url } = await startTcp(
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
      'https',
    );
    expect(await failureOf(signIn(url))).toEqual({
      code: 'aws/unreachable',
      facts: { url, reason: 'reset', sent: false },
    });
  });

  it('gets a reply a byte at a time', async () => {
    const { url, connections } = await startTcp((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5000\r\ncontent-type: text/xml\r\n\r\n');
        const drip = setInterval(() => socket.write('<'), 50);
        socket.on('close', () => clearInterval(drip));
      });
    });
    expect(await failureOf(signIn(url, { limits: SHORT_LIMITS }))).toEqual({
      code: 'aws/unreachable',
      facts: { url, reason: 'timed-out', sent: true },
    });
    expect(connections()).toBe(1);
  });

  it('gets a reply without an end', async () => {
    const chunk = Buffer.alloc(65_536, '<a>');
    const server = http.createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      const pour = () => {
        while (response.write(chunk)) if (response.destroyed) return;
      };
      response.on('drain', pour);
      pour();
    });
    const url = `http://127.0.0.1:${await listen(server)}`;
    expect(await failureOf(signIn(url))).toMatchObject({ code: 'aws/not-aws', facts: { url } });
  });

  it.each([
    [
      'the page of a captive portal',
      200,
      'text/html; charset=utf-8',
      '<!DOCTYPE html><html><body>Please sign in</body></html>',
      'text/html',
    ],
    [
      'a page that pretends to be XML',
      200,
      'text/xml',
      '<html xmlns="x"><body/></html>',
      'text/xml',
    ],
    [
      'a proxy that wants a password',
      407,
      'text/html',
      '<html>Proxy Authentication Required</html>',
      'text/html',
    ],
    ['a redirect', 302, 'text/plain', '', 'text/plain'],
    ['another web service', 404, 'application/json', '{"message":"Not Found"}', 'application/json'],
    ['plain text', 400, 'text/plain', 'Bad Request', 'text/plain'],
    ['nothing', 204, 'text/plain', '', 'text/plain'],
    ['a gateway', 502, 'text/html', '<html>', 'text/html'],
  ])('is answered by %s', async (_, status, type, body, contentType) => {
    const server = await startLocalAws(() => ({
      status,
      headers: { 'content-type': type, location: 'http://portal.example/' },
      body,
    }));
    expect(await failureOf(signIn(server.url))).toEqual({
      code: 'aws/not-aws',
      facts: { url: server.url, status, contentType },
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['speaks before it is asked', 'SSH-2.0-OpenSSH_9.2\r\n', 'http'],
    ['speaks no TLS', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'https'],
  ] as const)('meets a port that %s', async (_, greeting, scheme) => {
    const { url } = await startTcp((socket) => void socket.write(greeting), scheme);
    expect(await failureOf(signIn(url))).toEqual({
      code: 'aws/not-aws',
      facts: { url, status: 0, contentType: '' },
    });
  });
});

describe('a call without a code', () => {
  it('is made again when the connection was cut off', async () => {
    const { url, connections } = await startTcp((socket) => {
      socket.once('data', () => {
        if (connections() < 3) socket.resetAndDestroy();
        else socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n\r\n${CALLER_REPLY}`);
      });
    });
    expect(await anAws().getCallerIdentity(anEndpoint(url), KEY)).toMatchObject({
      accountId: '111122223333',
    });
    expect(connections()).toBe(3);
  });

  it('is made once at a black hole, which has cost seconds already', async () => {
    const { url, connections } = await startTcp(() => {});
    const call = anAws({ limits: SHORT_LIMITS }).getCallerIdentity(anEndpoint(url), KEY);
    expect(await failureOf(call)).toMatchObject({ code: 'aws/unreachable' });
    expect(connections()).toBe(1);
  });
});

describe.skipIf(!hasIpv6())('IPv6 (needs ::1)', () => {
  it('serves where there is nothing else', async () => {
    const server = http.createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(CALLER_REPLY);
    });
    const url = `http://[::1]:${await listen(server, '::1')}`;
    expect(await anAws().getCallerIdentity(anEndpoint(url), KEY)).toMatchObject({
      accountId: '111122223333',
    });
  });
});

describe.skipIf(!hasOpenssl())('TLS (needs openssl)', () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);
  const certificate = (name: string) => ({ key: file(`${name}.key`), cert: file(`${name}.pem`) });

  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-tls-'));
    makeCertificate('good', 'IP:127.0.0.1');
    makeCertificate('other-host', 'DNS:sts.example.com');
    makeCertificate('expired', 'IP:127.0.0.1');
    // Signs it anew, for a time that ended yesterday: openssl makes none like that at once.
    const { key, cert } = certificate('expired');
    execFileSync('openssl', ['x509', '-in', cert, '-signkey', key, '-days', '-1', '-out', cert], {
      stdio: 'pipe',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused with a certificate nobody vouches for, before the code is sent', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }), certificate('good'));
    expect(await failureOf(signIn(server.url))).toEqual({
      code: 'aws/tls',
      facts: { url: server.url, reason: 'it is signed by itself, not by an authority' },
    });
    expect(server.requests).toHaveLength(0);
  });

  it('is trusted with the endpoint’s CA file', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }), certificate('good'));
    const endpoint = anEndpoint(server.url, { caFile: file('good.pem') });
    expect(await anAws().getCallerIdentity(endpoint, KEY)).toMatchObject({
      accountId: '111122223333',
    });
  });

  it('trusts the CA file for its own endpoint only', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }), certificate('good'));
    const aws = anAws();
    await aws.getCallerIdentity(anEndpoint(server.url, { caFile: file('good.pem') }), KEY);
    expect(await failureOf(aws.getCallerIdentity(anEndpoint(server.url), KEY))).toMatchObject({
      code: 'aws/tls',
    });
  });

  it('is refused with the certificate of another host', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }), certificate('other-host'));
    expect(await failureOf(signIn(server.url, { caFile: file('other-host.pem') }))).toMatchObject({
      code: 'aws/tls',
      facts: { reason: 'it was issued for another host name' },
    });
    expect(server.requests).toHaveLength(0);
  });

  it('is refused with an expired certificate', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }), certificate('expired'));
    expect(await failureOf(signIn(server.url, { caFile: file('expired.pem') }))).toMatchObject({
      code: 'aws/tls',
      facts: { reason: expect.stringContaining('expired') as string },
    });
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ['is missing', null],
    ['is empty', ''],
    ['is no certificate', 'hello'],
    ['is a damaged certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ])('names a CA file that %s', async (_, content) => {
    const caFile = file(`ca-${String(content?.length)}.pem`);
    if (content !== null) writeFileSync(caFile, content);
    expect(await failureOf(signIn('https://127.0.0.1:9', { caFile }))).toMatchObject({
      code: 'input/invalid',
      facts: { field: 'caFile', problem: expect.stringContaining(caFile) as string },
    });
  });

  it('reads a CA file again after it was mended', async () => {
    const server = await startLocalAws(() => ({ body: CALLER_REPLY }), certificate('good'));
    const caFile = file('mended.pem');
    writeFileSync(caFile, 'not yet');
    const aws = anAws();
    const call = () => aws.getCallerIdentity(anEndpoint(server.url, { caFile }), KEY);
    expect(await failureOf(call())).toMatchObject({ code: 'input/invalid' });
    writeFileSync(
      caFile,
      execFileSync('openssl', ['x509', '-in', file('good.pem'), '-text'], { stdio: 'pipe' }),
    );
    expect(await call()).toMatchObject({ accountId: '111122223333' });
  });

  function makeCertificate(name: string, alternative: string): void {
    const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    const content = ['-nodes', '-subj', '/CN=latchkey test', '-days', '2'];
    const extension = ['-addext', `subjectAltName=${alternative}`];
    const files = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
    execFileSync('openssl', [...kind, ...content, ...extension, ...files], { stdio: 'pipe' });
  }
});

/** A server that does with each connection what the test says. */
async function startTcp(
  onConnection: (socket: net.Socket) => void,
  scheme: 'http' | 'https' = 'http',
) {
  let count = 0;
  const server = net.createServer((socket) => {
    count += 1;
    socket.on('error', () => {});
    onConnection(socket);
  });
  const port = await listen(server);
  return { url: `${scheme}://127.0.0.1:${port}`, connections: () => count };
}

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

function hasIpv6(): boolean {
  return Object.values(os.networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === '::1'),
  );
}
