import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import type { Aws, SessionCredentials } from '#main/aws/aws.ts';
import { createLatchkey } from '#main/compose.ts';
import { findPlaces } from '#main/platform/home.ts';
import { secretOf } from '#shared/secret.ts';
import { HOUR_MS, SECOND_MS } from '#shared/time.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createFakeIam } from '#test/fakes/fake-iam.ts';
import { untilQuiet } from '#test/fixtures/day/until-quiet.ts';

/** Lets so many sessions be renewed for a day, and prints what is kept after four hours and at the end. */
const live = Number(process.argv[2]);
const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
const clock = createFakeClock();
let given = 0;

/** As long as real ones, and nothing of them is kept here. */
async function give(durationSeconds: number): Promise<SessionCredentials> {
  const number = String((given += 1)).padStart(6, '0');
  return {
    accessKeyId: `ASIAMADEUP${number}AAAA`,
    secretAccessKey: secretOf(`made/up/${number.padStart(32, 'x')}`),
    sessionToken: secretOf(`made/up/${number.padStart(800, 'x')}`),
    expiresAtMs: clock.now() + durationSeconds * SECOND_MS,
  };
}
const aws: Aws = {
  ...createFakeIam(clock),
  getCallerIdentity: async () => ({
    accountId: '111122223333',
    arn: 'arn:aws:iam::111122223333:user/kim',
  }),
  getSessionToken: (_endpoint, _credentials, { durationSeconds }) => give(durationSeconds),
  getFederationToken: (_endpoint, _credentials, { durationSeconds }) => give(durationSeconds),
  assumeRole: (_endpoint, _credentials, { durationSeconds }) => give(durationSeconds),
};

const latchkey = await createLatchkey(
  {
    places: findPlaces({ HOME: home, LATCHKEY_HOME: path.join(home, 'latchkey') }),
    environment: { LATCHKEY_VAULT: 'file', LATCHKEY_PASSPHRASE: 'correct horse battery' },
    clock,
    surface: 'browser',
    version: '0.0.0',
    practice: false,
    clipboard: null,
    openPractice: async () => null,
  },
  () => aws,
);
const client = createInProcessClient(latchkey);
await client.identities.add({
  name: 'kim',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'made-up-made-up-made-up-made-up-made-up0',
});
for (let role = 0; role < live; role++) {
  const name = `role-${role}`;
  const roleArn = `arn:aws:iam::222233334444:role/${name}`;
  await client.roles.add({ name, roleArn, source: 'kim', mfa: 'none' });
  await client.targets.switch({ target: name });
}
await pass(4 * HOUR_MS);
const earlyBytes = kept();
await pass(20 * HOUR_MS);
const lateBytes = kept();
console.log(JSON.stringify({ earlyBytes, lateBytes, renewals: given - live }));
await latchkey.close({ withdraw: false });
await rm(home, { recursive: true });

async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 5 * SECOND_MS) {
    await clock.advance(5 * SECOND_MS);
    await untilQuiet();
  }
}

function kept(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
