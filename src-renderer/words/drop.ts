import type { Given, Understood } from '../drop/given.ts';
import type { GivenKey } from '../drop/key-in-settings.ts';
import { MFA_DEVICE_WORDS } from './mfa-devices.ts';

/** Of what is dropped on the window, pasted into it, or chosen as a file. */
export const DROP_WORDS = {
  veil: (isLocked: boolean) => (isLocked ? 'Latchkey is locked' : 'Drop it here'),
  veilText: (isLocked: boolean) =>
    isLocked
      ? 'Unlock it first: nothing is taken while it is locked.'
      : 'An accessKeys.csv, a picture of a QR code, or a text with an access key or an otpauth:// address. Nothing is kept before you have seen what it is.',
  reading: 'Reading it',

  firstRunHint:
    'Or drop an accessKeys.csv here, or paste the lines with your key: Ctrl+V, or Cmd+V on a Mac.',
  file: 'Read from a file…',
  formHint: 'Or drop an accessKeys.csv, or paste export AWS_… lines.',

  title: ({ how, fileName }: Given) => {
    if (fileName !== null) return `You ${VERBS[how]} ${fileName}`;
    return how === 'pasted' ? 'What you pasted' : 'What you dropped';
  },
  understood: 'This is what Latchkey understood. Nothing is kept yet.',
  accessKeyId: 'Access key id',
  secret: 'Secret access key',
  seed: 'Seed',
  hidden: 'there, and hidden',
  userName: 'User name',
  profile: 'Profile',
  region: 'Region',
  serial: 'MFA device',
  label: 'Device',

  fileRemains: (fileName: string, secret: string) =>
    `${fileName} still lies where it was, with the ${secret} in it, and Latchkey cannot delete it from here.`,
  fileAdvice: 'Once this is done, delete it yourself, and empty the trash.',
  fileAdviceNow: 'Delete it now, and empty the trash.',
  secrets: { key: 'secret access key', seed: 'seed' },
  clipboardRemains:
    'The clipboard still holds the secret: copy something else once this is done, and clear its history if it has one.',
  textRemains: 'It still stands where you dragged it from, with the secret in it.',
  remainsTitle: 'The secret is in another place, too',
  known: (identity: string) => `Latchkey has this key already: ${identity} signs in with it.`,

  keyQuestion: 'What to do with the key',
  seedQuestion: 'What to do with the seed',
  asNew: 'Add a new identity',
  asNewKeyNote: 'AWS is asked whose key it is. The form comes next, filled in.',
  asNewSeedNote: 'An IAM user whose access key you have as well. The form comes next.',
  toExisting: 'Give it to an identity that is here',
  toExistingKeyNote: 'In place of the key it has. Roles, MFA device and settings stay.',
  toExistingSeedNote: 'Latchkey then makes the codes of its MFA device.',
  identity: 'Identity',
  identityNote: (userName: string | null, account: string) =>
    `${userName ?? 'root user'} in ${account}`,
  back: 'Back',
  done: 'Done',
  close: 'Close',

  keyFilledIn: ({ accessKeyId, userName }: GivenKey, from: string) =>
    `Filled in from ${from}: ${accessKeyId}, its secret${userName === null ? '' : `, user ${userName}`}.`,
  seedFilledIn: (from: string) => `The seed is filled in from ${from}.`,
  fromClipboard: 'the clipboard',
  fromDrop: 'what you dropped',
  wantsKey: 'That is the seed of an MFA device; here an access key is wanted.',

  nothingKept: 'Nothing of it was kept.',
  refusals: {
    empty: {
      title: 'There is nothing in it',
      text: 'Copy the lines, or save the file, and try again.',
    },
    'too-large': {
      title: 'It is too large',
      text: 'A file or text with one access key or one seed is never longer than 64 kB.',
    },
    'not-text': {
      title: 'Latchkey cannot read this',
      text: 'It is neither text nor a PNG or JPEG picture.',
    },
    unknown: {
      title: 'There is no access key and no MFA seed in it',
      text: 'Latchkey understands an accessKeys.csv, lines that set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile of an AWS file, the JSON of the AWS CLI, an otpauth:// address, and a picture of a QR code.',
    },
    temporary: {
      title: 'These are short-lived credentials',
      text: 'Their id begins with ASIA or they come with a session token, and they end within hours. Latchkey makes such credentials itself: give it the long-term key of an IAM user, whose id begins with AKIA.',
    },
    'several-keys': {
      title: 'There is more than one access key in it',
      text: 'Give one at a time. A whole AWS file, and an accessKeys.csv with several keys, is read by Add → From my AWS files.',
    },
    'several-seeds': {
      title: 'There is more than one MFA device in it',
      text: 'Give the address or the QR code of one device. The export of an authenticator app holds many.',
    },
    'no-secret': {
      title: 'The secret of the key is missing',
      text: 'There is an access key id without its secret access key. AWS shows a secret only once, when the key is made.',
    },
    'no-key-id': {
      title: 'The id of the key is missing',
      text: 'There is a secret access key without its id, which begins with AKIA.',
    },
    'not-a-key': {
      title: 'This is not a key as AWS makes them',
      text: 'The id begins with AKIA and goes on in capitals and digits; the secret is 40 letters, digits, + and /. Perhaps the two have changed places.',
    },
    'several-files': {
      title: 'These are several files',
      text: 'Give one at a time, so that you see what each of them is.',
    },
    unreadable: {
      title: 'This file cannot be read',
      text: 'Perhaps it is a folder, or has been moved. Drop the file itself.',
    },
    locked: {
      title: 'Latchkey is locked',
      text: 'It was not looked at. Unlock Latchkey, then give it again.',
    },
  },

  leftTitle: 'One thing is left to do',
  keyIsIn: (identity: string) => `Latchkey has the key of ${identity}.`,
  seedIsIn: (identity: string) => `Latchkey makes the codes of ${identity}’s MFA device.`,
} as const;

const VERBS = { dropped: 'dropped', pasted: 'pasted', chosen: 'chose' } as const;

/** Where something came from, in the middle of a sentence. */
export function sourceWords({ how, fileName }: Given): string {
  if (fileName !== null) return fileName;
  return how === 'pasted' ? DROP_WORDS.fromClipboard : DROP_WORDS.fromDrop;
}

/** Why nothing was taken; null where something was, or where a failure says it. */
export function refusalWords(
  what: Understood,
): { readonly title: string; readonly text: string } | null {
  switch (what.kind) {
    case 'key':
    case 'seed':
    case 'bad-csv':
      return null;
    case 'bad-picture':
      return {
        title: MFA_DEVICE_WORDS.pictureProblems[what.problem],
        text: 'A picture is read for the QR code of an MFA device, as AWS shows it when the device is made.',
      };
    case 'refused':
      return DROP_WORDS.refusals[what.because];
    case 'several-files':
    case 'unreadable':
    case 'locked':
      return DROP_WORDS.refusals[what.kind];
  }
}
