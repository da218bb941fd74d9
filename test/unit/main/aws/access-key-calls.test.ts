import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { mayBeDone } from '#main/aws/may-be-done.ts';
import { isAppError } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';
import {
  acknowledgementOf,
  anAws,
  anEndpoint,
  errorReply,
  failureOf,
  KEY,
  listen,
  type LocalReply,
  resultOf,
  SHORT_LIMITS,
  startLocalAws,
} from './local-aws.ts';

const OLD_KEY = { userName: 'alice', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' };
const CREATED = resultOf(
  'CreateAccessKey',
  '<AccessKey><UserName>alice</UserName><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId><Status>Active</Status><SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY</SecretAccessKey></AccessKey>',
);
const BROKEN: LocalReply = errorReply('ServiceFailure', 'sorry', 500);

describe('making an access key', () => {
  it('asks for the user by name, and hides the secret', async () => {
    const server = await startLocalAws(() => ({ body: CREATED }));
    const made = await anAws().createAccessKey(anEndpoint(server.url), KEY, 'alice');
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]?.body))).toEqual({
      Action: 'CreateAccessKey',
      Version: '2010-05-08',
      UserName: 'alice',
    });
    expect(made.secretAccessKey.reveal()).toBe('wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY');
    expect(JSON.stringify(made)).not.toContain('wJalr');
  });

  it.each<[string, LocalReply]>([
    ['AWS failed in the middle', BROKEN],
    [
      'a proxy lost the answer',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '' },
    ],
    ['the secret is missing', { body: CREATED.replace(/<Secret.*Key>(?=<.Acc)/, '') }],
    ['the answer is not whole', { body: CREATED.slice(0, 150) }],
    ['the id is none', { body: CREATED.replace('AKIAIOSFODNN7EXAMPLE', 'x') }],
  ])('is asked for once, and nobody knows whether there is one, when %s', async (_, reply) => {
    const server = await startLocalAws(() => reply);
    const call = anAws().createAccessKey(anEndpoint(server.url), KEY, 'alice');
    expect(await failureOf(call)).toEqual({
      code: 'aws/outcome-unknown',
      facts: { action: 'iam:CreateAccessKey' },
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each(['reset', 'silence'])('is asked for once when the answer is lost: %s', async (how) => {
    let requests = 0;
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        requests += 1;
        if (how === 'reset') socket.resetAndDestroy();
      });
    });
    const url = `http://127.0.0.1:${await listen(server)}`;
    const call = anAws({ limits: SHORT_LIMITS }).createAccessKey(anEndpoint(url), KEY, 'alice');
    const error: unknown = await call.catch((reason: unknown) => reason);
    expect(isAppError(error, 'aws/outcome-unknown') && mayBeDone(error)).toBe(true);
    expect(requests).toBe(1);
  });

  it.each([
    ['LimitExceeded', 409, 'Cannot exceed quota for AccessKeysPerUser: 2', 'aws/limit-reached'],
    ['NoSuchEntity', 404, 'The user with name alice cannot be found.', 'aws/no-such-thing'],
    ['AccessDenied', 403, 'no', 'aws/access-denied'],
    ['Throttling', 400, 'Rate exceeded', 'aws/throttled'],
    ['Throttling', 503, 'Rate exceeded', 'aws/throttled'],
  ])('is refused with %s %i: no key was made', async (code, status, text, expected) => {
    const server = await startLocalAws(() => errorReply(code, text, status));
    const call = anAws().createAccessKey(anEndpoint(server.url), KEY, 'alice');
    const error: unknown = await call.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: expected });
    expect(mayBeDone(error)).toBe(false);
    expect(server.requests).toHaveLength(1);
  });

  it('was not asked for where nobody listens', async () => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const call = anAws().createAccessKey(anEndpoint(`http://127.0.0.1:${port}`), KEY, 'alice');
    const error: unknown = await call.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'aws/unreachable' });
    expect(mayBeDone(error)).toBe(false);
  });

  it('names the permission that is missing, and that MFA may be', () => {
    const facts = { action: 'iam:CreateAccessKey', resource: '', principal: '', withoutMfa: true };
    const { explanation, action } = wordsOf({ code: 'aws/access-denied', facts });
    expect(explanation).toContain('session with MFA');
    expect(action).toContain('permission iam:CreateAccessKey');
    const inSession = wordsOf({
      code: 'aws/access-denied',
      facts: { ...facts, withoutMfa: false },
    });
    expect(JSON.stringify(inSession)).not.toContain('MFA');
  });
});

describe('deleting an access key', () => {
  const gone = errorReply('NoSuchEntity', 'The Access Key with id x cannot be found.', 404);
  const remove = (url: string) => anAws().deleteAccessKey(anEndpoint(url), KEY, OLD_KEY);

  it('names the user and the key', async () => {
    const server = await startLocalAws(() => ({ body: acknowledgementOf('DeleteAccessKey') }));
    await remove(server.url);
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]?.body))).toEqual({
      Action: 'DeleteAccessKey',
      Version: '2010-05-08',
      UserName: 'alice',
      AccessKeyId: OLD_KEY.accessKeyId,
    });
  });

  it('has ended well when a lost answer is followed by “no such key”', async () => {
    const server = await startLocalAws((number) => (number === 1 ? BROKEN : gone));
    await remove(server.url);
    expect(server.requests).toHaveLength(2);
  });

  it.each<[string, LocalReply | null]>([
    ['at once', null],
    ['after AWS asked to slow down', errorReply('Throttling', 'Rate exceeded', 400)],
  ])('fails for a key that this user does not have: %s', async (_, first) => {
    const server = await startLocalAws((number) => (number === 1 ? (first ?? gone) : gone));
    expect(await failureOf(remove(server.url))).toEqual({
      code: 'aws/no-such-thing',
      facts: { action: 'iam:DeleteAccessKey', thing: 'access-key', name: OLD_KEY.accessKeyId },
    });
  });
});

describe('deactivating an access key', () => {
  const deactivate = (url: string) =>
    anAws().updateAccessKey(anEndpoint(url), KEY, { ...OLD_KEY, status: 'Inactive' });

  it('is asked for again after a lost answer, with the user’s name', async () => {
    const done = { body: acknowledgementOf('UpdateAccessKey') };
    const server = await startLocalAws((number) => (number === 1 ? BROKEN : done));
    await deactivate(server.url);
    expect(server.requests).toHaveLength(2);
    for (const { body } of server.requests)
      expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
        UserName: 'alice',
        AccessKeyId: OLD_KEY.accessKeyId,
        Status: 'Inactive',
      });
  });

  it('may be done when the key itself is not accepted after a lost answer', async () => {
    const refused = errorReply('InvalidClientTokenId', 'no', 403);
    const server = await startLocalAws((number) => (number === 1 ? BROKEN : refused));
    expect(await failureOf(deactivate(server.url))).toMatchObject({ code: 'aws/outcome-unknown' });
  });
});

describe('listing access keys', () => {
  const page = (id: string, marker: string | null) =>
    resultOf(
      'ListAccessKeys',
      `<AccessKeyMetadata><member><AccessKeyId>${id}</AccessKeyId><Status>Active</Status><CreateDate>2026-08-19T09:00:00Z</CreateDate></member></AccessKeyMetadata><IsTruncated>${marker !== null}</IsTruncated>${marker === null ? '' : `<Marker>${marker}</Marker>`}`,
    );

  it('goes on to the last page', async () => {
    const server = await startLocalAws((number) => ({
      body: page(`AKIAEXAMPLE00000000${number}`, number < 3 ? `page/${number}+1=` : null),
    }));
    const keys = await anAws().listAccessKeys(anEndpoint(server.url), KEY, 'alice');
    expect(keys.map(({ accessKeyId }) => accessKeyId.at(-1))).toEqual(['1', '2', '3']);
    const asked = server.requests.map(({ body }) => new URLSearchParams(body));
    expect(asked.map((request) => request.get('Marker'))).toEqual([null, 'page/1+1=', 'page/2+1=']);
    expect(asked.every((request) => request.get('UserName') === 'alice')).toBe(true);
  });

  it.each([
    ['turns in circles', () => 'again', 2],
    ['never ends', (number: number) => `page ${number}`, 101],
    ['has no name for its next page', () => '', 1],
  ])('ends with an error where the list %s', async (_, markerOf, requests) => {
    const server = await startLocalAws((number) => ({
      body: page('AKIAEXAMPLE000000000', markerOf(number)),
    }));
    const call = anAws().listAccessKeys(anEndpoint(server.url), KEY, 'alice');
    expect((await failureOf(call)).code).toBe('aws/not-aws');
    expect(server.requests).toHaveLength(requests);
  });
});
