export const LOCK_WORDS = {
  fileTitle: 'Latchkey is locked',
  fileText:
    'Secrets rest in an encrypted file. Profiles that are active stay active until they expire.',
  passphrase: 'Passphrase',
  unlock: 'Unlock',
  keychainTitle: 'The keychain is locked',
  keychainText: 'Latchkey’s secrets are in it. Unlocking may open a window of your system.',
  unavailableTitle: 'The vault cannot be reached',
  tryAgain: 'Try again',
} as const;
