import { accessSync, constants } from 'node:fs';
import { AppError, isAppError } from '#shared/errors.ts';
import { coreEnd, textOf, type AwsFile } from '../aws-files/document.ts';
import { createParseMemory } from '../aws-files/parse-memory.ts';
import { readAwsFile } from '../aws-files/read-file.ts';
import { checkFile as checkReadable } from '../aws-files/refuse.ts';
import { checkFile, checkMayChange, resolveTarget } from '../aws-files/resolve-target.ts';
import { profileProblem } from '../aws-files/writable-text.ts';
import type { WriterDeps } from '../aws-files/writer.ts';
import type { Clock } from '../platform/clock.ts';
import { checkDefaultSection } from './deciding-settings.ts';
import { configSettings, keySettings } from './delivered-settings.ts';
import type { FileDelivery, OwnershipStore } from './delivery.ts';
import { changedBy, isHarmless, ownedOf, standingOf, takenBy } from './owned-section.ts';
import { removeOwnedSection } from './remove-owned-section.ts';
import { decideWrite, writeOwnedSection, type WriteRequest } from './write-owned-section.ts';

export interface FileDeliveryDeps {
  readonly credentialsFile: string;
  readonly configFile: string;
  readonly lockFolder: string;
  readonly ownership: OwnershipStore;
  readonly clock: Clock;
  /** One memory for all that read the files: what has been parsed for a view need not be for a switch. */
  readonly parse?: WriterDeps['parse'];
  /** Begins a change, and gives the writer's hook that keeps what was there before. */
  readonly startBackup: (why: string) => WriterDeps['beforeReplace'];
}

/** Delivers into the user's own AWS files: one section in each, next to all that is theirs. */
export function createFileDelivery({
  credentialsFile,
  configFile,
  lockFolder,
  ownership,
  clock,
  parse = createParseMemory(),
  startBackup,
}: FileDeliveryDeps): FileDelivery {
  const config: AwsFile = { path: configFile, kind: 'config' };
  const credentials: AwsFile = { path: credentialsFile, kind: 'credentials' };
  const deps = { lockFolder, ownership, clock, parse };

  const readStanding = async (file: AwsFile, profile: string) => {
    const target = await resolveTarget(file.path);
    const content = await readAwsFile(target);
    if (content !== null) checkFile(file.path, content.stats);
    const document = deps.parse(content?.bytes ?? new Uint8Array(), file);
    return {
      document,
      target,
      content,
      standing: standingOf(document, profile, ownedOf(ownership, file, profile)),
    };
  };

  /** Whether there is nothing to write: mostly so in the config file when keys are renewed. */
  const isWritten = async (file: AwsFile, request: WriteRequest): Promise<boolean> => {
    try {
      const { document, content } = await readStanding(file, request.profile);
      return decideWrite(document, content !== null, request, ownership).bytes === document.bytes;
    } catch (error) {
      // The attempt to write will say what is in the way, or find it gone.
      if (isAppError(error)) return false;
      throw error;
    }
  };

  /** Whether the line by which tools ask is all that the config file has too much. */
  const hasLineTooMuch = async (request: WriteRequest, common: ConfigParts) => {
    const { document, standing } = await readStanding(config, request.profile);
    if (standing.kind !== 'ours') return false;
    const text = textOf(document, standing.section.start, coreEnd(standing.section));
    const processLine = /^credential_process = (.+)$/m.exec(text)?.[1]?.trimEnd() ?? null;
    if (processLine === null) return false;
    const settings = configSettings({ ...common, processLine });
    return isWritten(config, { ...request, settings });
  };

  /** Throws where our section could not be written as things are. */
  const checkPlace = async (
    file: AwsFile,
    profile: string,
    {
      replaceChanged,
      mayLeaveForeign,
    }: { readonly replaceChanged: boolean; readonly mayLeaveForeign: boolean },
  ) => {
    const { document, target, content, standing } = await readStanding(file, profile);
    checkDefaultSection(document);
    if (standing.kind === 'foreign') {
      if (mayLeaveForeign && isHarmless(document, standing.section)) return;
      throw takenBy(document, profile, standing.section);
    }
    if (standing.kind === 'changed' && !replaceChanged)
      throw changedBy(document, profile, standing.section);
    checkReadable(document);
    if (content === null) return;
    checkMayChange(file.path, content.stats);
    checkMayOpen(file, target);
  };

  return {
    async check(profile, deliver = 'file') {
      checkProfile(profile);
      // Whether to replace what somebody else has changed is asked when it comes to that.
      const inConfig = { replaceChanged: true, mayLeaveForeign: deliver === 'file' };
      await checkPlace(config, profile, inConfig);
      await checkPlace(credentials, profile, { replaceChanged: true, mayLeaveForeign: false });
    },

    async deliver(request) {
      const {
        profile,
        region,
        endpointUrl,
        replaceChanged,
        notBefore,
        processLine = null,
      } = request;
      checkProfile(profile);
      const backUp = startBackup(`switch ${profile}`);
      const beforeReplace: WriterDeps['beforeReplace'] = async (replacement) => {
        await backUp(replacement);
        await notBefore;
      };
      const change = { ...deps, beforeReplace };
      const isNew = ownedOf(ownership, config, profile) === undefined;
      const inConfig = {
        profile,
        settings: configSettings({ region, endpointUrl, processLine }),
        replaceChanged,
        mayLeaveForeign: endpointUrl === null && processLine === null,
      };
      // Config first: after a crash in between there is a Region without keys, which fails at once. Keys
      // without their endpoint_url would work, against an AWS that they were not meant for.
      const isConfigWritten = await isWritten(config, inConfig);
      // What is in the way in the second file must show before the first is touched.
      if (!isConfigWritten || processLine !== null)
        await checkPlace(credentials, profile, { replaceChanged, mayLeaveForeign: false });
      // Tools take the keys before the line: with those in place first, they never find neither.
      const isLineLast =
        !isConfigWritten &&
        processLine === null &&
        (await hasLineTooMuch(inConfig, { region, endpointUrl }));
      if (!isConfigWritten && !isLineLast) await writeOwnedSection(config, inConfig, change);
      if (processLine !== null) {
        // Until now they were taken before the line: no tool has found nothing in between.
        await removeOwnedSection(credentials, { profile, replaceChanged }, change);
        return { path: configFile };
      }
      try {
        await writeOwnedSection(
          credentials,
          {
            profile,
            settings: keySettings(request.credentials),
            replaceChanged,
            mayLeaveForeign: false,
          },
          change,
        );
      } catch (error) {
        if (isNew)
          await removeOwnedSection(
            config,
            { profile, replaceChanged: false },
            { ...deps, beforeReplace: async () => {} },
          ).catch(() => {});
        throw error;
      }
      if (isLineLast) await writeOwnedSection(config, inConfig, change);
      return { path: credentialsFile };
    },

    isNoted: (profile) =>
      [config, credentials].some((file) => ownedOf(ownership, file, profile) !== undefined),

    async withdraw(profile, replaceChanged) {
      const change = { ...deps, beforeReplace: startBackup(`stop ${profile}`) };
      // The keys first: should the config file be in the way, they are gone all the same.
      await removeOwnedSection(credentials, { profile, replaceChanged }, change);
      await removeOwnedSection(config, { profile, replaceChanged }, change);
    },
  };
}

type ConfigParts = Pick<Parameters<typeof configSettings>[0], 'region' | 'endpointUrl'>;

function checkProfile(profile: string): void {
  const problem = profileProblem(profile);
  if (problem !== null) throw new AppError('input/invalid', { field: 'profile', problem });
}

/** Whether the file may be written; what only the attempt shows is left to it. */
function checkMayOpen(file: AwsFile, target: string): void {
  try {
    accessSync(target, constants.W_OK);
  } catch (error) {
    throw new AppError('files/read-only', { path: file.path }, error);
  }
}
