export const MFA_WORDS = {
  title: 'MFA codes',
  lead: 'Codes of the devices whose seeds Latchkey holds. Switching uses them by itself; copy one to sign in on a web page.',
  of: (identity: string) => `Code of ${identity}`,
  copy: 'Copy',
  copyOf: (identity: string) => `Copy the code of ${identity}`,
  copiedCleared: 'Code copied; it leaves the clipboard in 30 s',
  copiedStays: 'Code copied; it stays on the clipboard until you copy something else',
  secondsLeft: (seconds: number) => `${seconds} s`,
  used: 'Used already: AWS will not take it again',
  next: 'Next',
  noSeed: 'Latchkey does not hold the seed, so you type this device’s codes.',
  byCommand: 'A command prints the codes; it runs whenever one is needed:',
  commandForget: 'Type the codes instead…',
  commandForgetTitle: 'Type the codes instead?',
  commandForgetText:
    'Latchkey forgets the command that prints them. A window cannot set it again; in a terminal this does:',
  commandForgetDo: 'Forget the command',
  commandForgotten: (identity: string) => `You type the codes of ${identity} from now on`,
  commandTitle: 'Or a command that prints the codes',
  commandText:
    'Such as ykman or op. Latchkey runs it whenever a code is needed, so it is set in a terminal only, by you:',
  commandLine: (identity: string) =>
    `latchkey mfa add ${identity} --process 'ykman oath accounts code -s aws'`,
  commandCopy: 'Copy the line',
  addSeed: 'Add the seed',
  forget: 'Forget here…',
  more: (identity: string) => `More for the device of ${identity}`,
  emptyTitle: 'No MFA device yet',
  emptyText:
    'With the seed of a virtual MFA device Latchkey makes the codes, and never sends one twice. Without a device, sessions carry no MFA.',
  withoutTitle: 'Without MFA device',
  addFor: (identity: string) => `Add an MFA device for ${identity}`,

  addTitle: (identity: string) => `MFA device of ${identity}`,
  seed: 'Seed',
  seedHint:
    'Base32 or the whole otpauth:// address, as AWS shows under “Show secret key” when the device is made.',
  serial: 'Serial number',
  serialHint: 'Found by itself when the user may list MFA devices.',
  serialHintWithoutSeed: 'The ARN of the device, or the number on a hardware device.',
  seedCostTitle: 'Key and seed then rest on one computer',
  seedCost: 'That guards against a stolen key, not against whoever controls this computer.',
  save: 'Save',
  neither: 'Give the seed, the serial number, or both.',

  forgetTitle: 'Forget this MFA device here?',
  forgetText: (device: string, identity: string) =>
    `Latchkey forgets ${device} of ${identity} and its seed. Nothing changes in AWS. If the seed is nowhere else, the device is lost: you would have to make a new one.`,
  forgetDo: 'Forget here',
  forgotten: (device: string) => `Latchkey has forgotten ${device}`,
} as const;
