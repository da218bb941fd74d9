import { FAKE_PROCESS_LINE } from '#test/fakes/fake-process-line.ts';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createBackups } from '#main/aws-files/backups.ts';
import type { SessionCredentials } from '#main/aws/aws.ts';
import type { FileDelivery } from '#main/delivery/delivery.ts';
import { createFileDelivery } from '#main/delivery/file-delivery.ts';
import { isDelivered } from '#main/delivery/is-delivered.ts';
import { ownPartOf } from '#main/delivery/own-part.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { createFilesView } from '#main/profiles/create-files-view.ts';
import { createProfiles } from '#main/profiles/create-profiles.ts';
import { awsFilesAt, createFileReader } from '#main/profiles/read-aws-files.ts';
import { createSessionBook } from '#main/sessions/session-book.ts';
import type { FileDiff } from '#shared/contract/file-diff.ts';
import { isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { createMemoryOwnership } from '#test/fakes/memory-ownership.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';
import { aState } from '../things.ts';

export const KEYS: SessionCredentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: secretOf('session/secret+1'),
  sessionToken: secretOf('session-token=='),
  expiresAtMs: Date.now() + 3_600_000,
};

/** The AWS files in a folder of their own, and everything that shows, undoes and mends them. */
export async function createProfileParts() {
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-profiles-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const places = {
    credentialsFile: path.join(home, '.aws', 'credentials'),
    configFile: path.join(home, '.aws', 'config'),
    lockFolder: path.join(home, 'locks'),
  };
  await mkdir(path.join(home, '.aws'), { mode: 0o700 });
  const clock = createSystemClock();
  const ownership = createMemoryOwnership();
  const vault = createMemoryVault();
  const state = createMemoryStateStore(aState());
  const awsFiles = awsFilesAt(places);
  let changes = 0;
  const backups = createBackups({
    folder: path.join(home, 'backups'),
    clock,
    sealer: vault.sealer,
    randomId: () => `change${changes++}`,
    ownPartOf: (document) => ownPartOf(document, ownership.list()),
  });
  const startBackup = (why: string) => backups.start({ why, always: false }).beforeReplace;
  const delivery = createFileDelivery({ ...places, ownership, clock, startBackup });
  const book = createSessionBook(vault.sealed, () => {});
  const readFile_ = createFileReader();
  const common = { files: awsFiles, readFile: readFile_, backups, ownership, clock };
  const files = createFilesView({ ...common, onChange: () => {} });
  const stateOf = (target: string) =>
    book.get(target) === undefined
      ? ({ state: 'none' } as const)
      : ({
          state: 'active',
          startedAt: '2026-01-01T00:00:00Z',
          expiresAt: '2099-01-01T00:00:00Z',
          deliveredTo: null,
        } as const);
  const profiles = createProfiles({
    ...common,
    ...places,
    book,
    processLine: FAKE_PROCESS_LINE,
    state,
    sessions: { stateOf },
    beforeUndo: async () => {},
    onWritten: files.refresh,
  });
  const readBoth = async () => ({
    config: await readFile_(awsFiles.config),
    credentials: await readFile_(awsFiles.credentials),
  });
  const request = (
    profile = 'dev',
    credentials = KEYS,
  ): Parameters<FileDelivery['deliver']>[0] => ({
    profile,
    credentials,
    region: 'us-east-1',
    endpointUrl: null,
    replaceChanged: false,
  });
  return {
    ...places,
    home,
    vault,
    backups,
    ownership,
    delivery,
    book,
    files,
    profiles,
    state,
    request,
    isThere: async (wanted: ReturnType<typeof request>) =>
      isDelivered(await readBoth(), wanted, ownership),
    /** As `sessions` does. */
    async switchTo(target: string, credentials = KEYS) {
      const { path: delivered } = await delivery.deliver(request(target, credentials));
      const deliveredTo = { profile: target, path: delivered };
      await book.put(target, {
        credentials,
        startedAtMs: 0,
        durationSeconds: 3600,
        fingerprint: '',
        deliveredTo,
      });
    },
    give: (file: string, text: string) => writeFile(file, text, { mode: 0o600 }),
    read: (file: string) => readFile(file, 'utf8').catch(() => null),
  };
}

export type ProfileParts = Awaited<ReturnType<typeof createProfileParts>>;

export const shownLines = ({ lines }: FileDiff) =>
  lines.map(
    ({ kind, text }) => `${{ same: ' ', added: '+', removed: '-', gap: '~' }[kind]}${text}`,
  );

export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
