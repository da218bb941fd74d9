import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { createLatchkey } from '#main/compose.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import type { AwsFileView } from '#shared/contract/things.ts';
import { createFakeAws } from '#test/fakes/fake-aws.ts';
import { writeWhole } from '#test/fixtures/write-whole.ts';
import { hasAwsCli, startAwsCli } from './aws-cli.ts';

const ROUNDS = 20;
const KINDS = ['credentials', 'config'] as const;
const clock = createSystemClock();

it.skipIf(!hasAwsCli)(
  '20 times aws configure is killed in its write: what it emptied is noticed within 2 s, offered, and put back byte for byte (needs the AWS CLI)',
  async () => {
    const { client, places, cli } = await start();
    const fileOf = { credentials: places.credentialsFile, config: places.configFile };
    const read = async () => ({
      credentials: await readFile(fileOf.credentials, 'utf8'),
      config: await readFile(fileOf.config, 'utf8'),
    });
    const noticedMs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const mine = {
        credentials: `# mine ${round}\r\n[me]\naws_access_key_id = AKIAIOSFODNN7MINE${round}\naws_secret_access_key=m/ine ;`,
        config: `# mine ${round}\n[default]\nregion = us-east-1\n[profile me]\ns3 =\n  a = 1\n`,
      };
      for (const kind of KINDS) await writeWhole(fileOf[kind], mine[kind]);
      await client.targets.switch({ target: 'alice' });
      const victim = KINDS[round % 2]!;
      const seen = watchFor(client, victim);
      const setting = victim === 'config' ? 'region' : 'aws_session_token';
      await cli.killInWrite(['configure', 'set', setting, 'x', '--profile', 'me']);
      const killedMs = performance.now();
      expect((await read())[victim]).toBe('');
      const restorable = await seen;
      noticedMs.push(performance.now() - killedMs);
      await client.profiles.undo({ backup: restorable.backup, insist: true });
      expect([round, await read()]).toEqual([round, mine]);
      await client.targets.stopAll({});
    }
    // The middle one: a machine with other work to do may stand still for a while.
    expect(noticedMs.toSorted((a, b) => a - b)[ROUNDS / 2]).toBeLessThan(2000);
  },
);

/** Resolves when Latchkey of itself offers to restore the file. */
async function watchFor(
  client: ReturnType<typeof createInProcessClient>,
  kind: AwsFileView['kind'],
): Promise<NonNullable<AwsFileView['restorable']>> {
  for await (const { awsFiles } of await client.events({})) {
    const found = awsFiles?.find((file) => file.kind === kind)?.restorable;
    if (found) return found;
  }
  throw new Error('no more events');
}

/** The whole of Latchkey as a window has it, over an AWS in memory, with one identity. */
async function start() {
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-emptied-'));
  const environment = {
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'latchkey'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'correct horse battery',
  };
  await mkdir(path.join(home, '.aws'), { mode: 0o700 });
  const places = findPlaces(environment);
  const latchkey = await createLatchkey(
    {
      places,
      environment,
      clock,
      surface: 'browser',
      version: '0.0.0',
      practice: false,
      clipboard: null,
      openPractice: async () => null,
    },
    () => createFakeAws(clock),
  );
  const cli = startAwsCli(places);
  onTestFinished(async () => {
    cli.close();
    await latchkey.close({ withdraw: false });
    await rm(home, { recursive: true, force: true });
  });
  const client = createInProcessClient(latchkey);
  await client.identities.add({
    name: 'alice',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  });
  return { client, places, cli };
}
