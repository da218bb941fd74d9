import type { AwsFileView } from '#shared/contract/things.ts';
import { formatDuration } from '#shared/time.ts';
import type { FileLint, OwnedProfile } from '#shared/contract/profile-files.ts';

export const SETTINGS_WORDS = {
  title: 'Settings',
  lock: 'Locking',
  lockLead:
    'A locked Latchkey asks for the passphrase or the keychain before it shows or does anything. Locking by hand also ends what goes on in the background.',
  lockWithComputer: 'Lock with the computer',
  lockWithComputerText: 'When it goes to sleep or its screen is locked.',
  lockIdle: 'Lock when idle',
  lockIdleText: {
    desktop: 'When nobody has used the computer for this long.',
    browser: 'When nobody has used Latchkey for this long; what tools ask for does not count.',
  },
  lockIdleChoice: (minutes: number | null) =>
    minutes === null ? 'Never' : `After ${formatDuration(minutes * 60)}`,
  lockKeeps: 'Keep running sessions going',
  lockKeepsText:
    'While Latchkey has locked itself, tools still get the sessions that run, renewed in time, and nothing new. Without this they end one by one until you unlock, and the key to your secrets leaves memory.',

  reminders: 'Key reminders',
  remindersLead:
    'When Latchkey begins to speak of an access key. A reminder stands on the key until its cause is gone; the desktop app shows it in the tray too.',
  notify: 'Tell me once a day',
  notifyText: 'The desktop app says in one line, at most once a day, that something is due.',
  ownDaysTitle: (identity: string) => `${identity} has days of its own`,
  ownDays: 'Change…',
  ownDaysOf: (identity: string) => `Change the days of ${identity}…`,

  files: 'AWS files',
  filesLead:
    'The two files that every AWS tool reads. Latchkey changes only profiles of its own in them, keeps a backup of what was there, and shows every change first if you ask.',
  reading: 'Reading your AWS files',

  kinds: { credentials: 'Credentials file', config: 'Config file' },
  fileStates: {
    there: 'there',
    'not-there': 'not there yet',
    'not-written': 'not written to',
    emptied: 'empty',
    unreadable: 'cannot be read',
  },
  notThere: 'AWS’s tools and Latchkey make it when they need it.',
  changed: (moment: string) => `Changed ${moment}`,
  notWritten:
    'AWS’s tools cannot all read it, so Latchkey leaves it alone. The list below says why.',
  oddities: (count: number) => (count === 1 ? 'one oddity' : `${count} oddities`),
  rewritten: (profile: string, moment: string) =>
    `Another program put an older copy back ${moment}; Latchkey wrote the profile ${profile} again.`,

  takeOver: 'Keys and roles in these files',
  takeOverText:
    'Finds plaintext keys, role profiles and Identity Center profiles, and shows what would become of each.',
  takeOverDo: 'Look for keys and roles…',

  lints: 'Oddities in these files',
  lintsNone: 'None. Every AWS tool reads both files alike.',
  lintPlace: (path: string, line: number) => `${path}, line ${line}`,
  blocks: {
    file: 'Until it is mended, Latchkey does not write to this file.',
    section: 'Until it is mended, Latchkey leaves this section alone.',
    setting: 'Until it is mended, Latchkey leaves this setting alone.',
    nothing: '',
  } satisfies Record<FileLint['blocks'], string>,
  byHand: 'Mend it by hand: no change that Latchkey could make is safe.',
  /** Main makes a few previews at a time, so that here either may be true. */
  noFixNow: 'No fix to show now: none is safe, or those of the lines above come first.',
  showFix: 'Show the fix',
  showFixOf: (place: string) => `Show the fix of ${place}`,
  fixTitle: 'Mend the file',
  fixDo: 'Apply',
  fixLosesNothing: 'A backup is kept, so this can be put back.',
  fixed: 'Mended',
  more: (count: number) => `Show ${count} more`,

  changes: 'What Latchkey changes',
  owned: 'Profiles that Latchkey wrote',
  ownedNone: 'None at the moment: Latchkey writes a profile when you switch to a target.',
  standings: {
    'as-written': 'as written',
    changed: 'changed elsewhere',
    gone: 'removed elsewhere',
  } satisfies Record<OwnedProfile['standing'], string>,
  showDifference: 'Show the difference',
  showDifferenceOf: (profile: string) => `Show the difference of ${profile}`,
  since: 'Changes since the newest backup',
  sinceNone: 'Nothing has changed since the newest backup.',
  wouldChange: 'What switching would change',
  wouldChangeHint: 'Shows the exact lines and writes nothing.',
  wouldChangeDo: 'Show',
  noTarget: 'Nothing by that name',

  backups: 'Backups',
  backupsLead:
    'The files as they were before each change. Of each file the newest ten are kept, secrets encrypted.',
  backupsNone: 'Latchkey has not changed your AWS files yet.',
  before: (why: string) => `Before “${why}”`,
  putBack: 'Put back…',
  putBackOf: (why: string, moment: string) => `Put back the files from before “${why}”, ${moment}`,
} as const;

export const PUT_BACK_WORDS = {
  title: 'Put the files back',
  lead: (why: string, moment: string) =>
    `As they were before “${why}”, ${moment}, byte for byte. What is there now is kept as a backup, so this can be undone too.`,
  nothing: 'The files are as the backup has them.',
  removes: (path: string) => `There was no ${path} then, so it is removed.`,
  changedTitle: 'Somebody else has changed the file since',
  changedText: (paths: readonly string[]) =>
    `${paths.join(' and ')} holds changes that are not Latchkey’s. Putting it back loses them.`,
  putBack: 'Put back',
  insist: 'Put back all the same',
  done: 'Put the files back',
} as const;

export const DIFFERENCE_WORDS = {
  title: (target: string) => `What switching to ${target} would change`,
  lead: 'These lines, and nothing else. Keys that AWS makes only then are shown as dots.',
  nothing: 'Nothing: the files are as switching would leave them.',
  changedTitle: (profile: string) => `Somebody else changed the profile ${profile}`,
  changedLead:
    'This is what replacing the section would do. What it holds now would be lost; a backup is kept.',
  keep: 'Leave it as it is',
  otherName: 'Choose another name…',
  stop: 'Stop and remove it',
  replace: 'Replace the section',
} as const;

export type FileState = keyof typeof SETTINGS_WORDS.fileStates;

/** How a file stands, in a word or two. */
export function fileState(file: AwsFileView, lints: readonly FileLint[]): FileState {
  if (file.failure !== null) return 'unreadable';
  if (!file.exists) return 'not-there';
  if (file.restorable !== null) return 'emptied';
  const isRefused = lints.some(({ path, blocks }) => path === file.path && blocks === 'file');
  return isRefused ? 'not-written' : 'there';
}

/** What a lint says in the middle of a sentence, as one. */
export function sentence(detail: string): string {
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}
