/** A process that has codes printed by a command and sends them through the guard; time runs 20 times as fast. */
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createMfaGuard } from '#main/mfa/mfa-guard.ts';
import { createRunCodeCommand } from '#main/mfa/run-code-command.ts';
import { createSystemClock, type Clock } from '#main/platform/clock.ts';

const SPEED = 20;
const [, , home = '', count = '1', startedAt = '0'] = process.argv;
const epoch = 1_800_000_000_000;

const clock: Clock = {
  now: () => epoch + (Date.now() - Number(startedAt)) * SPEED,
  monotonic: () => performance.now() * SPEED,
  sleep: (ms) => delay(ms / SPEED),
};
const guard = createMfaGuard({
  folder: `${home}/mfa`,
  lockFolder: `${home}/locks`,
  clock,
  awsNow: () => clock.now(),
});
const runCodeCommand = createRunCodeCommand({
  environment: process.env,
  clock: createSystemClock(),
});
/** A device whose codes are the numbers of its steps. */
const script = `
const fs = require('node:fs');
const step = Math.floor((${epoch} + (Date.now() - ${startedAt}) * ${SPEED}) / 30000);
fs.appendFileSync(process.argv[1], 'in\\n');
console.log(String(step % 1000000).padStart(6, '0'));
fs.appendFileSync(process.argv[1], 'out\\n');`;

for (let sent = 0; sent < Number(count); sent += 1) {
  await guard.withPrintedCode(
    { serial: 'a-device-of-ours', program: process.execPath },
    () => runCodeCommand([process.execPath, '-e', script, '--', `${home}/runs`]),
    async (code) => {
      appendFileSync(`${home}/sent`, `${code}\n`);
      await delay(20);
    },
  );
}
