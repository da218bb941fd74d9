import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import type { FileDelivery } from '#main/delivery/delivery.ts';
import { createFileDelivery } from '#main/delivery/file-delivery.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { createMemoryOwnership } from '#test/fakes/memory-ownership.ts';

let home: string;
let credentialsFile: string;
let configFile: string;
let delivery: FileDelivery;
let backups: string[];
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-process-'));
  credentialsFile = path.join(home, '.aws', 'credentials');
  configFile = path.join(home, '.aws', 'config');
  backups = [];
  delivery = createFileDelivery({
    credentialsFile,
    configFile,
    ownership: createMemoryOwnership(),
    lockFolder: path.join(home, 'locks'),
    clock: createSystemClock(),
    startBackup: (why) => async () => void backups.push(why),
  });
});
afterEach(() => rm(home, { recursive: true, force: true }));

const LINE = '"/home/ada/Latch key/latchkey-credentials" dev';

function deliver(change: Partial<Parameters<FileDelivery['deliver']>[0]> = {}) {
  return delivery.deliver({
    profile: 'dev',
    processLine: LINE,
    credentials: {
      accessKeyId: 'ASIAEXAMPLE1',
      secretAccessKey: secretOf('secret'),
      sessionToken: secretOf('token'),
      expiresAtMs: 0,
    },
    region: 'eu-west-1',
    endpointUrl: null,
    replaceChanged: false,
    ...change,
  });
}

async function give(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, text, { mode: 0o600 });
}

const read = (file: string) => readFile(file, 'utf8').catch(() => null);
const both = async () => [await read(configFile), await read(credentialsFile)];

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? [error.code, error.facts] : String(error)),
  );

const OURS = `[profile dev]\ncredential_process = ${LINE}\nregion = eu-west-1\n`;

describe('delivering the line by which tools ask', () => {
  it('writes it to the config file, and no key anywhere', async () => {
    expect(await deliver()).toEqual({ path: configFile });
    expect(await both()).toEqual([OURS, null]);
  });

  it('brings the endpoint along', async () => {
    await deliver({ endpointUrl: 'http://127.0.0.1:4566' });
    expect(await read(configFile)).toBe(`${OURS}endpoint_url = http://127.0.0.1:4566\n`);
  });

  it('writes nothing when a session is made anew', async () => {
    await deliver();
    const backupsBefore = backups.length;
    await deliver();
    expect(await both()).toEqual([OURS, null]);
    expect(backups).toHaveLength(backupsBefore);
  });

  it('leaves all that is theirs as it was, and takes its own away again', async () => {
    const theirs = [
      '# mine\n[profile other]\nregion = us-east-1',
      '[other]\naws_access_key_id = A\n',
    ];
    await give(configFile, theirs[0]!);
    await give(credentialsFile, theirs[1]!);
    await deliver();
    expect(await both()).toEqual([`${theirs[0]}\n\n${OURS}`, theirs[1]]);
    await delivery.withdraw('dev', false);
    expect(await both()).toEqual(theirs);
  });

  it.each([
    ['credentials', '[dev]\naws_access_key_id = AKIATHEIRS\naws_secret_access_key = x\n'],
    ['config', '[profile dev]\naws_access_key_id = AKIATHEIRS\naws_secret_access_key = x\n'],
    ['config', '[profile dev]\nregion = us-east-1\n'],
    ['config', '[profile dev]\ncredential_process = theirs\n'],
  ])('is refused where the %s file has %j: it is not ours', async (file, text) => {
    const taken = file === 'config' ? configFile : credentialsFile;
    await give(taken, `# one line\n${text}`);
    const before = await both();
    const failure = ['files/profile-taken', { path: taken, profile: 'dev', line: 2 }];
    expect(await failureOf(delivery.check('dev', 'process'))).toEqual(failure);
    expect(await failureOf(deliver())).toEqual(failure);
    expect(await both()).toEqual(before);
  });

  it('is not put beside keys that came after it, which tools would take first', async () => {
    await deliver();
    await give(credentialsFile, '[dev]\naws_access_key_id = AKIATHEIRS\n');
    expect(await failureOf(deliver())).toMatchObject(['files/profile-taken', { line: 1 }]);
  });

  it('is not overwritten where somebody changed it, unless its user says so', async () => {
    await deliver();
    await give(configFile, OURS.replace('eu-west-1', 'us-east-1'));
    expect(await failureOf(deliver())).toMatchObject(['files/changed-elsewhere', {}]);
    expect(await failureOf(delivery.withdraw('dev', false))).toMatchObject([
      'files/changed-elsewhere',
      {},
    ]);
    await deliver({ replaceChanged: true });
    expect(await read(configFile)).toBe(OURS);
  });

  it.each(['a\nb', 'x # y', ' x'])('is never %j, which a reader would take apart', async (line) => {
    expect(await failureOf(deliver({ processLine: line }))).toMatchObject(['files/refused', {}]);
    expect(await both()).toEqual([null, null]);
  });
});

describe('moving a profile from one delivery to the other', () => {
  it('takes our keys out when the line is there', async () => {
    await deliver({ processLine: null });
    expect(await read(credentialsFile)).toContain('ASIAEXAMPLE1');
    await deliver();
    expect(await both()).toEqual([OURS, null]);
  });

  it('takes the line out when keys are written, and leaves nothing at the end', async () => {
    await deliver();
    await deliver({ processLine: null });
    const [config, credentials] = await both();
    expect(config).toBe('[profile dev]\nregion = eu-west-1\n');
    expect(credentials).toContain('ASIAEXAMPLE1');
    await delivery.withdraw('dev', false);
    expect(await both()).toEqual([null, null]);
  });

  it('leaves keys of ours that somebody changed, and writes no line beside them', async () => {
    await deliver({ processLine: null });
    const changed = `${await read(credentialsFile)}output = json\n`;
    await give(credentialsFile, changed);
    expect(await failureOf(deliver())).toMatchObject(['files/changed-elsewhere', {}]);
    expect(await both()).toEqual(['[profile dev]\nregion = eu-west-1\n', changed]);
  });
});
