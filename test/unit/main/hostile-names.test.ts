import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { keyOf, parse, type AwsFile } from '#main/aws-files/document.ts';
import { runCommandLine } from '#main/cli/run.ts';
import { createCommandRouter } from '#main/api/routers.ts';
import { createLatchkey, type Latchkey } from '#main/compose.ts';
import { createFileDelivery } from '#main/delivery/file-delivery.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import { startSocketShell, type SocketShell } from '#main/shells/socket/socket-shell.ts';
import { readState } from '#main/state/read-state.ts';
import { printState } from '#main/state/state-document.ts';
import { lastStep } from '#shared/contract/last-step.ts';
import { isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { createFakeAws } from '#test/fakes/fake-aws.ts';
import { createMemoryOwnership } from '#test/fakes/memory-ownership.ts';
import { QUICK_FOLDER } from '#test/fixtures/quick-folder.ts';
import { HOSTILE } from './aws-files/hostile-names.ts';
import { askBotocore, askSmithy, hasBotocore, type Found } from './aws-files/oracles.ts';
import { onlyProfiles, predict } from './aws-files/predict.ts';
import { recordingTerminal } from './cli/recording-terminal.ts';

/**
 * security.md B2: whatever name arrives at a place where its user, an organisation or a file gives one,
 * the AWS files hold no section and no setting that the name did not stand for. `injection.test.ts`
 * has the edits below.
 */
const CONFIG = '[default]\nregion = us-east-1\n\n[profile mine]\noutput = json\n';
const CREDENTIALS = '[mine]\naws_access_key_id = ASIAMINEMINEMINEMINE\naws_secret_access_key = m\n';
const KEY = 'aws_access_key_id = AKIAIOSFODNN7HOSTILE\naws_secret_access_key = h/stile+secret1\n';
const ROLE_ARN = 'arn:aws:iam::222233334444:role/Developer';

const clock = createSystemClock();
let home = '';
let environment: Record<string, string>;
let latchkey: Latchkey;
let socket: SocketShell | null;
let client: ReturnType<typeof createInProcessClient>;
let stateText = '';

const places = () => findPlaces(environment);

beforeAll(async () => {
  home = await mkdtemp(path.join(QUICK_FOLDER, 'latchkey-hostile-'));
  environment = {
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'latchkey'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'correct horse battery',
  };
  await mkdir(path.join(home, '.aws'), { mode: 0o700 });
  latchkey = await createLatchkey(
    {
      places: places(),
      environment,
      clock,
      surface: 'browser',
      version: '0.0.0',
      practice: false,
      clipboard: null,
      openPractice: async () => null,
      scryptCost: CHEAP_SCRYPT,
    },
    () => createFakeAws(clock),
  );
  client = createInProcessClient(latchkey);
  socket = await startSocketShell({
    loadRouter: async () => createCommandRouter(latchkey.core),
    credentialProcess: latchkey.credentialProcess,
    socketPath: places().socket,
    clock,
    log: latchkey.log,
  });
  await client.identities.add({
    name: 'alice',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  });
  stateText = await readFile(places().stateFile, 'utf8');
});
afterAll(async () => {
  await socket?.close();
  await latchkey.close({ withdraw: false });
  await rm(home, { recursive: true, force: true });
});

interface Place {
  /** What lies in the files before; without it, two that hold nothing of the name. */
  readonly files?: (name: string) => Partial<Record<AwsFile['kind'], string>>;
  readonly enter: (name: string) => Promise<unknown>;
}

const command = (...args: readonly string[]) =>
  runCommandLine(args, {
    terminal: recordingTerminal({}),
    environment,
    clock,
    abandon: () => {},
    scryptCost: CHEAP_SCRYPT,
  });
const role = { roleArn: ROLE_ARN, source: 'alice', mfa: 'none' } as const;
const addAndSwitch = async (given: { name: string; profile?: string }) => {
  await client.roles.add({ ...role, ...given });
  await client.targets.switch({ target: given.name });
};
const takeOver = async (choice: Parameters<typeof client.import.plan>[0]) => {
  await lastStep(await client.import.plan(choice), 'plan', () => {});
  await lastStep(
    await client.import.apply({ ...choice, switchAfterwards: true }),
    'outcome',
    () => {},
  );
};

const PLACES: Readonly<Record<string, Place>> = {
  'a role': { enter: (name) => addAndSwitch({ name }) },
  'the profile of a role': { enter: (profile) => addAndSwitch({ name: 'r', profile }) },
  'an identity': {
    async enter(name) {
      await client.identities.add({
        name,
        accessKeyId: 'AKIAIOSFODNN7ANOTHER',
        secretAccessKey: 'another/secret+another/secret',
      });
      await client.targets.switch({ target: name });
    },
  },
  'another profile for a target': {
    async enter(profile) {
      await client.targets.setProfile({ target: 'alice', profile });
      await client.targets.switch({ target: 'alice' });
    },
  },
  'a target that is switched to': { enter: (target) => client.targets.switch({ target }) },
  'the profile in the document of the state': {
    async enter(profile) {
      await writeFile(places().stateFile, stateWith(profile));
      await client.snapshot({});
      await client.targets.switch({ target: 'alice' });
    },
  },
  'the profile that a session is delivered to': {
    enter: (profile) =>
      createFileDelivery({
        ...places(),
        ownership: createMemoryOwnership(),
        clock,
        startBackup: () => async () => {},
      }).deliver({
        profile,
        credentials: {
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          secretAccessKey: secretOf('session/secret+1'),
          sessionToken: secretOf('token'),
          expiresAtMs: 0,
        },
        region: 'eu-west-1',
        endpointUrl: 'http://127.0.0.1:1',
        replaceChanged: true,
      }),
  },
  'latchkey role add': {
    async enter(name) {
      await command('role', 'add', name, '--role-arn', ROLE_ARN, '--source', 'alice');
      await command('switch', name);
    },
  },
  'latchkey role add --profile': {
    async enter(profile) {
      const given = ['--role-arn', ROLE_ARN, '--source', 'alice', '--profile', profile];
      await command('role', 'add', 'r', ...given);
      await command('switch', 'r');
    },
  },
  'latchkey switch --profile': {
    enter: (profile) => command('switch', 'alice', '--profile', profile),
  },
  'latchkey import --profile': {
    enter: (profile) => command('import', '--apply', '--profile', profile),
  },
  'a profile with a key that is taken over': {
    files: (name) => ({ credentials: `${CREDENTIALS}[${name}]\n${KEY}` }),
    enter: () => takeOver({}),
  },
  'a profile with a key in the config file': {
    files: (name) => ({ config: `${CONFIG}[profile ${name}]\n${KEY}` }),
    enter: () => takeOver({}),
  },
  'a role profile and its source': {
    files: (name) => ({
      config: `${CONFIG}[profile ${name}]\nrole_arn = ${ROLE_ARN}\nsource_profile = k\n[profile of]\nrole_arn = ${ROLE_ARN}\nsource_profile = ${name}\n`,
      credentials: `${CREDENTIALS}[k]\n${KEY}`,
    }),
    enter: () => takeOver({}),
  },
  'a new name for what is taken over': {
    files: () => ({ credentials: `${CREDENTIALS}[k]\n${KEY}` }),
    enter: (name) => takeOver({ rename: [{ profile: 'k', name }] }),
  },
  'a section whose lints are mended': {
    files: (name) => ({
      config: `${CONFIG}[${name}]\nregion = x\n[profile  ${name}]\nRegion = x\n`,
      credentials: `${CREDENTIALS}[profile ${name}]\naws_access_key_id = x\n`,
    }),
    async enter() {
      for (let count = 0; count < 8; count++) {
        const { lints } = await client.profiles.lints({});
        const mendable = lints.find(({ fix }) => fix !== null);
        if (mendable === undefined) return;
        await letFilesAge();
        await client.profiles.fixLint({ id: mendable.id, hash: mendable.fix!.hash });
      }
    },
  },
};

/** The document as somebody else may have written it. */
function stateWith(profile: string): string {
  const found = readState(stateText);
  if (found.kind !== 'content') throw new Error('the state is not to be read');
  const [alice] = found.content.identities;
  return printState({ ...found.content, identities: [{ ...alice!, profile }] });
}

interface Written {
  readonly place: string;
  readonly name: string;
  readonly kind: AwsFile['kind'];
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
}

const all: Written[] = [];

/** An odd file that was just written may be half written yet, and would be waited for. */
async function letFilesAge(): Promise<void> {
  const { configFile, credentialsFile } = places();
  const longAgo = (clock.now() - MINUTE_MS) / SECOND_MS;
  for (const file of [configFile, credentialsFile]) await utimes(file, longAgo, longAgo);
}

/** What one name makes of the files at one place. */
async function enter(place: string, name: string): Promise<readonly Written[]> {
  const { files, enter: work } = PLACES[place]!;
  const { configFile, credentialsFile, stateFile, ownedFile } = places();
  const given = { config: CONFIG, credentials: CREDENTIALS, ...files?.(name) };
  // What was just delivered would be put back.
  await client.targets.stopAll({});
  await writeFile(stateFile, stateText);
  await writeFile(ownedFile, '{"version":1,"sections":[]}\n');
  await writeFile(configFile, given.config, { mode: 0o600 });
  await writeFile(credentialsFile, given.credentials, { mode: 0o600 });
  await letFilesAge();
  await client.snapshot({});
  try {
    await work(name);
  } catch (error) {
    if (!isAppError(error)) throw new Error(`${place}: ${JSON.stringify(name)}`, { cause: error });
  }
  return [
    { kind: 'config' as const, before: given.config, bytes: await readFile(configFile) },
    {
      kind: 'credentials' as const,
      before: given.credentials,
      bytes: await readFile(credentialsFile),
    },
  ].map((file) => ({ ...file, place, name, before: Buffer.from(file.before) }));
}

/** Every section and every setting that was there before for a reader, or would be if it got as far. */
function knownIn({ before, kind }: Written): { profiles: Set<string>; keys: Set<string> } {
  const document = parse(before, { path: '/aws', kind });
  const readings = Object.values(predict(before, kind)).map((found) => found ?? {});
  const sections = document.sections.flatMap(({ botocoreName, smithyName }) => [
    botocoreName ?? '',
    smithyName ?? '',
  ]);
  const profiles = [...sections, ...readings.flatMap((found) => Object.keys(found))];
  const keys = [
    ...document.sections.flatMap(({ settings }) =>
      settings.map((setting) => keyOf(document, setting)),
    ),
    ...readings.flatMap((found) =>
      Object.values(found).flatMap((settings) => Object.keys(settings)),
    ),
  ];
  const withoutPrefix = (name: string) =>
    name.replace(/^profile[ .]\s*/, '').replaceAll(/["']/g, '');
  return {
    profiles: new Set(profiles.flatMap((name) => [name, withoutPrefix(name)])),
    keys: new Set(keys.flatMap((key) => [key, key.toLowerCase()])),
  };
}

const OURS = new Set([
  'region',
  'endpoint_url',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
]);

function expectNothingNew(written: Written, found: Found): void {
  const { place, name, kind, bytes } = written;
  const { profiles, keys } = knownIn(written);
  // The fix of a lint takes the underscores away.
  const targets = new Set(['alice', 'r', 'k', 'of', name, name.replaceAll('__', '')]);
  const newProfiles = Object.keys(found ?? {}).filter(
    (profile) => !profiles.has(profile) && !targets.has(profile),
  );
  const newKeys = Object.values(found ?? {})
    .flatMap((settings) => Object.keys(settings))
    .filter((key) => !keys.has(key) && !keys.has(key.toLowerCase()) && !OURS.has(key));
  const shown = [place, name, kind, Buffer.from(bytes).toString()];
  expect([...shown, newProfiles, newKeys]).toEqual([...shown, [], []]);
}

describe('150 hostile names', () => {
  it.each(Object.keys(PLACES))(
    'as %s make no section and no setting in the JavaScript SDK',
    async (place) => {
      for (const name of HOSTILE) {
        const entered = await enter(place, name);
        all.push(...entered);
        for (const file of entered)
          expectNothingNew(file, onlyProfiles(await askSmithy(file.bytes, file.kind)));
      }
    },
  );

  it.skipIf(!hasBotocore)(
    'nor in botocore, wherever they came from (needs python3 with botocore)',
    () => {
      expect(all.length).toBe(Object.keys(PLACES).length * HOSTILE.length * 2);
      const changed = all.filter(({ before, bytes }) => !Buffer.from(before).equals(bytes));
      expect(changed.length).toBeGreaterThan(100);
      const answers = askBotocore(changed);
      for (const [index, file] of changed.entries()) expectNothingNew(file, answers[index] ?? null);
    },
  );
});
