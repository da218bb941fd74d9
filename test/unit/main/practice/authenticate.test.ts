import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openPracticeClients,
  refusalOf,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';

const GET_CALLER_IDENTITY = 'Action=GetCallerIdentity&Version=2011-06-15';
const WRONG_SIGNATURE =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

let practice: PracticeClients;
beforeAll(async () => {
  practice = await openPracticeClients();
});
afterAll(() => practice.close());

interface HandMade {
  readonly service?: string;
  readonly region?: string;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: string;
}

/** A request that dana signed by hand, to be spoilt before it is sent. */
async function signedByDana(made: HandMade = {}) {
  const {
    service = 'sts',
    region = 'eu-west-1',
    headers = {},
    query = {},
    body = GET_CALLER_IDENTITY,
  } = made;
  const { accessKeyId, secretAccessKey } = practice.user('dana');
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
  });
  const { host } = new URL(practice.account.url);
  const form = { host, 'content-type': 'application/x-www-form-urlencoded', ...headers };
  const request = new HttpRequest({ method: 'POST', path: '/', query, headers: form, body });
  const signed = await signer.sign(request, { signingDate: new Date(practice.clock.now()) });
  return { path: '/', headers: { ...signed.headers }, body };
}

async function send({
  path,
  headers,
  body,
}: {
  path: string;
  headers: Record<string, string>;
  body: string;
}) {
  const response = await fetch(practice.account.url + path, { method: 'POST', headers, body });
  const xml = await response.text();
  const [, code = '', message = ''] = /<Code>(.*)<\/Code><Message>(.*)<\/Message>/.exec(xml) ?? [];
  return { status: response.status, code, message, xml };
}

describe('the signature', () => {
  test('a request signed by hand is taken', async () => {
    const { status, xml } = await send(await signedByDana());
    expect(status).toBe(200);
    expect(xml).toContain('<Arn>arn:aws:iam::111122223333:user/dana</Arn>');
  });

  test('a body changed on the way is refused', async () => {
    const request = await signedByDana();
    const reply = await send({ ...request, body: `${request.body}&Extra=1` });
    expect(reply).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: WRONG_SIGNATURE,
    });
  });

  test('a body changed together with its hash is refused too', async () => {
    const request = await signedByDana();
    const hash = new Sha256();
    hash.update(`${request.body}&Extra=1`);
    const headers = {
      ...request.headers,
      'x-amz-content-sha256': Buffer.from(await hash.digest()).toString('hex'),
    };
    expect(await send({ ...request, headers, body: `${request.body}&Extra=1` })).toMatchObject({
      status: 403,
    });
  });

  test('a signed header changed on the way is refused', async () => {
    const request = await signedByDana({ headers: { 'x-amz-meta': 'a' } });
    const reply = await send({ ...request, headers: { ...request.headers, 'x-amz-meta': 'b' } });
    expect(reply).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  test.each(['/?Extra=1', '/other'])('a request moved to %s is refused', async (path) => {
    expect(await send({ ...(await signedByDana()), path })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  test('parameters may stand in the query, signed', async () => {
    const query = { Version: '2011-06-15', Action: 'GetCallerIdentity', Odd: 'a b/ü*' };
    const path = `/?${new URLSearchParams(query).toString().replaceAll('+', '%20')}`;
    expect(await send({ ...(await signedByDana({ query, body: '' })), path })).toMatchObject({
      status: 200,
    });
  });

  test('a signature for another service is refused', async () => {
    expect(await send(await signedByDana({ service: 'iam' }))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: "Credential should be scoped to correct service: 'sts'. ",
    });
  });

  test('a signature for what is no Region is refused', async () => {
    expect(await send(await signedByDana({ region: 'nowhere' }))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: 'Credential should be scoped to a valid region. ',
    });
  });

  test('a request without one is told that the token is missing', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await send({ path: '/', headers, body: GET_CALLER_IDENTITY })).toMatchObject({
      status: 403,
      code: 'MissingAuthenticationToken',
      message: 'Request is missing Authentication Token',
    });
  });

  test.each([
    'Bearer x',
    'AWS4-HMAC-SHA256 Credential=x',
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request',
    'AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0',
    'AWS4-ECDSA-P256-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=0',
  ])('half of one, "%s", is called incomplete', async (authorization) => {
    expect(
      await send({ path: '/', headers: { authorization }, body: GET_CALLER_IDENTITY }),
    ).toMatchObject({
      status: 400,
      code: 'IncompleteSignature',
    });
  });

  test('one in the query (presigned) is not supported, and the refusal says so', async () => {
    const path = `/?${GET_CALLER_IDENTITY}&X-Amz-Signature=00`;
    expect(await send({ path, headers: {}, body: '' })).toMatchObject({
      status: 400,
      code: 'IncompleteSignature',
      message: 'The practice account takes signatures in the Authorization header only.',
    });
  });
});

describe('the key', () => {
  const identityOf = (credentials: Parameters<PracticeClients['sts']>[0], skewMs = 0) =>
    practice.sts(credentials, skewMs).send(new GetCallerIdentityCommand());
  const UNKNOWN = {
    code: 'InvalidClientTokenId',
    status: 403,
    message: 'The security token included in the request is invalid.',
  };

  test('an unknown one is refused', async () => {
    const stranger = { accessKeyId: 'AKIAPRACTICENOBODY22', secretAccessKey: 'x'.repeat(40) };
    expect(await refusalOf(identityOf(stranger))).toEqual(UNKNOWN);
  });

  test('an inactive one is refused in the same words', async () => {
    expect(await refusalOf(identityOf(practice.user('noor')))).toEqual(UNKNOWN);
  });

  test('a wrong secret does not match', async () => {
    const wrong = {
      ...practice.user('dana'),
      secretAccessKey: practice.user('kim').secretAccessKey,
    };
    expect(await refusalOf(identityOf(wrong))).toEqual({
      code: 'SignatureDoesNotMatch',
      status: 403,
      message: WRONG_SIGNATURE,
    });
  });

  test('that of a session needs the token of that session', async () => {
    const [one, other] = [
      await practice.sessionOf('dana', 'without MFA'),
      await practice.sessionOf('kim', 'without MFA'),
    ];
    expect(await refusalOf(identityOf({ ...one, sessionToken: `${other.sessionToken}` }))).toEqual(
      UNKNOWN,
    );
    const { accessKeyId, secretAccessKey } = one;
    expect(await refusalOf(identityOf({ accessKeyId, secretAccessKey }))).toEqual(UNKNOWN);
  });

  test('a long-term one comes without a token', async () => {
    expect(await refusalOf(identityOf({ ...practice.user('dana'), sessionToken: 'IQoJ' }))).toEqual(
      UNKNOWN,
    );
  });
});

describe('the clock', () => {
  const at = (skewMs: number) =>
    practice.sts(practice.user('dana'), skewMs).send(new GetCallerIdentityCommand());
  const MINUTE_MS = 60_000;

  test.each([-14, 14])('a client that is %d minutes off is served', async (minutes) => {
    expect((await at(minutes * MINUTE_MS)).Account).toBe('111122223333');
  });

  test('one that is behind is told that its signature expired, with the three times', async () => {
    const { code, status, message } = await refusalOf(at(-16 * MINUTE_MS));
    expect([code, status]).toEqual(['SignatureDoesNotMatch', 403]);
    expect(message).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(20261124T090000Z - 15 min\.\)$/,
    );
  });

  test('one that is ahead is told that it is not yet current', async () => {
    const { code, status, message } = await refusalOf(at(16 * MINUTE_MS));
    expect([code, status]).toEqual(['SignatureDoesNotMatch', 403]);
    expect(message).toMatch(
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(20261124T090000Z \+ 15 min\.\)$/,
    );
  });

  test('every answer carries the time of the account, so that a client can correct itself', async () => {
    const client = practice.sts(practice.user('dana'), -20 * MINUTE_MS);
    await refusalOf(client.send(new GetCallerIdentityCommand()));
    expect((await client.send(new GetCallerIdentityCommand())).Account).toBe('111122223333');
  });
});

describe('the action', () => {
  test.each([
    [
      'Action=GetUser&Version=2011-06-15',
      'Could not find operation GetUser for version 2011-06-15',
    ],
    [
      'Action=GetCallerIdentity',
      'Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED',
    ],
    [
      'Action=%3Cb%3E%00&Version=__proto__',
      'Could not find operation &lt;b&gt;\uFFFD for version __proto__',
    ],
  ])('one that does not exist, %s, is named in the refusal', async (body, message) => {
    expect(await send(await signedByDana({ body }))).toMatchObject({
      status: 400,
      code: 'InvalidAction',
      message,
    });
  });

  test('a call without one is told so', async () => {
    expect(await send(await signedByDana({ body: '' }))).toMatchObject({
      status: 400,
      code: 'MissingAction',
    });
  });
});
