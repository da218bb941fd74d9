import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Aws } from '#main/aws/aws.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import {
  anAws,
  anEndpoint,
  CALLER_REPLY,
  credentialsReply,
  failureOf,
  KEY,
  type LocalReply,
  startLocalAws,
} from './local-aws.ts';

const MFA = { serial: 'arn:aws:iam::111122223333:mfa/alice', code: '123456' };
const signIn = (aws: Aws, endpoint: Endpoint) =>
  aws.getSessionToken(endpoint, KEY, { durationSeconds: 900, mfa: MFA });

describe('credentials that are not whole', () => {
  it.each<[string, Record<string, string | null>]>([
    ['no key id', { AccessKeyId: null }],
    ['an empty key id', { AccessKeyId: '' }],
    ['a key id with a line break', { AccessKeyId: 'ASIA\nEXAMPLE000000000' }],
    ['a key id with an element in it', { AccessKeyId: '<b>ASIAIOSFODNN7EXAMPLE</b>' }],
    ['no secret', { SecretAccessKey: null }],
    ['an empty secret', { SecretAccessKey: '' }],
    [
      'a secret with a section in it',
      { SecretAccessKey: 'x\n[profile admin]\ncredential_process = evil' },
    ],
    ['no token', { SessionToken: null }],
    ['a token with a blank', { SessionToken: 'a b' }],
    ['a token of 64 kB', { SessionToken: 'x'.repeat(65_536) }],
    ['a token that is not ASCII', { SessionToken: 'ü'.repeat(50) }],
    ['no expiration', { Expiration: null }],
    ['an empty expiration', { Expiration: '' }],
    ['an expiration that is no date', { Expiration: 'tomorrow' }],
    ['an expiration that is impossible', { Expiration: '2026-13-45T99:99:99Z' }],
    ['an expiration in the past', { Expiration: '2020-01-01T00:00:00Z' }],
    ['an expiration as a number', { Expiration: 'NaN' }],
    ['an expiration in a hundred years', { Expiration: '2126-01-01T00:00:00Z' }],
    ['nothing', { AccessKeyId: null, SecretAccessKey: null, SessionToken: null, Expiration: null }],
  ])('are refused with %s', async (_, given) => {
    const server = await startLocalAws(() => ({
      body: credentialsReply('GetSessionToken', given),
    }));
    expect(await failureOf(signIn(anAws(), anEndpoint(server.url)))).toMatchObject({
      code: 'aws/not-aws',
      facts: { status: 200 },
    });
  });

  it('may have a token of 16 kB: AWS names no limit', async () => {
    const SessionToken = 'x'.repeat(16_384);
    const server = await startLocalAws(() => ({
      body: credentialsReply('GetSessionToken', { SessionToken }),
    }));
    const session = await signIn(anAws(), anEndpoint(server.url));
    expect((session as { sessionToken: { reveal(): string } }).sessionToken.reveal()).toBe(
      SessionToken,
    );
  });
});

describe('replies that no AWS gives', () => {
  it.each([
    ['another action’s', credentialsReply('AssumeRole')],
    [
      'entities that grow',
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "${'a'.repeat(1000)}"><!ENTITY b "&a;&a;&a;&a;">]><GetSessionTokenResponse>&b;</GetSessionTokenResponse>`,
    ],
    [
      'a file of ours by entity',
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><GetSessionTokenResponse>&a;</GetSessionTokenResponse>',
    ],
    ['elements without an end', '<GetSessionTokenResponse>'.repeat(50)],
    [
      'elements in elements',
      `<GetSessionTokenResponse>${'<a>'.repeat(30_000)}${'</a>'.repeat(30_000)}</GetSessionTokenResponse>`,
    ],
    ['an attribute without an end', '<GetSessionTokenResponse x="'],
    [
      'names of JavaScript',
      '<GetSessionTokenResponse><__proto__><Credentials/></__proto__><constructor/></GetSessionTokenResponse>',
    ],
    [
      'a list of results',
      `<GetSessionTokenResponse>${'<GetSessionTokenResult/>'.repeat(3)}</GetSessionTokenResponse>`,
    ],
    ['an empty element', '<GetSessionTokenResponse/>'],
    ['JSON', '{"Credentials":{}}'],
    ['a NUL', '\u0000'],
  ])('%s', async (_, body) => {
    const server = await startLocalAws(() => ({ body }));
    expect(await failureOf(signIn(anAws(), anEndpoint(server.url)))).toMatchObject({
      code: 'aws/not-aws',
    });
    expect(({} as Record<string, unknown>)['Credentials']).toBeUndefined();
  });

  it.each([
    ['an account that is no number', CALLER_REPLY.replace('<Account>111122223333', '<Account>eve')],
    ['an ARN that is none', CALLER_REPLY.replace('arn:aws:iam::111122223333:user/alice', 'alice')],
    ['an ARN with a line break', CALLER_REPLY.replace('user/alice', 'user/al\nice')],
    ['no ARN', CALLER_REPLY.replace(/<Arn>.*<\/Arn>/, '')],
  ])('a caller with %s', async (_, body) => {
    const server = await startLocalAws(() => ({ body }));
    expect(await failureOf(anAws().getCallerIdentity(anEndpoint(server.url), KEY))).toMatchObject({
      code: 'aws/not-aws',
    });
  });

  it('three hundred of them end in an error of ours or in credentials that are whole', async () => {
    let reply: LocalReply = { body: '' };
    const server = await startLocalAws(() => reply);
    const aws = anAws();
    const endpoint = anEndpoint(server.url);
    await fc.assert(
      fc.asyncProperty(damagedReply(), async (damaged) => {
        reply = damaged;
        const outcome: unknown = await signIn(aws, endpoint).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(AppError);
          expect((outcome as AppError).code).toMatch(/^(aws|mfa)\//);
        } else {
          const session = outcome as Awaited<ReturnType<typeof signIn>>;
          expect(session.accessKeyId).toMatch(/^[A-Z0-9]{16,128}$/);
          expect(session.secretAccessKey.reveal() + session.sessionToken.reveal()).toMatch(
            /^[\x21-\x7e]+$/,
          );
          expect(session.expiresAtMs).toBeGreaterThan(Date.now());
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** A good reply, or an error of AWS, with a piece of it cut out, doubled or replaced, under any status. */
function damagedReply(): fc.Arbitrary<LocalReply> {
  const error =
    '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error><RequestId>x</RequestId></ErrorResponse>';
  const piece = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '<',
      '>',
      '</',
      '&',
      '&#0;',
      '&amp;',
      ']]>',
      '<![CDATA[',
      '<!--',
      '<?',
      '<a>',
      '"',
      '\u0000',
      '<Credentials/>',
    ),
  );
  return fc
    .record({
      body: fc.constantFrom(credentialsReply('GetSessionToken'), error),
      from: fc.nat(800),
      length: fc.nat(200),
      piece,
      status: fc.constantFrom(200, 200, 200, 201, 204, 301, 400, 403, 404, 429, 500, 503),
      type: fc.constantFrom('text/xml', 'application/xml', 'text/html', 'application/json', ''),
    })
    .map(({ body, from, length, piece: put, status, type }) => ({
      status,
      headers: { 'content-type': type },
      body: body.slice(0, from) + put + body.slice(from + length),
    }));
}
