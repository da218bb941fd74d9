import type { ProfileDiff } from '#shared/contract/profile-files.ts';
import { failureOf, isAppError, type AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import type { SessionCredentials } from '../aws/aws.ts';
import type { BackupFile, Backups } from '../aws-files/backups.ts';
import { diffFile } from '../aws-files/diff.ts';
import type { AwsFile } from '../aws-files/document.ts';
import type { FileDelivery, OwnershipStore } from '../delivery/delivery.ts';
import { previewDelivery } from '../delivery/preview-delivery.ts';
import { ownedProfiles } from './owned-profiles.ts';
import type { AwsFiles, ReadFile } from './read-aws-files.ts';

export interface DiffDeps {
  readonly files: AwsFiles;
  readonly readFile: (file: AwsFile) => Promise<ReadFile>;
  readonly backups: Backups;
  readonly ownership: Pick<OwnershipStore, 'list'>;
}

export type DeliveryRequest = Parameters<FileDelivery['deliver']>[0];

/** Stands for keys that AWS has not made yet; shown masked, as real ones are. */
export const NEW_KEYS: SessionCredentials = {
  accessKeyId: 'ASIAXXXXXXXXXXXXXXXX',
  secretAccessKey: secretOf('new-secret'),
  sessionToken: secretOf('new-token'),
  expiresAtMs: 0,
};

/** What delivering would make of the files as they are now. */
export async function diffOfDelivery(
  request: Omit<DeliveryRequest, 'replaceChanged'>,
  deps: DiffDeps,
): Promise<ProfileDiff> {
  const read = await readBoth(deps);
  const filesAfter = (replaceChanged: boolean) =>
    previewDelivery(read, { ...request, replaceChanged }, deps.ownership)
      .map(({ file, before, after }) => diffFile({ path: file.path, before, after }))
      .filter(({ lines }) => lines.length > 0);
  const owned = ownedIn(read, deps);
  try {
    return { files: filesAfter(false), owned, failure: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const files = isAppError(error, 'files/changed-elsewhere') ? filesAfter(true) : [];
    return { files, owned, failure: shown(error) };
  }
}

/** What has happened since the newest backup of each file, by whomever. */
export async function diffSinceBackups(deps: DiffDeps): Promise<ProfileDiff> {
  const read = await readBoth(deps);
  const kept = (await deps.backups.list()).flatMap((backup) => backup.files);
  const files = [];
  for (const { file, bytes } of [read.credentials, read.config]) {
    const newest = newestOf(kept, file.path);
    if (newest === null) continue;
    const diff = diffFile({
      path: file.path,
      before: await deps.backups.read(newest),
      after: bytes,
    });
    if (diff.lines.length > 0) files.push(diff);
  }
  return { files, owned: ownedIn(read, deps), failure: null };
}

async function readBoth({ files, readFile }: DiffDeps) {
  return { credentials: await readFile(files.credentials), config: await readFile(files.config) };
}

function ownedIn(
  read: Awaited<ReturnType<typeof readBoth>>,
  { ownership }: DiffDeps,
): ProfileDiff['owned'] {
  return [read.credentials, read.config].flatMap(({ document }) =>
    ownedProfiles(document, ownership.list()),
  );
}

function newestOf(kept: readonly BackupFile[], path: string): BackupFile | null {
  return (
    kept
      .filter((file) => file.path === path)
      .toSorted((one, other) => other.number - one.number)[0] ?? null
  );
}

function shown(error: AppError): NonNullable<ProfileDiff['failure']> {
  return failureOf(error) as NonNullable<ProfileDiff['failure']>;
}
