import { deviceName } from '#shared/arn.ts';
import type { ImportPlan, ImportProgress } from '#shared/contract/import-plan.ts';
import { formatDuration } from '#shared/time.ts';

export const TAKE_OVER_WORDS = {
  title: 'Use what is in your AWS files',
  lead: 'Long-term keys move into the vault, and the profiles that held them get short-lived ones instead. AWS is asked whose keys they are; nothing is written before you have seen every line.',
  csvLead:
    'The keys of this file go into the vault. AWS is asked whose they are. Your AWS files stay as they are.',
  reading: 'Reading your AWS files, and asking AWS whose the keys are',
  doing: {
    asking: 'Asking AWS whose the keys are',
    switching: 'Switching to the IAM users',
  } satisfies Record<ImportProgress['doing'], string>,
  doingText: {
    asking: 'Nothing is changed while AWS is asked.',
    switching: 'Everything is taken over. Who is not switched to now can be at any time.',
  } satisfies Record<ImportProgress['doing'], string>,
  stopped: 'Cancelled. Nothing was changed.',
  sofar: (done: number, of: number, name: string) => `${done} of ${of}, ${name}`,
  stop: {
    asking: 'Cancel',
    switching: 'Leave the rest for later',
  } satisfies Record<ImportProgress['doing'], string>,
  readingChanges: 'Working out the changes',
  again: 'Look again',

  csvInstead: 'Use the console’s accessKeys.csv instead…',
  csvOther: 'Choose another accessKeys.csv…',
  filesInstead: 'Use my AWS files instead',
  csvTooLong: 'That is longer than any accessKeys.csv.',
  csvUnreadable: 'That file cannot be read.',

  nothing: 'Nothing to take over',
  nothingText: 'Neither file holds a long-term key or a role profile that Latchkey could use.',
  csvNothingText: 'This file holds no key that Latchkey could take over.',

  keys: 'Keys in plain text',
  keyIn: (profiles: readonly string[]) => `In ${listed(profiles)}`,
  keyOf: (userName: string, accountId: string) => `${userName}, account ${accountId}`,
  keyOfRoot: (accountId: string) => `root user of ${accountId}`,
  keyNotProven: 'not confirmed by AWS',
  allowRoot: 'Take over keys of the root user too',
  allowUnproven: 'Take over keys too that AWS did not confirm',

  identities: 'Become IAM users',
  roles: 'Become roles',
  all: 'All',
  none: 'None',
  allOf: (what: string) => `All under “${what}”`,
  noneOf: (what: string) => `None under “${what}”`,
  filter: 'Filter',
  known: 'Latchkey has it already',
  profile: (profile: string) => `profile ${profile}`,
  device: (serial: string) => `MFA device ${deviceName(serial)}`,
  from: (source: string) => `from ${source}`,
  mfaModes: {
    session: 'by its MFA session',
    direct: 'with an MFA code of its own',
    none: 'without MFA',
  },
  externalId: (id: string) => `external id ${id}`,
  sourceStays: (source: string) => `Its source ${source} is not chosen, so it stays as it is.`,
  more: (count: number) => `Show ${count} more`,

  left: 'Stay as they are',
  warnings: 'Good to know',
  place: (path: string, line: number | null) => (line === null ? path : `${path}, line ${line}`),

  next: 'Show the changes',

  reviewLead: 'This is everything that changes in your files. It can be put back as one.',
  noFiles: 'No file changes.',
  switchAfterwards: 'Switch to the IAM users afterwards, so that their profiles work at once',
  back: 'Back',

  doneKeys: (count: number) =>
    count === 1 ? 'One key rests in the vault now.' : `${count} keys rest in the vault now.`,
  doneRoles: (count: number) =>
    count === 1 ? 'One role taken over.' : `${count} roles taken over.`,
  doneFiles: (paths: readonly string[]) => `Changed ${paths.join(' and ')}; a backup is kept.`,
  doneTitle: 'Done',
  switched: 'IAM users',
  active: 'active',
  codeNeeded: 'needs a code',
  enterCode: 'Enter the code',
  notSwitched: 'not switched to',
  waiting: 'Without credentials until you switch to them',
  undo: 'Undo…',
  done: 'Done',

  undone: 'Your files are as they were',
  undoneText:
    'The keys lie in them in plain text again. The vault keeps its copies, and what was taken over stays in the list until you remove it.',
} as const;

/** What going on does: “Lock away 2 keys and take over one role”. */
export function takeOverDo({
  identities,
  roles,
}: Pick<ImportPlan, 'identities' | 'roles'>): string {
  const keys = new Set(identities.map(({ accessKeyId }) => accessKeyId)).size;
  const parts = [
    ...(keys === 0 ? [] : [`lock away ${keys === 1 ? 'one key' : `${keys} keys`}`]),
    ...(roles.length === 0
      ? []
      : [`take over ${roles.length === 1 ? 'one role' : `${roles.length} roles`}`]),
  ];
  const text = parts.join(' and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What a line says about an identity of a plan. */
export function identityWords(identity: ImportPlan['identities'][number]): string {
  const { name, profile, accessKeyId, mfaSerial, region } = identity;
  return [
    ...(profile === name ? [] : [TAKE_OVER_WORDS.profile(profile)]),
    accessKeyId,
    ...(mfaSerial === null ? [] : [TAKE_OVER_WORDS.device(mfaSerial)]),
    ...(region === null ? [] : [region]),
  ].join(' · ');
}

/** What a line says about a role of a plan, besides its ARN. */
export function roleWords(role: ImportPlan['roles'][number]): string {
  const { name, profile, source, mfa, externalId, durationSeconds, region } = role;
  return [
    ...(profile === name ? [] : [TAKE_OVER_WORDS.profile(profile)]),
    TAKE_OVER_WORDS.from(source),
    TAKE_OVER_WORDS.mfaModes[mfa],
    ...(externalId === null ? [] : [TAKE_OVER_WORDS.externalId(externalId)]),
    ...(durationSeconds === null ? [] : [formatDuration(durationSeconds)]),
    ...(region === null ? [] : [region]),
  ].join(' · ');
}

function listed(items: readonly string[]): string {
  const shown = items.slice(0, 5);
  const rest = items.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
