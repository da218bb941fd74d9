import type { AwsFileView } from '#shared/contract/things.ts';
import { failureOf, isAppError, type Failure } from '#shared/errors.ts';
import { instantOf } from '#shared/time.ts';
import { stat } from 'node:fs/promises';
import { hashOf, type Backups } from '../aws-files/backups.ts';
import type { AwsFile } from '../aws-files/document.ts';
import { plaintextKeys, type PlaintextKey } from '../aws-files/plaintext-keys.ts';
import type { OwnershipStore } from '../delivery/delivery.ts';
import { ownPartOf } from '../delivery/own-part.ts';
import type { Clock } from '../platform/clock.ts';
import type { FilesView } from './files-view.ts';
import { countLints } from './lints.ts';
import { ownedProfiles } from './owned-profiles.ts';
import type { AwsFiles, ReadFile } from './read-aws-files.ts';

export interface FilesViewDeps {
  readonly files: AwsFiles;
  readonly readFile: (file: AwsFile) => Promise<ReadFile>;
  readonly backups: Pick<Backups, 'list'>;
  readonly ownership: Pick<OwnershipStore, 'list' | 'refresh'>;
  readonly clock: Clock;
  readonly onChange: () => void;
}

interface Seen {
  readonly mark: string;
  readonly owned: readonly unknown[];
  readonly view: AwsFileView;
  readonly disturbed: ReadonlyMap<string, Failure>;
  readonly plaintext: readonly PlaintextKey[];
}

export function createFilesView(deps: FilesViewDeps): FilesView {
  const seen = new Map<AwsFile['kind'], Seen>();
  const rewritten = new Map<string, NonNullable<AwsFileView['rewritten']>>();
  let isRefreshing: Promise<void> | null = null;
  let isDueAgain = false;
  let revision = 0;

  const look = async (file: AwsFile): Promise<boolean> => {
    const mark = await markOf(file.path);
    const owned = deps.ownership.list();
    const last = seen.get(file.kind);
    if (last !== undefined && last.mark === mark && last.owned === owned) return false;
    const { view, disturbed, plaintext } = await inspect(file, deps);
    const isSame = last?.mark === mark;
    if (!isSame) revision++;
    seen.set(file.kind, {
      mark,
      owned,
      disturbed,
      plaintext,
      view: { ...view, revision: isSame ? last.view.revision : `${revision}` },
    });
    return true;
  };
  const refresh = async () => {
    do {
      await deps.ownership.refresh();
      isDueAgain = false;
      const changes = [await look(deps.files.credentials), await look(deps.files.config)];
      if (changes.includes(true)) deps.onChange();
    } while (isDueAgain);
  };

  return {
    view: () =>
      [seen.get('credentials'), seen.get('config')].flatMap((file) =>
        file === undefined
          ? []
          : [{ ...file.view, rewritten: rewritten.get(file.view.path) ?? null }],
      ),
    disturbanceOf: ({ profile }) =>
      [...seen.values()].find(({ disturbed }) => disturbed.has(profile))?.disturbed.get(profile) ??
      null,
    plaintextKeys: () =>
      [seen.get('credentials'), seen.get('config')].flatMap((file) => file?.plaintext ?? []),
    refresh() {
      // A look that has begun may have missed what this call is about.
      isDueAgain = true;
      isRefreshing ??= refresh().finally(() => (isRefreshing = null));
      return isRefreshing;
    },
    settle(profile) {
      for (const [kind, file] of seen) {
        if (!file.disturbed.has(profile)) continue;
        seen.set(kind, {
          ...file,
          disturbed: new Map([...file.disturbed].filter(([name]) => name !== profile)),
        });
      }
    },
    noteRewritten(profile) {
      rewritten.set(deps.files.credentials.path, { profile, at: instantOf(deps.clock.now()) });
      deps.onChange();
    },
  };
}

async function inspect(
  file: AwsFile,
  deps: FilesViewDeps,
): Promise<Pick<Seen, 'view' | 'disturbed' | 'plaintext'>> {
  const nothing = {
    kind: file.kind,
    path: file.path,
    exists: false,
    revision: '',
    changedAt: null,
    lintCount: 0,
    restorable: null,
    rewritten: null,
    failure: null,
  };
  try {
    const read = await deps.readFile(file);
    const disturbed = disturbances(read, deps);
    if (!read.exists) return { view: nothing, disturbed, plaintext: [] };
    const stats = await stat(file.path).catch(() => null);
    const view: AwsFileView = {
      ...nothing,
      exists: true,
      changedAt: stats === null ? null : instantOf(stats.mtimeMs),
      lintCount: countLints(read, deps),
      restorable: isEmptied(read, deps) ? await restorable(file, deps) : null,
    };
    return { view, disturbed, plaintext: plaintextKeys(read.document) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return {
      view: { ...nothing, exists: true, failure: failureOf(error) as AwsFileView['failure'] },
      disturbed: new Map(),
      plaintext: [],
    };
  }
}

function disturbances(
  { document }: ReadFile,
  { ownership }: FilesViewDeps,
): ReadonlyMap<string, Failure> {
  const found = new Map<string, Failure>();
  for (const { profile, path, standing, line } of ownedProfiles(document, ownership.list())) {
    if (standing === 'gone')
      found.set(profile, { code: 'files/section-gone', facts: { path, profile } });
    if (standing === 'changed')
      found.set(profile, {
        code: 'files/changed-elsewhere',
        facts: { path, profile, line: line ?? 1 },
      });
  }
  return found;
}

/** `aws configure`, killed at the wrong moment, leaves nothing of the file (contracts.md §1.3); then we may have written into it. */
function isEmptied({ document }: ReadFile, { ownership }: FilesViewDeps): boolean {
  const owned = ownership.list().filter(({ path }) => path === document.file.path);
  return (
    document.sections.length <= owned.length && ownPartOf(document, owned).outside.length === 0
  );
}

/** The newest backup of what was not ours, unless it was a change of ours that took it out. */
async function restorable(
  file: AwsFile,
  { backups }: FilesViewDeps,
): Promise<AwsFileView['restorable']> {
  const nothing = hashOf(new Uint8Array());
  for (const { id, files } of await backups.list()) {
    const kept = files.find(({ path }) => path === file.path);
    if (kept === undefined || (kept.outside === nothing && kept.outsideAfter === nothing)) continue;
    return kept.outsideAfter === nothing ? null : { backup: id };
  }
  return null;
}

/** Another one whenever the file, or the one behind a link, was written or replaced. */
async function markOf(path: string): Promise<string> {
  const stats = await stat(path, { bigint: true }).catch(
    (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown',
  );
  return typeof stats === 'string'
    ? stats
    : [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs, stats.mode].join(':');
}
