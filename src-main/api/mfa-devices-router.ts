import { implement } from '@orpc/server';
import { mfaDevicesContract, seedQrContract } from '#shared/contract/mfa-devices.ts';
import { AppError } from '#shared/errors.ts';
import { seedQr } from '../mfa/seed-qr.ts';
import type { Core } from './core.ts';

/** Of `contract.mfaDevices`. */
export function createMfaDevicesRouter({ mfaDevices, enrolments }: Core) {
  const os = implement(mfaDevicesContract);
  return {
    list: os.list.handler(async ({ input }) => ({
      devices: await mfaDevices.list(input.identity),
    })),
    enrol: os.enrol.handler(({ input: { identity, ...options } }) =>
      enrolments.enrol(identity, options),
    ),
    cancelEnrolment: os.cancelEnrolment.handler(({ input: { identity, ...options } }) =>
      enrolments.cancel(identity, options),
    ),
    resync: os.resync.handler(async ({ input }) => {
      await mfaDevices.resync(input.identity);
      return {};
    }),
    remove: os.remove.handler(({ input: { identity, ...options } }) =>
      mfaDevices.remove(identity, options),
    ),
  };
}

/** For windows, and for a command that has opened the vault itself (docs/decisions/0009). */
export function createSeedQrRouter(core: Core) {
  const os = implement(seedQrContract);
  return os.router({
    mfaSeedQr: os.mfaSeedQr.handler(async ({ input }) => {
      const { kind, state } = core.vault.view();
      // A guarded vault is open for what runs, and for nobody's eyes.
      if (state === 'locked' && kind !== null)
        throw new AppError('vault/locked', { backend: kind });
      core.lastUse.note();
      return { rows: await seedQr(core, input.identity) };
    }),
  });
}

/** For the socket: whoever asks there is a program, and what it shows nobody sees. */
export function createClosedSeedQrRouter() {
  const os = implement(seedQrContract);
  return os.router({
    mfaSeedQr: os.mfaSeedQr.handler(() => {
      throw new AppError('mfa/qr-only-in-window', {});
    }),
  });
}
