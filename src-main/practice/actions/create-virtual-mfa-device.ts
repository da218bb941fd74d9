import type { Action } from '../action.ts';
import { mfaArn } from '../arns.ts';
import { authorizeIam } from '../authorize.ts';
import { entityAlreadyExists } from '../aws-error.ts';
import { readParameters } from '../parameters.ts';
import { namesOf } from '../principal.ts';
import { qrPng } from '../qr-png.ts';
import { randomLetters } from '../random-values.ts';

/** As long as AWS makes them. */
const SEED_LETTERS = 64;

/** A device of nobody yet. Its seed is in this reply alone, and its name is taken until it is deleted. */
export const createVirtualMfaDevice: Action = {
  name: 'CreateVirtualMFADevice',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const name = read.requiredText('VirtualMFADeviceName', {
      min: 1,
      max: 226,
      pattern: String.raw`[\w+=,.@-]+`,
    });
    const pattern = String.raw`(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`;
    const path = read.text('Path', { min: 1, max: 512, pattern }) ?? '/';
    read.check();
    const { world, caller } = call;
    const { accountId } = namesOf(caller.principal);
    const serial = mfaArn(accountId, path, name);
    authorizeIam(call, {
      action: 'iam:CreateVirtualMFADevice',
      resource: serial,
      shownAs: serial,
    });
    if (world.mfaDevices.has(serial))
      throw entityAlreadyExists('MFADevice entity at the same path and name already exists.');
    const seed = randomLetters(SEED_LETTERS);
    const device = { serial, accountId, seed, owner: null, enabledAtMs: null };
    world.mfaDevices.set(serial, { ...device, driftSteps: 0, lastUsedStep: 0 });
    const account = world.accounts.get(accountId)?.alias ?? accountId;
    return {
      VirtualMFADevice: {
        SerialNumber: serial,
        Base32StringSeed: Buffer.from(seed).toString('base64'),
        // The model writes it so, without anything escaped.
        QRCodePNG: qrPng(`otpauth://totp/${name}@${account}?secret=${seed}`).toString('base64'),
      },
    };
  },
};
