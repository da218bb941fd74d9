import type { ImportOutcome } from '#shared/contract/import-plan.ts';
import { AppError, failureOf, isAppError } from '#shared/errors.ts';
import type { Aws } from '../aws/aws.ts';
import { parse } from '../aws-files/document.ts';
import type { Change } from '../aws-files/backups.ts';
import { editFile } from '../aws-files/writer.ts';
import type { OwnershipStore } from '../delivery/delivery.ts';
import type { Clock } from '../platform/clock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { AWS_ENDPOINT_NAME } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { findEndpoint } from '../targets/targets.ts';
import { applyImport } from './apply-import.ts';
import type { Choice, Import, Waiting } from './import.ts';
import { readCsv } from './plan-csv.ts';
import { planImport, type Takeover } from './plan-import.ts';
import { groupKeys, proveKeys } from './prove-keys.ts';
import { readFiles, type AwsFilePaths, type FilesRead } from './read-files.ts';
import type { Documents } from './take-out.ts';
import { viewPlan, type Shown } from './view-plan.ts';

export interface ImportDeps {
  readonly places: AwsFilePaths & { readonly lockFolder: string };
  readonly clock: Clock;
  readonly state: StateStore;
  readonly ownership: Pick<OwnershipStore, 'list'>;
  readonly secrets: SecretStore;
  readonly aws: Aws;
  readonly sessions: Pick<Sessions, 'switchTo'>;
  /** Begins a change that can be undone as one. */
  readonly startBackup: (why: string) => Change;
}

export function createImport(deps: ImportDeps): Import {
  const { places, clock, state, aws, sessions } = deps;

  const stopping = new Map<string, AbortController>();

  const prepare = async (choice: Choice, waiting: Waiting): Promise<Shown> => {
    await state.refresh();
    const current = state.current();
    const endpoint = findEndpoint(current, choice.endpoint ?? AWS_ENDPOINT_NAME);
    const files = await readFiles(places, deps.ownership.list());
    const asking = { ...waiting, nowMs: clock.now() };
    const chosen = choice.profiles === undefined ? null : new Set(choice.profiles);
    const isChosen = (profile: string) => chosen?.has(profile) ?? true;
    const common = {
      state: current,
      endpoint,
      allowRoot: choice.allowRoot ?? false,
      allowUnproven: choice.allowUnproven ?? false,
    };
    const renames = new Map((choice.rename ?? []).map(({ profile, name }) => [profile, name]));
    if (choice.csv !== undefined) {
      const { profiles, keys } = await readCsv(choice.csv, {
        ...common,
        ...asking,
        aws,
        everyName: files.everyName,
      });
      const input = {
        ...common,
        documents: noFiles(),
        unreadable: [],
        profiles,
        keys,
        everyName: files.everyName,
        isChosen: () => true,
      };
      const takeover = planImport(input, renames);
      return {
        takeover: { ...takeover, remarks: [...takeover.remarks, ...csvRemains(takeover)] },
        keys,
        documents: null,
        profiles,
        failures: [],
      };
    }
    checkNames(chosen ?? [], files);
    const groups = groupKeys(files.profiles.filter(({ name }) => isChosen(name)));
    const keys = await proveKeys(aws, endpoint, groups, asking);
    return {
      ...files,
      takeover: planImport({ ...files, ...common, keys, isChosen }, renames),
      keys,
    };
  };

  const apply = async ({ takeover, documents }: Shown) => {
    const { id, beforeReplace } = deps.startBackup(reasonOf(takeover));
    const changedFiles = await applyImport(takeover, documents, {
      ...deps,
      editFile: (file, edit, options) =>
        editFile(file, edit, {
          lockFolder: places.lockFolder,
          clock,
          parse,
          beforeReplace: options.backUp ? beforeReplace : async () => {},
        }),
    });
    return { changedFiles: [...changedFiles], backup: changedFiles.length === 0 ? null : id };
  };

  const takeOver = async (
    { token, switchAfterwards = false, ...choice }: Wish,
    waiting: Waiting,
  ): Promise<ImportOutcome> => {
    const prepared = await prepare(choice, waiting);
    if (token !== undefined && token !== viewPlan(prepared).token)
      throw new AppError('import/changed', {});
    const { identities, roles } = prepared.takeover;
    const { changedFiles, backup } = await apply(prepared);
    const names = identities.map(({ identity }) => identity.name);
    const switched = switchAfterwards ? await switchAll(names, sessions, waiting) : [];
    const started = new Set(
      switched.filter(({ kind }) => kind === 'started').map(({ target }) => target),
    );
    return {
      identities: identities.filter(({ isNew }) => isNew).map(({ identity }) => identity.name),
      roles: roles.filter(({ isNew }) => isNew).map(({ role }) => role.name),
      changedFiles,
      backup,
      switched,
      toSwitch: [...names, ...roles.map(({ role }) => role.name)].filter(
        (name) => !started.has(name),
      ),
    };
  };

  return {
    async plan(choice, waiting = {}) {
      return viewPlan(await prepare(choice, waiting));
    },
    async apply(wish, { tell } = {}) {
      const { token } = wish;
      const own = new AbortController();
      if (token !== undefined) stopping.set(token, own);
      try {
        return await takeOver(wish, { tell, signal: own.signal });
      } finally {
        if (token !== undefined) stopping.delete(token);
      }
    },
    stop(token) {
      stopping.get(token)?.abort(new AppError('import/stopped', {}));
    },
  };
}

type Wish = Parameters<Import['apply']>[0];

function checkNames(names: Iterable<string>, { everyName, failures }: FilesRead): void {
  for (const name of names) {
    if (everyName.has(name)) continue;
    const [failure] = failures;
    if (failure === undefined) throw new AppError('input/unknown', { kind: 'profile', name });
    // It may well be in the file that cannot be read.
    throw new AppError(failure.code, failure.facts);
  }
}

function noFiles(): Documents {
  return {
    credentials: parse(new Uint8Array(), { path: '', kind: 'credentials' }),
    config: parse(new Uint8Array(), { path: '', kind: 'config' }),
  };
}

function csvRemains({ identities }: Takeover) {
  const [first] = identities;
  return first === undefined
    ? []
    : [{ code: 'csv-remains' as const, profile: first.identity.profile, about: [] }];
}

/** What the list of backups says of it. */
function reasonOf({ identities, roles }: Takeover): string {
  const counted = (count: number, thing: string) =>
    count === 0 ? [] : [`${count} ${thing}${count === 1 ? '' : 's'}`];
  const keys = new Set(identities.map(({ key }) => key.accessKeyId)).size;
  return keys === 0
    ? `take over ${counted(roles.length, 'role').join('')}`
    : `lock away ${[...counted(keys, 'key'), ...counted(roles.length, 'role')].join(', ')}`;
}

/**
 * The profiles that have just lost their key. One that fails, or needs a code, does not keep the others; when it is
 * stopped, the rest waits for another time.
 */
async function switchAll(
  names: readonly string[],
  sessions: Pick<Sessions, 'switchTo'>,
  { tell, signal }: Waiting,
): Promise<ImportOutcome['switched']> {
  const switched: ImportOutcome['switched'] = [];
  for (const [done, target] of names.entries()) {
    if (signal?.aborted === true) break;
    tell?.({ kind: 'progress', doing: 'switching', done, of: names.length, name: target });
    try {
      const outcome = await sessions.switchTo(target, {});
      if (outcome.kind === 'mfa-needed')
        switched.push({ kind: 'mfa-needed', target, serial: outcome.serial });
      else switched.push({ kind: 'started', target });
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { code, facts } = failureOf(error);
      switched.push({
        kind: 'failed',
        target,
        failure: {
          code,
          facts: { ...facts } as Extract<
            ImportOutcome['switched'][number],
            { kind: 'failed' }
          >['failure']['facts'],
        },
      });
    }
  }
  return switched;
}
