import {
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
  ResyncMFADeviceCommand,
  type AssignmentStatusType,
} from '@aws-sdk/client-iam';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { generateSync } from 'otplib';
import { decodeQR } from 'qr/decode.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  openPracticeClients,
  refusalOf,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';
import { pixelsOf } from '#test/fixtures/png-pixels.ts';

const STEP_MS = 30_000;
const WRONG_CODES = {
  code: 'InvalidAuthenticationCode',
  status: 403,
  message: 'Authentication code for device is not valid.',
};

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients();
});
afterEach(() => practice.close());

const iamOf = (userName: string) => practice.iam(practice.user(userName));

interface Made {
  readonly serial: string;
  readonly seed: string;
  readonly png: Buffer;
}

async function makeDevice(name: string, userName = 'kim'): Promise<Made> {
  const { VirtualMFADevice: device } = await iamOf(userName).send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }),
  );
  return {
    serial: device?.SerialNumber ?? '',
    seed: Buffer.from(device?.Base32StringSeed ?? []).toString(),
    png: Buffer.from(device?.QRCodePNG ?? []),
  };
}

/** What the device shows `steps` after this moment's code; a device's clock may be off by whole steps. */
function shown({ seed }: Pick<Made, 'seed'>, steps: number): string {
  const epoch = Math.floor((practice.clock.now() + steps * STEP_MS) / 1000);
  return generateSync({ secret: seed, epoch });
}

function pair(device: Made, firstStep: number) {
  return {
    SerialNumber: device.serial,
    AuthenticationCode1: shown(device, firstStep),
    AuthenticationCode2: shown(device, firstStep + 1),
  };
}

const enable = (device: Made, firstStep = -1, userName = 'kim') =>
  iamOf(userName).send(
    new EnableMFADeviceCommand({ UserName: userName, ...pair(device, firstStep) }),
  );
const resync = (device: Made, firstStep: number) =>
  iamOf('kim').send(new ResyncMFADeviceCommand({ UserName: 'kim', ...pair(device, firstStep) }));
const deactivate = (serial: string, userName = 'kim') =>
  iamOf(userName).send(
    new DeactivateMFADeviceCommand({ UserName: userName, SerialNumber: serial }),
  );
const remove = (serial: string) =>
  iamOf('kim').send(new DeleteVirtualMFADeviceCommand({ SerialNumber: serial }));
const signIn = (device: Made, steps = 0) =>
  practice
    .sts(practice.user('kim'))
    .send(
      new GetSessionTokenCommand({ SerialNumber: device.serial, TokenCode: shown(device, steps) }),
    );
const serialsOf = async (userName: string) => {
  const reply = await iamOf(userName).send(new ListMFADevicesCommand());
  return (reply.MFADevices ?? []).map(({ SerialNumber }) => SerialNumber);
};

/** As a camera sees it. */
function readQr(png: Buffer): string {
  const { width, height, isBlack } = pixelsOf(png);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1)
    if (isBlack(at % width, Math.floor(at / width))) data.fill(0, at * 4, at * 4 + 3);
  return decodeQR({ width, height, data });
}

describe('CreateVirtualMFADevice', () => {
  test('gives the seed as text and as a QR code of what the model says', async () => {
    const { serial, seed, png } = await makeDevice('phone');
    expect(serial).toBe('arn:aws:iam::111122223333:mfa/phone');
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    expect(readQr(png)).toBe(`otpauth://totp/phone@acme-main?secret=${seed}`);
  });

  test('a device that an aborted set-up left blocks its name until it is deleted', async () => {
    const { serial } = await makeDevice('phone');
    expect(await refusalOf(makeDevice('phone'))).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'MFADevice entity at the same path and name already exists.',
    });
    await remove(serial);
    expect((await makeDevice('phone')).serial).toBe(serial);
  });
});

describe('EnableMFADevice', () => {
  test('takes two codes that follow each other, and STS takes the next one', async () => {
    const device = await makeDevice('kim');
    await enable(device);
    expect(await serialsOf('kim')).toEqual([device.serial]);
    practice.nextStep();
    expect((await signIn(device)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });

  test('spends both codes, also for STS', async () => {
    const device = await makeDevice('kim');
    await enable(device);
    for (const steps of [-1, 0])
      expect((await refusalOf(signIn(device, steps))).message).toContain('invalid MFA');
  });

  test('a code that STS took is spent for a resync too', async () => {
    const device = await makeDevice('kim');
    await enable(device);
    practice.nextStep();
    await signIn(device);
    practice.nextStep();
    expect(await refusalOf(resync(device, -1))).toEqual(WRONG_CODES);
    practice.nextStep();
    await resync(device, -1);
  });

  test.each([
    ['the same twice', (device: Made) => [shown(device, 0), shown(device, 0)]],
    ['the wrong way round', (device: Made) => [shown(device, 0), shown(device, -1)]],
    ['one left out', (device: Made) => [shown(device, -2), shown(device, 0)]],
    ['of an hour ago', (device: Made) => [shown(device, -120), shown(device, -119)]],
  ])('two codes that are no pair are refused: %s', async (_, codes) => {
    const device = await makeDevice('kim');
    const [AuthenticationCode1, AuthenticationCode2] = codes(device);
    const SerialNumber = device.serial;
    const call = iamOf('kim').send(
      new EnableMFADeviceCommand({
        UserName: 'kim',
        SerialNumber,
        AuthenticationCode1,
        AuthenticationCode2,
      }),
    );
    expect(await refusalOf(call)).toEqual(WRONG_CODES);
    expect(await serialsOf('kim')).toEqual([]);
  });

  test('codes sent too late leave the device assigned and out of sync, until it is synchronised', async () => {
    const device = await makeDevice('kim');
    await enable(device, -7);
    expect(await serialsOf('kim')).toEqual([device.serial]);
    practice.nextStep();
    expect((await refusalOf(signIn(device))).message).toContain('invalid MFA');
    practice.nextStep();
    await resync(device, -1);
    practice.nextStep();
    expect((await signIn(device)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });

  test('a device whose clock is off is taken as it is', async () => {
    const device = await makeDevice('kim');
    await enable(device, 5);
    practice.nextStep();
    expect((await refusalOf(signIn(device))).message).toContain('invalid MFA');
    expect((await signIn(device, 6)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });

  test('a device in use is not assigned twice, and one that does not exist not at all', async () => {
    const device = await makeDevice('kim');
    await enable(device);
    practice.clock.jump(2 * STEP_MS);
    expect(await refusalOf(enable(device))).toMatchObject({
      code: 'EntityAlreadyExists',
      status: 409,
    });
    const serial = 'arn:aws:iam::111122223333:mfa/nobody';
    expect(await refusalOf(enable({ ...device, serial }))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `VirtualMFADevice with serial number ${serial} doesn't exist.`,
    });
  });

  test('a user has eight devices at most', async () => {
    for (let n = 1; n <= 8; n += 1) await enable(await makeDevice(`kim-${n}`));
    expect(await serialsOf('kim')).toHaveLength(8);
    expect(await refusalOf(enable(await makeDevice('kim-9')))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for MFADevicesPerUser: 8',
    });
  });

  test('a lost reply leaves the device enabled', async () => {
    const device = await makeDevice('kim');
    const kind = { type: 'drop-reply' } as const;
    practice.account.addFault({ action: 'EnableMFADevice', times: 1, kind });
    expect((await refusalOf(enable(device))).status).toBeUndefined();
    expect(await serialsOf('kim')).toEqual([device.serial]);
  });

  test('a user that cannot be changed just now is a fault to set', async () => {
    const device = await makeDevice('kim');
    const kind = { type: 'refuse', status: 409, code: 'EntityTemporarilyUnmodifiable' } as const;
    practice.account.addFault({ action: 'EnableMFADevice', times: 1, kind });
    expect(await refusalOf(enable(device))).toMatchObject({ code: kind.code, status: 409 });
    await enable(device);
  });
});

describe('taking a device away', () => {
  test('it is deactivated first and deleted then', async () => {
    const { mfaSerial } = practice.user('dana');
    const serial = mfaSerial ?? '';
    expect(await refusalOf(remove(serial))).toEqual({
      code: 'DeleteConflict',
      status: 409,
      message: 'MFA VirtualDevice in use. Must deactivate first.',
    });
    await deactivate(serial, 'dana');
    expect(await serialsOf('dana')).toEqual([]);
    expect((await refusalOf(practice.sessionOf('dana', 'with MFA'))).code).toBe('AccessDenied');
    await remove(serial);
    expect(await refusalOf(remove(serial))).toMatchObject({ code: 'NoSuchEntity', status: 404 });
  });

  test('a deactivated device keeps its seed, and its spent codes', async () => {
    const device = await makeDevice('kim');
    await enable(device);
    await deactivate(device.serial);
    expect(await refusalOf(enable(device))).toEqual(WRONG_CODES);
    practice.clock.jump(2 * STEP_MS);
    await enable(device);
    expect(await serialsOf('kim')).toEqual([device.serial]);
  });

  test("somebody else's device is not found", async () => {
    const serial = practice.user('dana').mfaSerial ?? '';
    expect(await refusalOf(deactivate(serial))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'MFA Device invalid for user.',
    });
  });
});

describe('ListVirtualMFADevices', () => {
  const namesOf = async (AssignmentStatus?: AssignmentStatusType) => {
    const reply = await iamOf('kim').send(
      new ListVirtualMFADevicesCommand(AssignmentStatus === undefined ? {} : { AssignmentStatus }),
    );
    return (reply.VirtualMFADevices ?? []).map(({ SerialNumber, User }) => [
      SerialNumber?.split('/').at(-1),
      User?.UserName,
    ]);
  };

  test('tells apart what is assigned and what is not', async () => {
    await makeDevice('left-over');
    const [assigned, unassigned, any] = [
      await namesOf('Assigned'),
      await namesOf('Unassigned'),
      await namesOf('Any'),
    ];
    expect(unassigned).toEqual([['left-over', undefined]]);
    expect(assigned).toContainEqual(['dana', 'dana']);
    expect(any).toEqual([...assigned, ...unassigned]);
    expect(await namesOf()).toEqual(any);
  });

  test('never tells a seed', async () => {
    await makeDevice('left-over');
    const reply = await iamOf('kim').send(new ListVirtualMFADevicesCommand());
    for (const device of reply.VirtualMFADevices ?? [])
      expect([device.Base32StringSeed, device.QRCodePNG]).toEqual([undefined, undefined]);
  });

  test('a word that is no assignment status is refused', async () => {
    expect(await refusalOf(namesOf('Some' as 'Any'))).toMatchObject({
      code: 'ValidationError',
      status: 400,
    });
  });
});
