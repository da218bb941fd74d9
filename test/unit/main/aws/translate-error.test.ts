import { describe, expect, it } from 'vitest';
import type { CallFacts, ReplyFacts } from '#main/aws/call-facts.ts';
import { ExchangeFault } from '#main/aws/exchange.ts';
import { translateError } from '#main/aws/translate-error.ts';
import { AppError } from '#shared/errors.ts';

const URL = 'https://sts.eu-west-1.amazonaws.com';
const CALL: CallFacts = {
  service: 'sts',
  action: 'GetSessionToken',
  url: URL,
  region: 'eu-west-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  isSession: false,
  mfaSerial: null,
  durationSeconds: 3600,
  role: null,
  subject: null,
  userName: null,
};
const NO_REPLY = { reply: null, skewMs: null };

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('translateError', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'name-not-found'],
    ['EAI_AGAIN', 'name-not-found'],
    ['ETIMEDOUT', 'timed-out'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['EHOSTUNREACH', 'no-route'],
    ['ENETUNREACH', 'no-route'],
    ['EMFILE', 'no-route'],
  ])('takes %s before the request for %s, and the code it carried for unspent', (code, reason) => {
    const error = translateError(
      new ExchangeFault('failed', false, systemError(code)),
      CALL,
      NO_REPLY,
    );
    expect(error).toMatchObject({
      code: 'aws/unreachable',
      facts: { url: URL, reason, sent: false },
    });
  });

  it.each([
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['ETIMEDOUT', 'timed-out'],
    ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'reset'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'reset'],
  ])('takes %s after the request for %s, and the code it carried for spent', (code, reason) => {
    const error = translateError(
      new ExchangeFault('failed', true, systemError(code)),
      CALL,
      NO_REPLY,
    );
    expect(error).toMatchObject({ code: 'aws/unreachable', facts: { reason, sent: true } });
  });

  it.each([true, false])('says of our own time limit whether the request was sent: %s', (sent) => {
    const error = translateError(new ExchangeFault('timed-out', sent), CALL, NO_REPLY);
    expect(error).toMatchObject({ code: 'aws/unreachable', facts: { reason: 'timed-out', sent } });
  });

  it('looks into the failures of several addresses', () => {
    const cause = new AggregateError([systemError('ECONNREFUSED'), systemError('ENETUNREACH')]);
    const error = translateError(new ExchangeFault('failed', false, cause), CALL, NO_REPLY);
    expect(error).toMatchObject({ code: 'aws/unreachable', facts: { reason: 'refused' } });
  });

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /signed by itself/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /not known/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /not known/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /not known/],
    ['CERT_HAS_EXPIRED', /expired/],
    ['CERT_NOT_YET_VALID', /not valid yet/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another host name/],
    ['CERT_SIGNATURE_FAILURE', /CERT_SIGNATURE_FAILURE/],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', /ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE/],
    ['EPROTO', /EPROTO/],
  ])('takes %s for a connection that is not trusted', (code, reason) => {
    const error = translateError(
      new ExchangeFault('failed', false, systemError(code)),
      CALL,
      NO_REPLY,
    );
    expect(error).toMatchObject({
      code: 'aws/tls',
      facts: { url: URL, reason: expect.stringMatching(reason) as string },
    });
  });

  it.each([
    new ExchangeFault('failed', true, systemError('HPE_INVALID_CONSTANT')),
    new ExchangeFault('failed', false, systemError('ERR_SSL_WRONG_VERSION_NUMBER')),
    new ExchangeFault('too-large', true),
    new ExchangeFault('other-protocol', true),
  ])('takes what no server of AWS does for another server: %s', (fault) => {
    expect(translateError(fault, CALL, NO_REPLY)).toMatchObject({
      code: 'aws/not-aws',
      facts: { url: URL, status: 0, contentType: '' },
    });
  });

  it('says of a reply that cannot be read what came', () => {
    const reply: ReplyFacts = {
      status: 200,
      contentType: 'text/xml',
      requestId: '',
      date: undefined,
      isAws: true,
    };
    expect(translateError(new SyntaxError('bad'), CALL, { reply, skewMs: null })).toMatchObject({
      code: 'aws/not-aws',
      facts: { url: URL, status: 200, contentType: 'text/xml' },
    });
  });

  it('leaves our own errors as they are', () => {
    const error = new AppError('vault/locked', { backend: 'file' });
    expect(translateError(error, CALL, NO_REPLY)).toBe(error);
  });

  it('leaves what nobody foresaw as it is', () => {
    const error = new TypeError('a bug');
    expect(translateError(error, CALL, NO_REPLY)).toBe(error);
  });
});
