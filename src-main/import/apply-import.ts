import { AppError, isAppError } from '#shared/errors.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import type { Document } from '../aws-files/document.ts';
import type { Edit } from '../aws-files/writer.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { State } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { planTarget } from '#shared/plan.ts';
import { checkNameFree, checkProfileFree } from '../targets/targets.ts';
import type { FileKey } from './file-profile.ts';
import type { Takeover } from './plan-import.ts';
import type { Documents } from './take-out.ts';

export interface ApplyDeps {
  readonly secrets: SecretStore;
  readonly state: StateStore;
  /** The writer of the AWS files. `backUp`: keeps what was there first, or writes nothing. */
  readonly editFile: (
    file: Document['file'],
    edit: Edit,
    options: { readonly backUp: boolean },
  ) => Promise<{ readonly changed: boolean }>;
}

/**
 * Keys into the vault first, read back and compared; then the targets; then, with a backup, out of the
 * files. So at every moment a key is in its file or in the vault, and from the second step on a target
 * says so: killed in between, a second run finds its own targets and does the rest. Gives the files
 * that changed. Throws `import/*`, `vault/*`, `files/*`.
 */
export async function applyImport(
  takeover: Takeover,
  documents: Documents | null,
  deps: ApplyDeps,
): Promise<readonly string[]> {
  for (const { key } of takeover.identities) await keepKey(key, deps.secrets);
  await deps.state.update((current) => withTargets(current, takeover));
  if (documents === null) return [];
  const changes = [
    // What moves must be in the config file before it leaves the other one.
    { document: documents.config, after: takeover.edited.config },
    { document: documents.credentials, after: takeover.edited.credentials },
  ].filter(({ document, after }) => !isSame(document.bytes, after));
  const done: Done[] = [];
  const begun: Done[] = [];
  try {
    for (const { document, after } of changes) {
      const change = { document, after, existed: false };
      const edit: Edit = ({ bytes }, exists) => {
        change.existed = exists;
        return replaced(document.bytes, after, bytes);
      };
      begun.push(change);
      const { changed } = await deps.editFile(document.file, edit, { backUp: true });
      if (changed) done.push(change);
    }
  } catch (error) {
    await takeBack(takeover, { begun, done }, { deps, error });
    throw error;
  }
  return done.map(({ document }) => document.file.path);
}

/** Never overwrites another secret: of two, AWS alone knows which one works. */
async function keepKey(
  { accessKeyId, secretAccessKey }: FileKey,
  secrets: SecretStore,
): Promise<void> {
  const id = `access-key/${accessKeyId}` as const;
  const kept = await secrets.get(id);
  if (kept !== null && kept.reveal() !== secretAccessKey.reveal())
    throw new AppError('import/secret-conflict', { accessKeyId });
  if (kept === null) await secrets.put(id, secretAccessKey);
  const readBack = await secrets.get(id);
  if (readBack?.reveal() !== secretAccessKey.reveal()) {
    throw new AppError('vault/not-kept', {
      backend: secrets.kind,
      item: `the secret of ${maskAccessKeyId(accessKeyId)}`,
    });
  }
}

function withTargets(current: State, { identities, roles }: Takeover): State {
  const added = {
    identities: identities.filter(({ isNew }) => isNew).map(({ identity }) => identity),
    roles: roles.filter(({ isNew }) => isNew).map(({ role }) => role),
  };
  if (added.identities.length + added.roles.length === 0) return current;
  try {
    for (const { name, profile } of [...added.identities, ...added.roles]) {
      checkNameFree(current, name);
      checkProfileFree(current, profile);
    }
    const next = {
      ...current,
      identities: [...current.identities, ...added.identities],
      roles: [...current.roles, ...added.roles],
    };
    for (const { name } of added.roles) planTarget(next, name);
    return next;
  } catch (error) {
    // Another process of ours was faster: what was planned does not hold any more.
    if (isAppError(error)) throw new AppError('import/changed', {}, error);
    throw error;
  }
}

/** The bytes that were shown, for the bytes they were shown for. */
function replaced(before: Uint8Array, after: Uint8Array, current: Uint8Array): Uint8Array {
  if (isSame(current, after)) return current;
  if (!isSame(current, before)) throw new AppError('import/changed', {});
  return after;
}

interface Done {
  readonly document: Document;
  readonly after: Uint8Array;
  existed: boolean;
}

/** The keys may stay in the vault: no secret is deleted because of an error. */
async function takeBack(
  takeover: Takeover,
  { begun, done }: { begun: readonly Done[]; done: readonly Done[] },
  { deps, error }: { deps: ApplyDeps; error: unknown },
): Promise<void> {
  for (const change of begun.toReversed()) {
    try {
      // Without a backup: it would take the place of the one that this change has made.
      await deps.editFile(change.document.file, putBack(change), { backUp: false });
    } catch {
      throw halfDone(takeover, done, error);
    }
  }
  const added = new Set(
    [...takeover.identities, ...takeover.roles]
      .filter(({ isNew }) => isNew)
      .map((planned) => ('role' in planned ? planned.role : planned.identity).name),
  );
  await deps.state.update((current) => ({
    ...current,
    identities: current.identities.filter(({ name }) => !added.has(name)),
    roles: current.roles.filter(({ name }) => !added.has(name)),
  }));
}

function putBack({ document, after, existed }: Done): Edit {
  return ({ bytes }) => {
    // The write that failed may have replaced the file all the same, or not.
    if (isSame(bytes, document.bytes)) return bytes;
    if (!isSame(bytes, after)) throw new AppError('files/busy', { path: document.file.path });
    return existed ? document.bytes : null;
  };
}

function halfDone(
  { identities, roles }: Takeover,
  done: readonly Done[],
  error: unknown,
): AppError {
  const path =
    isAppError(error) && 'path' in error.facts ? String(error.facts.path) : 'an AWS file';
  const names = [
    ...identities.map(({ identity }) => identity.name),
    ...roles.map(({ role }) => role.name),
  ];
  const files = done.map(({ document }) => `${document.file.path} was changed`);
  const because = isAppError(error) ? error.code : 'internal';
  return new AppError(
    'import/half-done',
    { path, done: [...files, `the targets ${names.join(', ')} were made`], because },
    error,
  );
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one.buffer, one.byteOffset, one.length).equals(other);
}
