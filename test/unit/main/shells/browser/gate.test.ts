import { describe, expect, it } from 'vitest';
import { judgeRequest } from '#main/shells/browser/gate.ts';
import type { GateFacts, GateRequest } from '#main/shells/browser/gate.ts';
import { apiMatrix } from '../support/gate-matrix.ts';

const PORT = 40_123;
const PRIVATE_HOST = 'k7q2k7q2k7q2k7q2.localhost';
const FACTS: GateFacts = {
  port: PORT,
  privateHost: PRIVATE_HOST,
  isPage: (path) => path === '/' || path === '/assets/main.js',
  judgeToken: (token) => (token === 'live' ? 'live' : token === 'ended' ? 'ended' : 'unknown'),
};
const API: GateRequest = {
  method: 'POST',
  target: '/api/rpc/vault/lock',
  headers: {
    host: [`127.0.0.1:${PORT}`],
    origin: [`http://127.0.0.1:${PORT}`],
    'sec-fetch-site': ['same-origin'],
    'content-type': ['application/json'],
    authorization: ['Bearer live'],
  },
  isUpgrade: false,
};
const DOCUMENT: GateRequest = {
  method: 'GET',
  target: '/',
  headers: {
    host: [`127.0.0.1:${PORT}`],
    'sec-fetch-site': ['cross-site'],
    'sec-fetch-mode': ['navigate'],
    'sec-fetch-dest': ['document'],
  },
  isUpgrade: false,
};

function withHeaders(request: GateRequest, headers: GateRequest['headers']): GateRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

describe('the matrix of everything a caller of the API may claim', () => {
  const rows = apiMatrix({ port: PORT, token: 'live', privateHost: PRIVATE_HOST });

  it('lets exactly the one right row of each of our two names pass', () => {
    const passed = rows.filter(({ method, headers }) => {
      const distinct = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, [value]]),
      );
      return judgeRequest({ ...API, method, headers: distinct }, FACTS).allow;
    });
    expect(rows.length).toBe(4050);
    expect(passed.map((row) => row.label)).toEqual(
      rows.filter((row) => row.mayPass).map((row) => row.label),
    );
    expect(passed.length).toBe(2);
  });

  it('lets the same rows pass at the path that trades a launch secret, whatever token they bring', () => {
    const passed = rows.filter(({ method, headers }) => {
      const distinct = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, [value]]),
      );
      const request = { ...API, method, headers: distinct, target: '/api/session' };
      return judgeRequest(request, FACTS).allow;
    });
    expect(passed.length).toBe(2 * 3);
  });
});

describe('a request to the API', () => {
  it('is told 421 and cut when it names another host, before anything else is looked at', () => {
    const decision = judgeRequest(withHeaders(API, { host: [`evil.test:${PORT}`] }), FACTS);
    expect(decision).toMatchObject({ allow: false, status: 421, close: true });
  });

  it.each(['host', 'origin', 'sec-fetch-site', 'content-type', 'authorization'])(
    'is refused when it sends %s twice',
    (header) => {
      const value = API.headers[header]?.[0] ?? '';
      const decision = judgeRequest(withHeaders(API, { [header]: [value, value] }), FACTS);
      expect(decision.allow).toBe(false);
    },
  );

  it('is refused when it comes from our own other name', () => {
    const decision = judgeRequest(
      withHeaders(API, { origin: [`http://${PRIVATE_HOST}:${PORT}`] }),
      FACTS,
    );
    expect(decision).toMatchObject({ allow: false, reason: 'origin' });
  });

  it('tells a token that ended from one that was never good, and says 401 to both', () => {
    const ended = judgeRequest(withHeaders(API, { authorization: ['Bearer ended'] }), FACTS);
    const unknown = judgeRequest(withHeaders(API, { authorization: ['Bearer guess'] }), FACTS);
    expect(ended).toMatchObject({ status: 401, reason: 'token-ended' });
    expect(unknown).toMatchObject({ status: 401, reason: 'token-unknown' });
  });

  it.each([
    'live',
    'Basic live',
    'bearer live',
    'Bearer  live',
    'Bearer live ',
    'Bearer live,live',
    `Bearer ${'x'.repeat(201)}`,
  ])('is refused with "%s" for authorization', (authorization) => {
    expect(judgeRequest(withHeaders(API, { authorization: [authorization] }), FACTS)).toMatchObject(
      {
        allow: false,
        status: 401,
      },
    );
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
  ])('may say %s', (type) => {
    expect(judgeRequest(withHeaders(API, { 'content-type': [type] }), FACTS).allow).toBe(true);
  });

  it.each(['application/json, text/plain', 'application/jsonx', 'text/plain; a=application/json'])(
    'may not say %s',
    (type) => {
      expect(judgeRequest(withHeaders(API, { 'content-type': [type] }), FACTS)).toMatchObject({
        status: 415,
      });
    },
  );

  it.each([
    '/api',
    '/api/',
    '/api/rpc',
    '/api/rpc/',
    '/api/rpc//vault',
    '/api/rpc/vault/lock/',
    '/api/rpc/vault/lock?x=1',
    '/api/rpc/../session',
    '/api/rpc/vault%2flock',
    '/api/session/',
    '/api/session?secret=x',
  ])('finds nothing at %s even with a good token', (target) => {
    expect(judgeRequest({ ...API, target }, FACTS)).toMatchObject({ allow: false, status: 404 });
  });

  it.each(['/api/rpc/__proto__', '/api/rpc/', '/api/unknown'])(
    'learns nothing about %s without a token',
    (target) => {
      const anonymous = withHeaders({ ...API, target }, { authorization: undefined });
      expect(judgeRequest(anonymous, FACTS)).toMatchObject({ status: 401 });
    },
  );
});

describe('a wish for another protocol', () => {
  it('is refused with every header in order', () => {
    expect(judgeRequest({ ...API, isUpgrade: true }, FACTS)).toMatchObject({
      allow: false,
      status: 426,
    });
    expect(judgeRequest({ ...DOCUMENT, isUpgrade: true }, FACTS)).toMatchObject({
      allow: false,
      status: 426,
    });
  });

  it('is judged by its host first, like everything else', () => {
    const rebound = withHeaders({ ...API, isUpgrade: true }, { host: [`evil.test:${PORT}`] });
    expect(judgeRequest(rebound, FACTS)).toMatchObject({ status: 421 });
  });
});

describe('the page', () => {
  it.each(['cross-site', 'none', 'same-site', 'same-origin'])(
    'opens as a tab of its own, from wherever the user came (%s)',
    (site) => {
      const decision = judgeRequest(withHeaders(DOCUMENT, { 'sec-fetch-site': [site] }), FACTS);
      expect(decision).toEqual({ allow: true, to: 'page' });
    },
  );

  const asset = { ...DOCUMENT, target: '/assets/main.js' };

  it('is given out only as a document or as part of it, over all of what a browser can ask for', () => {
    const destinations = [
      'document',
      'iframe',
      'frame',
      'embed',
      'object',
      'script',
      'style',
      'image',
      'font',
      'manifest',
      'empty',
      'worker',
      'sharedworker',
      'serviceworker',
      'audioworklet',
      'xslt',
      'track',
      undefined,
    ];
    const sites = ['same-origin', 'same-site', 'cross-site', 'none', undefined];
    const modes = ['navigate', 'no-cors', 'cors', 'same-origin', 'websocket', undefined];
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'TRACE'];
    const parts = ['script', 'style', 'font', 'image', 'manifest', 'empty'];
    let asked = 0;
    for (const target of ['/', '/assets/main.js', '/unknown'])
      for (const method of methods)
        for (const destination of destinations)
          for (const site of sites)
            for (const mode of modes) {
              const headers = {
                'sec-fetch-dest': destination === undefined ? undefined : [destination],
                'sec-fetch-site': site === undefined ? undefined : [site],
                'sec-fetch-mode': mode === undefined ? undefined : [mode],
              };
              const decision = judgeRequest(
                withHeaders({ ...DOCUMENT, target, method }, headers),
                FACTS,
              );
              const isRead = method === 'GET' || method === 'HEAD';
              const isTab = target === '/' && destination === 'document' && mode === 'navigate';
              const isPart =
                target === '/assets/main.js' &&
                parts.includes(destination ?? '') &&
                (site === 'same-origin' || site === 'none');
              expect(decision.allow).toBe(isRead && (isTab || isPart));
              asked += 1;
            }
    expect(asked).toBe(3 * 5 * 18 * 5 * 6);
  });

  it('is no script for a service worker', () => {
    const worker = withHeaders(asset, {
      'sec-fetch-site': ['same-origin'],
      'sec-fetch-dest': ['script'],
      'service-worker': ['script'],
    });
    expect(judgeRequest(worker, FACTS).allow).toBe(false);
  });

  it.each([
    '/index.html',
    '/?x',
    '//',
    '/assets/../assets/main.js',
    '/assets/%6dain.js',
    '/..%2f..%2fetc/passwd',
    '/assets\\main.js',
    '*',
    '',
    `http://127.0.0.1:${PORT}/`,
  ])('is not found under %s', (target) => {
    expect(judgeRequest({ ...DOCUMENT, target }, FACTS)).toMatchObject({
      allow: false,
      status: 404,
    });
  });
});
