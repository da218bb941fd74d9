/** A process that sends codes through the guard, for tests with several of them; time runs 60 times as fast. */
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createMfaGuard } from '#main/mfa/mfa-guard.ts';
import type { Clock } from '#main/platform/clock.ts';
import { secretOf } from '#shared/secret.ts';

const SPEED = 60;
const [, , home = '', count = '1', mode = 'answer', startedAt = '0'] = process.argv;

const clock: Clock = {
  now: () => 1_800_000_000_000 + (Date.now() - Number(startedAt)) * SPEED,
  monotonic: () => performance.now() * SPEED,
  sleep: (ms) => delay(ms / SPEED),
};

const guard = createMfaGuard({
  folder: `${home}/mfa`,
  lockFolder: `${home}/locks`,
  clock,
  awsNow: () => clock.now(),
});
const device = { serial: 'a-device-of-ours', seed: secretOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ') };

for (let sent = 0; sent < Number(count); sent += 1) {
  await guard.withCode(device, async (code) => {
    appendFileSync(`${home}/sent`, `${code}\n`);
    // Long enough to be killed in; the guard must hold the device all the while.
    if (mode === 'hang') await delay(60_000);
    await delay(20);
  });
}
