/** The frame of the window, and what it says when it has nothing to frame. */
export const APP_WORDS = {
  name: 'Latchkey',
  rail: 'Views',
  views: {
    switch: 'Switch',
    keys: 'Keys',
    mfa: 'MFA',
    report: 'Report',
    activity: 'Activity',
    settings: 'Settings',
  },
  lock: 'Lock',
  lockHint: 'Lock the vault',
  close: 'Close',
  cancel: 'Cancel',
  goOn: 'Go on',
  tryAgain: 'Try again',
  loading: 'Loading what Latchkey knows',
  practice:
    'Practice account: a small AWS on this computer. Nothing here touches your keychain or your AWS files.',
  interrupted: 'Latchkey does not answer. What you see is from before; trying again.',
  notYet: 'Latchkey does not answer yet; trying again.',
  emptied: (path: string) => `${path} has been emptied. Latchkey has a backup of what it held.`,
  putBack: 'Look and put back',
  refusedTitle: 'This page has lost its connection',
  refusedText:
    'Its address works once and for one browser tab, and the session ends when Latchkey does. Run this in a terminal to open a new one:',
  refusedCommand: 'latchkey',
  connectingTitle: 'Connecting to Latchkey',
  copied: (text: string) => `Copied ${text}`,
  copyRefused: 'The browser did not allow copying. Select the text and copy it yourself.',
} as const;
