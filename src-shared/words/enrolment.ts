import type { EnrolmentView } from '../contract/things.ts';

/** Of an MFA device whose making has stopped. */
export function unfinishedDevice({
  identity,
  deviceName,
}: Pick<EnrolmentView, 'identity' | 'deviceName'>): string {
  const device = deviceName === identity ? '' : ` ${deviceName}`;
  return `The MFA device${device} of ${identity} is not finished`;
}

/** How far it has come. */
export function standingOfDevice({ step }: Pick<EnrolmentView, 'step'>): string {
  return STANDING[step];
}

const STANDING: Readonly<Record<EnrolmentView['step'], string>> = {
  create: 'It stopped before AWS made it.',
  clear: 'AWS may have made it, and its seed was lost on the way. Going on deletes that one first.',
  store: 'AWS has made it, and assigned it to nobody.',
  enable: 'AWS has made it, and assigned it to nobody. Its seed is in your vault.',
  settle: 'AWS may have assigned it. Its seed is in your vault.',
  update: 'A newer Latchkey is making it, and only that one knows how far it is. Update Latchkey.',
  adopt: 'AWS has assigned it. Its seed is in your vault.',
};
