import { describe, expect, it } from 'vitest';
import { mayBeDone } from '#main/aws/may-be-done.ts';
import { wordsOf } from '#shared/words/errors.ts';
import {
  acknowledgementOf,
  anAws,
  anEndpoint,
  errorReply,
  failureOf,
  KEY,
  type LocalReply,
  resultOf,
  startLocalAws,
} from './local-aws.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/latchkey/alice';
const DEVICE = { userName: 'alice', serial: SERIAL };
const CODES = { code1: '123456', code2: '654321' };
const SEED = 'ABCDEFGH'.repeat(8);
const BROKEN = errorReply('ServiceFailure', 'sorry', 500);

const created = (seed: string) =>
  resultOf(
    'CreateVirtualMFADevice',
    `<VirtualMFADevice><SerialNumber>${SERIAL}</SerialNumber><Base32StringSeed>${Buffer.from(seed).toString('base64')}</Base32StringSeed><QRCodePNG>iVBORw0KGgo=</QRCodePNG></VirtualMFADevice>`,
  );

describe('making a virtual MFA device', () => {
  const make = (url: string) =>
    anAws().createVirtualMfaDevice(anEndpoint(url), KEY, { name: 'alice', path: '/latchkey/' });

  it('tells its serial and its seed, which is hidden', async () => {
    const server = await startLocalAws(() => ({ body: created(SEED) }));
    const device = await make(server.url);
    expect(device.serial).toBe(SERIAL);
    expect(device.seed.reveal()).toBe(SEED);
    expect(JSON.stringify(device)).not.toContain(SEED);
    expect(parametersOf(server.requests[0]?.body)).toMatchObject({
      VirtualMFADeviceName: 'alice',
      Path: '/latchkey/',
    });
  });

  it.each<[string, LocalReply]>([
    ['AWS failed in the middle', BROKEN],
    ['the seed is not base32', { body: created('not base32, but some text') }],
    ['the seed is missing', { body: created('') }],
  ])('is asked for once, and nobody knows whether there is one, when %s', async (_, reply) => {
    const server = await startLocalAws(() => reply);
    expect(await failureOf(make(server.url))).toEqual({
      code: 'aws/outcome-unknown',
      facts: { action: 'iam:CreateVirtualMFADevice' },
    });
    expect(server.requests).toHaveLength(1);
  });

  it('says of a name that is taken what may have it', async () => {
    const server = await startLocalAws(() => errorReply('EntityAlreadyExists', 'x', 409));
    const failure = await failureOf(make(server.url));
    expect(failure).toEqual({
      code: 'aws/exists-already',
      facts: { thing: 'mfa-device', name: 'alice' },
    });
    const words = wordsOf(failure as Parameters<typeof wordsOf>[0]);
    expect(words.explanation).toContain('a set-up that was broken off');
  });
});

describe.each(['EnableMFADevice', 'ResyncMFADevice'] as const)('%s', (action) => {
  const send = (url: string) => {
    const aws = anAws();
    const request = { ...DEVICE, ...CODES };
    return action === 'EnableMFADevice'
      ? aws.enableMfaDevice(anEndpoint(url), KEY, request)
      : aws.resyncMfaDevice(anEndpoint(url), KEY, request);
  };

  it('sends both codes for the device of the user', async () => {
    const server = await startLocalAws(() => ({ body: acknowledgementOf(action) }));
    await send(server.url);
    expect(parametersOf(server.requests[0]?.body)).toEqual({
      Action: action,
      Version: '2010-05-08',
      UserName: 'alice',
      SerialNumber: SERIAL,
      AuthenticationCode1: '123456',
      AuthenticationCode2: '654321',
    });
  });

  it.each<[string, LocalReply, string, boolean]>([
    [
      'InvalidAuthenticationCode',
      errorReply('InvalidAuthenticationCode', 'x', 403),
      'mfa/codes-refused',
      false,
    ],
    [
      'EntityTemporarilyUnmodifiable',
      errorReply('EntityTemporarilyUnmodifiable', 'x', 409),
      'aws/unmodifiable-yet',
      false,
    ],
    [
      'ConcurrentModification',
      errorReply('ConcurrentModification', 'x', 409),
      'aws/changed-meanwhile',
      false,
    ],
    ['LimitExceeded', errorReply('LimitExceeded', 'x', 409), 'aws/limit-reached', false],
    ['Throttling', errorReply('Throttling', 'x', 400), 'aws/throttled', false],
    ['ServiceFailure', BROKEN, 'aws/outcome-unknown', true],
    [
      'half an answer',
      { body: acknowledgementOf(action).slice(0, 120) },
      'aws/outcome-unknown',
      true,
    ],
    [
      'another call’s answer',
      { body: acknowledgementOf('DeleteAccessKey') },
      'aws/outcome-unknown',
      true,
    ],
  ])('sends the codes once when the answer is %s', async (_, reply, expected, inDoubt) => {
    const server = await startLocalAws(() => reply);
    const error: unknown = await send(server.url).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: expected });
    expect(mayBeDone(error)).toBe(inDoubt);
    expect(JSON.stringify((error as { facts: unknown }).facts)).not.toContain('123456');
    expect(server.requests).toHaveLength(1);
  });
});

describe('removing an MFA device', () => {
  const gone = errorReply('NoSuchEntity', 'MFA Device invalid for user.', 404);

  it('is deactivated and deleted again after a lost answer, and gone by then is well', async () => {
    const server = await startLocalAws((number) => (number % 2 === 1 ? BROKEN : gone));
    await anAws().deactivateMfaDevice(anEndpoint(server.url), KEY, DEVICE);
    await anAws().deleteVirtualMfaDevice(anEndpoint(server.url), KEY, SERIAL);
    expect(server.requests.map(({ body }) => parametersOf(body)['Action'])).toEqual([
      'DeactivateMFADevice',
      'DeactivateMFADevice',
      'DeleteVirtualMFADevice',
      'DeleteVirtualMFADevice',
    ]);
    expect(parametersOf(server.requests[0]?.body)['UserName']).toBe('alice');
  });

  it('is refused while it is assigned', async () => {
    const server = await startLocalAws(() => errorReply('DeleteConflict', 'x', 409));
    const call = anAws().deleteVirtualMfaDevice(anEndpoint(server.url), KEY, SERIAL);
    expect(await failureOf(call)).toEqual({
      code: 'aws/delete-conflict',
      facts: { thing: 'mfa-device', name: SERIAL },
    });
  });
});

describe('the virtual MFA devices of the account', () => {
  it('are listed whole, with whose they are', async () => {
    const device = (name: string, rest: string) =>
      `<member><SerialNumber>arn:aws:iam::111122223333:mfa/${name}</SerialNumber>${rest}</member>`;
    const alice =
      '<User><Arn>arn:aws:iam::111122223333:user/alice</Arn></User><EnableDate>2026-08-19T09:00:00Z</EnableDate>';
    const server = await startLocalAws((number) => ({
      body: resultOf(
        'ListVirtualMFADevices',
        number === 1
          ? `<VirtualMFADevices>${device('a', alice)}</VirtualMFADevices><IsTruncated>true</IsTruncated><Marker>m</Marker>`
          : `<VirtualMFADevices>${device('b', '')}</VirtualMFADevices><IsTruncated>false</IsTruncated>`,
      ),
    }));
    expect(await anAws().listVirtualMfaDevices(anEndpoint(server.url), KEY, 'Any')).toEqual([
      {
        serial: 'arn:aws:iam::111122223333:mfa/a',
        userArn: 'arn:aws:iam::111122223333:user/alice',
        enabledAtMs: Date.parse('2026-08-19T09:00:00Z'),
      },
      { serial: 'arn:aws:iam::111122223333:mfa/b', userArn: null, enabledAtMs: null },
    ]);
    expect(server.requests.map(({ body }) => parametersOf(body)['AssignmentStatus'])).toEqual([
      'Any',
      'Any',
    ]);
  });
});

function parametersOf(body: string | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}
