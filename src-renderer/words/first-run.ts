export const FIRST_RUN_WORDS = {
  title: 'Sign in to AWS with keys that last hours, not years',
  lead: 'Your access key rests in a vault on this computer. What tools get are short-lived credentials, in the profiles they already read.',
  doors: 'Ways to begin',
  addUser: 'Add an IAM user',
  addUserText: 'Paste an access key; add its MFA device if it has one.',
  fromFiles: 'Use what is in my AWS files',
  fromFilesText: 'Finds keys and roles there and shows them first. The files stay as they are.',
  practice: 'Try it with a practice account',
  practiceText:
    'A small AWS on this computer, with people and roles in it. No real account is needed.',
  nothingWritten: 'Nothing is written until you say so.',
  practiceReady: 'The practice account is running. Its address works once:',
  practiceOpen: 'Open the practice account',
  practiceWindow: 'The practice account has opened in a window of its own.',
  back: 'Back',

  steps: { vault: 'Vault', identity: 'IAM user', files: 'AWS files' },
  stepsLabel: 'Steps',

  vaultTitle: 'Where should secrets rest?',
  vaultLead: 'Access keys and MFA seeds. The choice is kept: a vault never moves by itself.',
  vaultLabel: 'Vault',
  vaultKeychain: 'This computer’s keychain',
  vaultKeychainNote: 'Unlocked with your login. The usual choice on a desktop.',
  vaultFile: 'An encrypted file under a passphrase',
  vaultFileNote:
    'For machines without a keychain. Without the passphrase nobody can read it, you neither.',
  passphrase: 'Passphrase',
  passphraseHint: 'At least 12 characters. Several words are easiest.',
  passphraseAgain: 'Passphrase again',
  passphraseDiffers: 'The two are not the same.',
  passphraseShort: (minimum: number) => `It has fewer than ${minimum} characters.`,
  strength: 'Strength',
  strengths: ['too short', 'weak', 'fair', 'good', 'strong'],
  vaultDo: 'Use this vault',
} as const;

export const FILES_WORDS = {
  title: 'From your AWS files',
  lead: 'Choose an access key to bring in. The files stay as they are.',
  reading: 'Reading your AWS files',
  keys: 'Access keys',
  roles: 'Roles',
  rolesLead: (identity: string) =>
    `These profiles name ${identity} as their source. Take them over as roles of it:`,
  where: (path: string, line: number) => `${path}, line ${line}`,
  none: 'No access keys in your AWS files',
  noneText: 'Neither the credentials file nor the config file holds a long-term key.',
  rolesWaiting: (count: number) =>
    count === 1
      ? 'One role is there too; it can come along once its source is known.'
      : `${count} roles are there too; they can come along once their source is known.`,
  profileNote: (profile: string) =>
    `Your section “${profile}” stays as it is, so Latchkey delivers under another name.`,
  choose: 'Choose a key above.',
  add: 'Bring in this key',
  takeOver: (count: number) => (count === 1 ? 'Take over one role' : `Take over ${count} roles`),
  skip: 'Not now',
  done: (count: number) => (count === 1 ? 'Took over one role' : `Took over ${count} roles`),
  again: 'Read again',
} as const;
