import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createImport, type ImportDeps } from '#main/import/create-import.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { emptyState, type State } from '#main/state/state-document.ts';
import { createFakeAws, type FakeUser } from '#test/fakes/fake-aws.ts';
import { createMemoryOwnership } from '#test/fakes/memory-ownership.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';
import { DEVICE } from '../things.ts';

export interface GivenFiles {
  readonly credentials?: string;
  readonly config?: string;
  readonly state?: State;
  readonly user?: Partial<FakeUser>;
  readonly deps?: Partial<ImportDeps>;
}

/** Taking over, with real files in a folder of its own, and everything else in memory. */
export async function createImportParts(given: GivenFiles) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-import-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const places = {
    credentialsFile: path.join(folder, 'credentials'),
    configFile: path.join(folder, 'config'),
    lockFolder: path.join(folder, 'locks'),
  };
  for (const [file, text] of [
    [places.credentialsFile, given.credentials],
    [places.configFile, given.config],
  ] as const) {
    if (text !== undefined) await writeFile(file, text, { mode: 0o600 });
  }
  const clock = createSystemClock();
  const aws = createFakeAws(clock, { mfaSerials: [DEVICE], ...given.user });
  const vault = createMemoryVault();
  const state = createMemoryStateStore(given.state ?? emptyState());
  const switched: string[] = [];
  const backups: { why: string; path: string; before: string }[] = [];
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
  const ownership = createMemoryOwnership();
  const deps: ImportDeps = {
    places,
    clock,
    state,
    ownership,
    secrets: vault.secrets,
    aws,
    sessions: {
      switchTo: async (target) => {
        switched.push(target);
        return { kind: 'mfa-needed', serial: DEVICE };
      },
    },
    startBackup: (why) => ({
      id: 'change',
      beforeReplace: async (change) =>
        void backups.push({ why, path: change.path, before: textOf(change.before) }),
    }),
    ...given.deps,
  };
  const read = (file: string) => readFile(file, 'utf8').catch(() => '');
  return {
    import: createImport(deps),
    ownership,
    deps,
    places,
    aws,
    vault,
    state,
    switched,
    backups,
    credentials: () => read(places.credentialsFile),
    config: () => read(places.configFile),
    secretOf: async (accessKeyId: string) =>
      (await vault.store.get(`access-key/${accessKeyId}`))?.reveal() ?? null,
  };
}
