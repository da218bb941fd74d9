import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createBackups } from '#main/aws-files/backups.ts';
import { createFileDelivery } from '#main/delivery/file-delivery.ts';
import { ownPartOf } from '#main/delivery/own-part.ts';
import { createImport } from '#main/import/create-import.ts';
import { createMfaGuard } from '#main/mfa/mfa-guard.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import { createProfiles } from '#main/profiles/create-profiles.ts';
import { awsFilesAt, createFileReader } from '#main/profiles/read-aws-files.ts';
import { createVault } from '#main/secrets/create-vault.ts';
import { createSessionBook } from '#main/sessions/session-book.ts';
import { openOwnership } from '#main/state/owned-sections.ts';
import { pinIn } from '#main/state/pin-in.ts';
import { openStateStore } from '#main/state/state-store.ts';
import { secretOf } from '#shared/secret.ts';
import { FAKE_PROCESS_LINE } from '#test/fakes/fake-process-line.ts';
import { createFakeAws } from '#test/fakes/fake-aws.ts';

/**
 * Everything of Latchkey that writes a file, on real files in a home of its own, joined as `compose.ts`
 * does: a process as it starts. AWS alone is in memory, and scrypt is cheap.
 */
export async function openParts(home: string) {
  const places = findPlaces({ LATCHKEY_HOME: path.join(home, 'latchkey'), HOME: home });
  await mkdir(places.home, { recursive: true, mode: 0o700 });
  await mkdir(path.dirname(places.configFile), { recursive: true, mode: 0o700 });
  const clock = createSystemClock();
  const state = await openStateStore({ ...places, clock });
  const ownership = await openOwnership({ ...places, clock });
  const vault = createVault({
    places,
    pins: pinIn(state, places.stateFile),
    clock,
    environment: { kind: null, passphrase: secretOf('correct horse battery') },
    randomId: () => 'vault-of-the-tests',
    cost: { log2N: 4, r: 1, p: 1 },
  });
  await vault.open();
  const backups = createBackups({
    folder: places.backupFolder,
    clock,
    sealer: vault.sealer,
    randomId: () => randomBytes(6).toString('hex'),
    ownPartOf: (document) => ownPartOf(document, ownership.list()),
  });
  const files = awsFilesAt(places);
  const readAwsFile = createFileReader();
  const book = createSessionBook(vault.sealed, () => {});
  const guard = createMfaGuard({
    folder: places.mfaFolder,
    lockFolder: places.lockFolder,
    clock,
    awsNow: clock.now,
  });
  return {
    home,
    places,
    clock,
    state,
    ownership,
    vault,
    backups,
    files,
    guard,
    delivery: createFileDelivery({
      ...places,
      ownership,
      clock,
      startBackup: (why) => backups.start({ why, always: false }).beforeReplace,
    }),
    profiles: createProfiles({
      ...places,
      files,
      readFile: readAwsFile,
      backups,
      ownership,
      book,
      processLine: FAKE_PROCESS_LINE,
      state,
      clock,
      sessions: { stateOf: () => ({ state: 'none' }) },
      beforeUndo: async () => {},
      onWritten: async () => {},
    }),
    import: createImport({
      places,
      clock,
      state,
      ownership,
      secrets: vault.secrets,
      aws: createFakeAws(clock),
      sessions: { switchTo: async () => ({ kind: 'mfa-needed', serial: '' }) },
      startBackup: (why) => backups.start({ why, always: true }),
    }),
    makeVault: () => vault.create('file', secretOf('correct horse battery')),
    give: (file: string, text: string) => writeFile(file, text, { mode: 0o600 }),
    read: (file: string) => readFile(file, 'utf8').catch(() => null),
  };
}

export type Parts = Awaited<ReturnType<typeof openParts>>;
