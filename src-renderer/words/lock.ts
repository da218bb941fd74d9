export const LOCK_WORDS = {
  title: 'Latchkey is locked',
  fileText:
    'Secrets rest in an encrypted file. Profiles that are active stay active until they expire.',
  goesOn: (count: number) =>
    count === 1
      ? 'One session goes on: tools get it, and Latchkey renews it. Everything else waits for you.'
      : `${count} sessions go on: tools get them, and Latchkey renews them. Everything else waits for you.`,
  passphrase: 'Passphrase',
  unlock: 'Unlock',
  keychainTitle: 'The keychain is locked',
  keychainText: 'Latchkey’s secrets are in it. Unlocking may open a window of your system.',
  unavailableTitle: 'The vault cannot be reached',
} as const;
