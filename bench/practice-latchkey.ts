import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Aws } from '#main/aws/aws.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { createLatchkey, type Latchkey } from '#main/compose.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces, type Environment, type Places } from '#main/platform/home.ts';
import type { PracticeRole, PracticeUser } from '#main/practice/practice-account.ts';
import { openStateStore } from '#main/state/state-store.ts';
import type { RoleSeed } from './many-roles.ts';

/** The practice account in a process of its own: its work is not to be done in ours. */
export interface Practice {
  readonly url: string;
  readonly user: PracticeUser;
  readonly role: PracticeRole;
  close(): void;
}

export async function startPractice(): Promise<Practice> {
  const cli = path.resolve(import.meta.dirname, '../src-main/cli.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', cli, 'practice', '--endpoint-only', '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text);
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error('The practice account did not start.')));
  });
  const { url, users, roles } = JSON.parse(line) as {
    url: string;
    users: readonly PracticeUser[];
    roles: readonly PracticeRole[];
  };
  // Without MFA: a code every 30 seconds would be all that is measured.
  return {
    url,
    user: users.find(({ userName }) => userName === 'kim')!,
    role: roles.find(({ name }) => name === 'acme-dev-developer')!,
    close: () => void child.kill(),
  };
}

/** A whole Latchkey with the file vault in a home of its own, and a clock for its calls of AWS. */
export interface TimedLatchkey {
  /** Switches, by way of the contract, with a new session of AWS; ms beyond the call of STS. */
  switchTo(role: number, durationSeconds: number): Promise<number>;
  /** Lets it do what it does after a switch that nobody waits for: looking at the files it has written. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/** Longer than the watch of the files takes to notice a write and to look. */
const REST_MS = 150;

export async function openTimedLatchkey(
  home: string,
  practice: Practice,
  roles: number,
): Promise<TimedLatchkey> {
  await setUpLatchkey(home, practice, roles);
  let awsMs = 0;
  const latchkey = await open(home, (parts) => timed(createAws(parts), (ms) => (awsMs += ms)));
  const client = createInProcessClient(latchkey);
  return {
    async switchTo(role, durationSeconds) {
      awsMs = 0;
      const start = performance.now();
      const outcome = await client.targets.switch({ target: roleName(role), durationSeconds });
      const ms = performance.now() - start;
      if (outcome.kind !== 'started' || outcome.reused || awsMs === 0)
        throw new Error('This was no switch with a new session.');
      return ms - awsMs;
    },
    rest: () => delay(REST_MS),
    close: () => latchkey.close({ withdraw: false }),
  };
}

export const roleName = (index: number) => `role-${index}`;

/** The identity by the usual way; the roles straight into the state, since adding each takes a write. */
export async function setUpLatchkey(
  home: string,
  { url, user, role }: Practice,
  /** How many of the practice account's role, or which. */
  roles: number | readonly RoleSeed[],
  environment: Environment = ENVIRONMENT,
): Promise<void> {
  const latchkey = await open(home, createAws, environment);
  const client = createInProcessClient(latchkey);
  await client.endpoints.add({
    name: 'practice',
    partition: 'aws',
    region: 'eu-west-1',
    stsUrl: url,
    iamUrl: url,
    writesEndpointUrl: true,
  });
  await client.identities.add({
    name: 'kim',
    endpoint: 'practice',
    accessKeyId: user.accessKeyId,
    secretAccessKey: user.secretAccessKey,
  });
  await client.roles.add({ name: roleName(0), roleArn: role.roleArn, source: 'kim', mfa: 'none' });
  await latchkey.close({ withdraw: false });
  const { stateFile, lockFolder } = placesOf(home);
  const store = await openStateStore({ stateFile, lockFolder, clock: createSystemClock() });
  await store.update((state) => ({
    ...state,
    roles: (typeof roles === 'number' ? copies(roles, role) : roles).map((seed) => ({
      ...state.roles[0]!,
      ...seed,
      profile: seed.name,
    })),
  }));
}

function copies(count: number, { roleArn }: PracticeRole): readonly RoleSeed[] {
  return Array.from({ length: count }, (_, index) => ({ name: roleName(index), roleArn }));
}

export function placesOf(home: string): Places {
  return findPlaces(homeVariables(home));
}

export function homeVariables(home: string) {
  return { HOME: home, LATCHKEY_HOME: path.join(home, 'latchkey') };
}

/** For a vault that opens by itself. */
export const ENVIRONMENT = {
  LATCHKEY_VAULT: 'file',
  LATCHKEY_PASSPHRASE: 'correct horse battery',
} as const;

function open(
  home: string,
  makeAws: typeof createAws,
  environment: Environment = ENVIRONMENT,
): Promise<Latchkey> {
  return createLatchkey(
    {
      places: placesOf(home),
      environment,
      clock: createSystemClock(),
      // One that stays: who is in a hurry has it open.
      surface: 'browser',
      version: '0.0.0',
      practice: false,
      clipboard: null,
      openPractice: async () => null,
    },
    makeAws,
  );
}

/** Tells how long each AssumeRole took. */
function timed(aws: Aws, tell: (ms: number) => void): Aws {
  return {
    ...aws,
    async assumeRole(...request) {
      const start = performance.now();
      const credentials = await aws.assumeRole(...request);
      tell(performance.now() - start);
      return credentials;
    },
  };
}
