import type { Endpoint } from '#shared/contract/things.ts';
import type { LeftCode } from '#shared/contract/import-plan.ts';
import { isAppError } from '#shared/errors.ts';
import { keyOf, type Document, type Section } from '../aws-files/document.ts';
import { LINTS } from '../aws-files/lints.ts';
import { profileNamesOf } from '../aws-files/profile-names.ts';
import type { Profile } from '../aws-files/read-profiles.ts';
import { profileProblem } from '../aws-files/writable-text.ts';
import { checkDefaultSection } from '../delivery/deciding-settings.ts';
import type { State } from '../state/state-document.ts';
import type { FileProfile } from './file-profile.ts';
import { because, type Reason } from './reason.ts';
import { isKnown, knownIdentity } from './known-targets.ts';
import { KEY_SETTINGS, ROLE_SETTINGS } from './import-settings.ts';
import type { ProvenKey } from './prove-keys.ts';
import type { Documents, TakeOut } from './take-out.ts';

export interface ChoiceInput {
  readonly documents: Documents;
  /** Files that could not be read at all; their documents are empty. */
  readonly unreadable: readonly string[];
  /** Those that get credentials, in the order of the files. */
  readonly profiles: readonly FileProfile[];
  /** The names of all, whatever they hold. */
  readonly everyName: ReadonlySet<string>;
  readonly keys: readonly ProvenKey[];
  readonly state: State;
  readonly endpoint: Endpoint;
  readonly isChosen: (profile: string) => boolean;
  readonly allowRoot: boolean;
  readonly allowUnproven: boolean;
  /** What an edit of the files has shown to be impossible. */
  readonly refused: ReadonlyMap<string, Reason>;
}

export interface Left extends Reason {
  readonly profile: string;
  readonly path: string | null;
  readonly line: number | null;
}

/** Which profiles can be taken over, and why the others stay. */
export interface Chosen {
  readonly taken: readonly FileProfile[];
  readonly left: readonly Left[];
}

/** Chains longer than AWS's tools could follow in a lifetime; a file can hold any. */
const LONGEST_CHAIN = 64;

export function chooseProfiles(input: ChoiceInput): Chosen {
  const byName = new Map(input.profiles.map((profile) => [profile.name, profile]));
  const delivered = new Set(
    [...input.state.identities, ...input.state.roles].map(({ profile }) => profile),
  );
  const fileReason = refusedFile(input);
  const reasons = new Map<string, Reason | null>();

  const reasonFor = (profile: FileProfile, path: readonly string[]): Reason | null => {
    const known = reasons.get(profile.name);
    if (known !== undefined) return known;
    if (path.includes(profile.name) || path.length > LONGEST_CHAIN) {
      return because(
        'source-cycle',
        ...path.slice(Math.max(0, path.indexOf(profile.name))),
        profile.name,
      );
    }
    const reason =
      byNature(profile) ??
      fileReason ??
      profile.left ??
      ownReason(input, profile) ??
      sourceReason(profile, [...path, profile.name]);
    reasons.set(profile.name, reason);
    return reason;
  };

  const sourceReason = (
    { name, key, role }: FileProfile,
    path: readonly string[],
  ): Reason | null => {
    if (role === null) return null;
    const { sourceProfile } = role;
    if (sourceProfile === name) return key === null ? because('source-cycle', name, name) : null;
    const source = byName.get(sourceProfile);
    if (source !== undefined && input.isChosen(sourceProfile)) {
      const reason = reasonFor(source, path);
      if (reason === null) return null;
      return reason.code === 'source-cycle' ? reason : because('source-not-taken', sourceProfile);
    }
    if (delivered.has(sourceProfile)) return null;
    if (source !== undefined) return because('source-not-chosen', sourceProfile);
    return because(
      input.everyName.has(sourceProfile) ? 'source-not-taken' : 'source-missing',
      sourceProfile,
    );
  };

  const taken: FileProfile[] = [];
  const left: Left[] = [];
  for (const profile of input.profiles) {
    if (!input.isChosen(profile.name)) continue;
    const reason = reasonFor(profile, []);
    const { name, path, line } = profile;
    if (reason === null) taken.push(profile);
    else left.push({ path, line, ...reason, profile: name });
  }
  return { taken, left };
}

/** What gets its credentials in a way that is none of Latchkey's business, whatever the state of the file. */
function byNature({ left }: FileProfile): Reason | null {
  return left !== null && OTHERS.has(left.code) ? left : null;
}

const OTHERS: ReadonlySet<LeftCode> = new Set([
  'short-lived',
  'mfa-login',
  'identity-center',
  'login-session',
  'credential-process',
  'web-identity',
  'credential-source',
]);

/** One broken file keeps everything as it is: no session could be delivered beside it. */
function refusedFile({
  documents,
  unreadable,
}: ChoiceInput): (Reason & { path: string; line: number }) | null {
  for (const document of [documents.credentials, documents.config]) {
    const { path } = document.file;
    if (unreadable.includes(path)) return { ...because('file-refused'), path, line: 1 };
    const lint = document.lints.find(({ rule }) => ['bytes', 'file'].includes(LINTS[rule].blocks));
    if (lint !== undefined) return { ...because('file-refused'), path, line: lint.line };
    try {
      checkDefaultSection(document);
    } catch (error) {
      if (!isAppError(error, 'files/refused')) throw error;
      return { ...because('file-refused'), path, line: error.facts.line };
    }
  }
  return null;
}

function ownReason(input: ChoiceInput, profile: FileProfile): Reason | null {
  const { name } = profile;
  if (profileProblem(name) !== null) return because('name-unusable');
  const holder = [...input.state.identities, ...input.state.roles].find(
    (target) => target.profile === name,
  );
  if (holder !== undefined && !isKnown(input.state, profile))
    return because('profile-in-use', holder.name);
  const refused = input.refused.get(name);
  if (refused !== undefined) return refused;
  if (!isEditable(profile.profile)) return because('edit-refused');
  if (isConfigInTheWay(input, profile)) return because('config-section');
  return keyReason(input, profile);
}

/** Where each file has one section of it at most, found by both readers, and nothing in it is in dispute. */
function isEditable({ places }: Profile): boolean {
  const isClear = ({ document, section }: Profile['places'][number]) => {
    const { botocore, smithy } = profileNamesOf(section, document.file.kind);
    return (
      botocore === smithy &&
      section.blockedBy === null &&
      section.settings.every(({ blockedBy }) => blockedBy === null)
    );
  };
  return (
    places.every(isClear) && new Set(places.map(({ document }) => document)).size === places.length
  );
}

/** Where a delivered profile carries the endpoint's address, its section of the config file has to be Latchkey's own. */
function isConfigInTheWay({ documents, endpoint }: ChoiceInput, profile: FileProfile): boolean {
  if (!writesAddress(endpoint)) return false;
  const { drop, credentials, config } = takeOutOf(documents, profile, endpoint);
  const rest = [
    ...restOf(documents.credentials, credentials, drop),
    ...restOf(documents.config, config, drop),
  ];
  return rest.some((key) => key !== 'region');
}

function writesAddress({ writesEndpointUrl, stsUrl }: Endpoint): boolean {
  return writesEndpointUrl && stsUrl !== null;
}

function restOf(document: Document, section: Section | null, drop: ReadonlySet<string>): string[] {
  return (section?.settings ?? [])
    .map((setting) => keyOf(document, setting))
    .filter((key) => !drop.has(key));
}

/** Meant for profiles that are editable: with one section in each file. */
export function takeOutOf(
  { credentials, config }: Documents,
  { name, role, profile }: FileProfile,
  endpoint: Endpoint,
): TakeOut {
  const drop = new Set([...KEY_SETTINGS, ...(role === null ? [] : ROLE_SETTINGS)]);
  const dropsConfig = writesAddress(endpoint);
  // The target knows it, and the section that is delivered could not hold it.
  if (dropsConfig) drop.add('mfa_serial');
  const sectionIn = (file: Document) =>
    profile.places.find(({ document }) => document === file)?.section ?? null;
  return {
    profile: name,
    credentials: sectionIn(credentials),
    config: sectionIn(config),
    drop,
    dropsConfig,
  };
}

function keyReason(
  { keys, state, allowRoot, allowUnproven }: ChoiceInput,
  profile: FileProfile,
): Reason | null {
  const { key, name } = profile;
  if (key === null) return null;
  const own = keys.find(({ group }) => group.profiles.includes(name)) as ProvenKey;
  const twins = keys.filter(
    (other) => other !== own && other.group.accessKeyId === key.accessKeyId,
  );
  if (
    twins.some(({ proof }) => proof.state === 'proven') ||
    (twins.length > 0 && own.proof.state !== 'proven')
  ) {
    return because('secret-differs', ...twins.flatMap(({ group }) => group.profiles));
  }
  if (knownIdentity(state, profile) !== undefined) return null;
  let code: LeftCode | null = null;
  if (own.proof.state !== 'proven') code = allowUnproven ? null : 'not-proven';
  else if (own.proof.facts.userName === null && !allowRoot) code = 'root-key';
  return code === null ? null : because(code);
}
