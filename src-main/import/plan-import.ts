import { parse } from '../aws-files/document.ts';
import { keyOf } from '../aws-files/document.ts';
import { sectionsOfProfile } from '../aws-files/profile-names.ts';
import { decidesCredentials } from '../delivery/deciding-settings.ts';
import { chooseProfiles, takeOutOf, type ChoiceInput, type Chosen } from './choose-profiles.ts';
import type { FileProfile } from './file-profile.ts';
import { because, type Reason } from './reason.ts';
import type { Renames } from './name-targets.ts';
import { planTargets, type PlannedTargets, type Remark } from './plan-targets.ts';
import {
  movedSettings,
  takeOut,
  type Documents,
  type EditedFiles,
  type TakeOut,
} from './take-out.ts';

/** All that taking over would do, secrets included: what `view-plan.ts` shows and `apply-import.ts` does. */
export interface Takeover extends PlannedTargets {
  readonly left: Chosen['left'];
  readonly edited: EditedFiles;
}

/** Decides what is taken over. Pure. Throws `input/name-taken` for a name that was asked for. */
export function planImport(input: Omit<ChoiceInput, 'refused'>, renames: Renames): Takeover {
  const refused = new Map<string, Reason>();
  for (;;) {
    const { taken, left } = chooseProfiles({ ...input, refused });
    const takeOuts = taken.map((profile) => takeOutOf(input.documents, profile, input.endpoint));
    const outcome = tryTakeOut(input.documents, takeOuts);
    if ('edited' in outcome) {
      const targets = planTargets({ ...input, refused }, taken, renames);
      const remarks = [
        ...targets.remarks,
        ...sharedKeys(taken, input),
        ...brokenSources(taken, input),
        ...moves(input.documents, takeOuts),
      ];
      return { ...targets, remarks, left, edited: outcome.edited };
    }
    for (const [profile, reason] of outcome.refused) refused.set(profile, reason);
  }
}

/** The edited files, or the profiles that stand in the way. */
function tryTakeOut(
  documents: Documents,
  all: readonly TakeOut[],
): { edited: EditedFiles } | { refused: Map<string, Reason> } {
  const edited = takeOut(documents, all);
  if (edited === null) {
    return {
      refused: new Map(
        culprits(documents, all).map(({ profile }) => [profile, because('edit-refused')]),
      ),
    };
  }
  const after = parse(edited.config, documents.config.file);
  const refused = new Map<string, Reason>();
  const names = new Set(all.map(({ profile }) => profile));
  const stillDeciding = after.sections.filter((section) => decidesCredentials(after, section));
  for (const section of stillDeciding) {
    for (const profile of namesOf(section.botocoreName)) {
      if (names.has(profile) && sectionsOfProfile(after, profile).includes(section))
        refused.set(profile, because('several-sources', 'another source'));
    }
  }
  return refused.size === 0 ? { edited } : { refused };
}

function namesOf(header: string | null): readonly string[] {
  return header === null ? [] : [header, header.replace(/^profile\s+/, '').replaceAll(/["']/g, '')];
}

/** Halves what cannot be edited together until those are found that cannot be edited at all. */
function culprits(documents: Documents, all: readonly TakeOut[]): readonly TakeOut[] {
  if (all.length === 1) return all;
  const middle = Math.ceil(all.length / 2);
  const found = [all.slice(0, middle), all.slice(middle)].flatMap((half) =>
    takeOut(documents, half) === null ? culprits(documents, half) : [],
  );
  // Each half goes alone and both do not together: then neither.
  return found.length === 0 ? all : found;
}

function sharedKeys(taken: readonly FileProfile[], { keys }: Pick<ChoiceInput, 'keys'>): Remark[] {
  const names = new Set(taken.filter(({ key }) => key !== null).map(({ name }) => name));
  return keys.flatMap(({ group }) => {
    const [first, ...others] = group.profiles.filter((profile) => names.has(profile));
    return first === undefined || others.length === 0
      ? []
      : [{ code: 'shared-key' as const, profile: first, about: others }];
  });
}

/** Profiles that stay and take their credentials from one that is taken over. */
function brokenSources(
  taken: readonly FileProfile[],
  { profiles }: Pick<ChoiceInput, 'profiles'>,
): Remark[] {
  const names = new Set(taken.map(({ name }) => name));
  const users = new Map<string, string[]>();
  for (const { name, role } of profiles) {
    if (role === null || names.has(name) || !names.has(role.sourceProfile)) continue;
    users.set(role.sourceProfile, [...(users.get(role.sourceProfile) ?? []), name]);
  }
  return [...users].map(([profile, about]) => ({ code: 'used-by-others', profile, about }));
}

function moves(documents: Documents, all: readonly TakeOut[]): Remark[] {
  return all.flatMap((one) => {
    const about = movedSettings(documents, one).map((setting) =>
      keyOf(documents.credentials, setting),
    );
    return about.length === 0
      ? []
      : [{ code: 'settings-moved' as const, profile: one.profile, about }];
  });
}
