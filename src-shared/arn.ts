import { AppError } from './errors.ts';

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** The parts of an ARN, or null when it has not the form `arn:partition:service:region:account:resource`. */
export function parseArn(text: string): Arn | null {
  const match = /^arn:([^:\s]+):([^:\s]+):([^:\s]*):([^:\s]*):(\S+)$/.exec(text);
  if (match === null) return null;
  const [, partition = '', service = '', region = '', accountId = '', resource = ''] = match;
  return { partition, service, region, accountId, resource };
}

export interface RoleArn {
  readonly arn: string;
  readonly partition: string;
  readonly accountId: string;
  /** What stands before the role's own name: `/` mostly. */
  readonly path: string;
  readonly roleName: string;
}

/** A role ARN as STS takes it (20–2048 characters); throws `role/arn-malformed` with the first thing that is wrong. */
export function parseRoleArn(text: string): RoleArn {
  const problem = roleArnProblem(text);
  if (problem !== null)
    throw new AppError('role/arn-malformed', { arn: text.slice(0, 200), problem });
  const { partition, accountId, resource } = parseArn(text) as Arn;
  const { path, name: roleName } = nameInArn(resource);
  return { arn: text, partition, accountId, path, roleName };
}

/** `role/team/Deploy` is `Deploy` at the path `/team/`, as IAM has it. */
function nameInArn(resource: string): { readonly path: string; readonly name: string } {
  const [first, last] = [resource.indexOf('/'), resource.lastIndexOf('/')];
  return { path: resource.slice(first, last + 1), name: resource.slice(last + 1) };
}

/** The path of an IAM user, `/` mostly; `/` too for the root user, who has none. */
export function userPathOf(arn: string): string {
  return nameInArn(parseArn(arn)?.resource ?? '').path || '/';
}

/** What keeps a text from being a role ARN, as the end of a sentence; null when nothing does. */
export function roleArnProblem(text: string): string | null {
  if (text.trim() !== text) return 'it has a blank at its start or end';
  if (!text.startsWith('arn:')) return 'it does not start with "arn:"';
  const arn = parseArn(text);
  if (arn === null) return 'it does not have the six parts arn:partition:iam::account:role/name';
  if (!/^aws[a-z-]*$/.test(arn.partition)) return `"${arn.partition}" is not a partition of AWS`;
  if (arn.service !== 'iam') return `its service is "${arn.service}", not "iam"`;
  if (arn.region !== '')
    return 'a role has no Region: there must be nothing between the third and fourth colon';
  if (!/^\d{12}$/.test(arn.accountId)) return 'its account id is not twelve digits';
  if (!arn.resource.startsWith('role/')) return 'its last part does not start with "role/"';
  if (!/^role\/(?:[\u0021-\u007e]+\/)?[\w+=,.@-]{1,64}$/.test(arn.resource)) {
    return 'its role name has characters that AWS does not allow';
  }
  if (text.length > 2048) return 'it is longer than 2,048 characters';
  return null;
}

export type MfaSerial =
  | { readonly kind: 'virtual'; readonly accountId: string; readonly name: string }
  | { readonly kind: 'hardware' };

/** The kind of an MFA serial number: a virtual device's ARN, or the number on a hardware device; null for neither. */
export function parseMfaSerial(text: string): MfaSerial | null {
  // The length and the characters are STS's own rule for SerialNumber.
  if (!/^[\w+=/:,.@-]{9,256}$/.test(text)) return null;
  if (!text.startsWith('arn:')) return { kind: 'hardware' };
  const arn = parseArn(text);
  if (arn === null || arn.service !== 'iam' || !/^\d{12}$/.test(arn.accountId)) return null;
  const name = /^(?:mfa|sms-mfa|u2f)\/(.+)$/.exec(arn.resource)?.[1];
  return name === undefined ? null : { kind: 'virtual', accountId: arn.accountId, name };
}

/** The short name of an MFA device: the end of its ARN, or the number on it. */
export function deviceName(serial: string): string {
  const parsed = parseMfaSerial(serial);
  return parsed?.kind === 'virtual' ? parsed.name : serial;
}
