import { deviceName } from '#shared/arn.ts';

/** Of the devices that AWS has, and of making one. */
export const MFA_DEVICE_WORDS = {
  make: 'Make a device',
  makeFor: (identity: string) => `Make an MFA device for ${identity}`,
  have: 'I have one',

  enrolTitle: (identity: string) => `New MFA device for ${identity}`,
  enrolText:
    'Latchkey makes a virtual MFA device in AWS, keeps its seed in your vault and sends AWS two codes. It takes a few seconds, and there is nothing to type.',
  enrolReplaces: (device: string) =>
    `From then on Latchkey uses it in place of ${device}, which stays assigned in AWS.`,
  name: 'Name in AWS',
  nameHint: 'Many accounts allow only a device that has the user’s own name.',
  enrolDo: 'Make the device',
  otherName: 'Another name',
  replaceLeftover: 'Delete the leftover and go on',
  discard: 'Cancel and delete it',
  discarding: 'Deleting what was made',
  stepsLabel: 'Steps',
  steps: [
    { todo: 'Make the device in AWS', done: 'AWS has made the device' },
    { todo: 'Keep its seed in the vault', done: 'Its seed is in the vault' },
    { todo: 'Send AWS two of its codes', done: 'AWS has taken two of its codes' },
    { todo: 'Put it to use', done: 'Latchkey uses it' },
  ],
  waiting: (seconds: number) => `Waiting for two codes that were not sent before: ${seconds} s`,
  codeFor: (serial: string) =>
    `AWS wants a code of the device you have now, ${deviceName(serial)}.`,
  code: (serial: string) => `Code from ${deviceName(serial)}`,
  enrolled: (identity: string) => `${identity} has an MFA device`,
  enrolledText:
    'Latchkey makes its codes from now on. Its seed is in your vault and nowhere else: let a phone hold it too, or keep another way into the account.',
  lateTitle: 'AWS answered late',
  lateText:
    'It may take the device’s codes for those of another time. If it refuses them, resync the device.',
  cancelled: 'Cancelled; AWS has no device of it',
  done: 'Done',

  finish: 'Finish or cancel…',
  rail: 'a device is not finished',

  showQr: 'Show QR code for a phone…',
  qrTitle: (identity: string) => `QR code of ${identity}’s device`,
  qrText: 'Scan it with an authenticator app, which then makes the same codes.',
  qrCostTitle: 'The picture is the seed',
  qrCost: 'Whoever photographs it, or records this screen, can make the codes too.',
  qrShow: 'Show for 60 s',
  qrHide: 'Hide',
  qrAlt: 'QR code with the seed of the device',
  qrLeft: (seconds: number) => `Hidden in ${seconds} s`,

  resync: 'Resync…',
  resyncTitle: (identity: string) => `Resync the device of ${identity}?`,
  resyncText:
    'For when AWS refuses its codes although the seed is right. Latchkey sends two codes in a row, by which AWS sets the device’s clock. It may have to wait a minute for two that were not sent before.',
  resyncDo: 'Resync',
  resynced: (identity: string) => `AWS and the device of ${identity} are in step again`,

  devices: 'Devices in AWS…',
  devicesTitle: (identity: string) => `MFA devices of ${identity} in AWS`,
  devicesText: 'AWS allows eight for each user.',
  devicesNone: 'AWS has none for this user.',
  devicesReading: 'Asking AWS',
  hardware: 'Hardware device',
  since: (day: string) => `since ${day}`,
  isUsed: 'used here',
  hasSeed: 'seed here',

  remove: 'Remove in AWS…',
  removeOf: (device: string) => `Remove ${device} in AWS`,
  removeTitle: (device: string) => `Remove ${device} in AWS?`,
  removeText: (device: string, identity: string) =>
    `AWS takes ${device} from ${identity} and deletes it; Latchkey forgets it and its seed. Its codes open nothing any more, on a phone either. Whatever asks ${identity} for MFA refuses until there is another device.`,
  removeDo: 'Remove in AWS',
  removed: (device: string) => `${device} is removed in AWS and here`,

  picture: 'Read from a picture…',
  pictureHint: 'Or drop or paste a picture of the QR code.',
  pictureRead: 'Read from the picture',
  pictureProblems: {
    'too-large': 'That picture is too large.',
    'not-a-picture': 'That is not a PNG or JPEG picture.',
    'no-code': 'There is no QR code in that picture that can be read.',
    'other-code': 'That QR code is not one of an MFA device.',
  },
} as const;
