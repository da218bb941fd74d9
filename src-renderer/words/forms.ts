import type { SessionOptions } from '#shared/contract/session-options.ts';
import { formatDuration } from '#shared/time.ts';

export const FORM_WORDS = {
  cancel: 'Cancel',
  back: 'Back',
  more: 'More options',
  optional: 'optional',
  required: 'It is empty.',
  codeProblem: 'A code has six digits.',
  example: (value: string) => `For example ${value}`,

  identityTitle: 'Add an IAM user',
  identityLead: 'AWS is asked once whose key this is. Only then is it stored, in your vault.',
  identityDo: 'Add IAM user',
  name: 'Name',
  nameHint: 'What you will call it here and on the command line.',
  accessKeyId: 'Access key id',
  secret: 'Secret access key',
  mfaTitle: 'MFA',
  mfaNone: 'No MFA device',
  mfaNoneNote: 'Sessions carry no MFA: IAM calls, and roles that ask for it, will refuse.',
  mfaSeed: 'Latchkey makes the codes',
  mfaSeedNote: 'With the seed of a virtual MFA device. Nothing to type when you switch.',
  mfaTyped: 'I type the codes',
  mfaTypedNote:
    'From a phone or a hardware device. Latchkey asks when it needs one. A command that prints them can be set later.',
  endpoint: 'Endpoint',
  addEndpoint: 'Add an endpoint…',
  profile: 'Profile',
  delivery: 'Delivery',
  deliveries: {
    file: {
      label: 'Keys in the credentials file',
      note: 'Every tool reads them. Latchkey renews them while it runs, and takes them away when it quits.',
    },
    process: {
      label: 'Tools ask Latchkey',
      note: 'No key in any file, but a credential_process line; it works when Latchkey’s window is closed, too.',
    },
  },
  profileHint: 'The name under which tools find its credentials: AWS_PROFILE.',
  region: 'Region',
  regionHint: (region: string) => `Left empty: ${region}, the endpoint’s.`,
  duration: 'Session length',
  durationDefault: 'As long as AWS allows by default',
  durationChoice: (seconds: number) => formatDuration(seconds),
  rootInsist: 'Add the root key all the same',

  roleAddTitle: 'Add a role',
  roleEditTitle: (name: string) => `Edit ${name}`,
  roleAddDo: 'Add role',
  roleEditDo: 'Save',
  roleArn: 'Role ARN',
  source: 'Source',
  sourceHint: 'Whose credentials assume it: an IAM user, or another role.',
  sourceEmpty: 'Nothing by that name',
  mfaMode: 'MFA',
  mfaModes: {
    session: {
      label: 'From the MFA session',
      note: 'One code serves all roles; AWS limits each to one hour.',
    },
    direct: {
      label: 'A code of its own',
      note: 'AssumeRole carries the code: up to the role’s own maximum, one code per switch.',
    },
    none: {
      label: 'Without MFA',
      note: 'The access key alone assumes it; works only where the role does not ask for MFA.',
    },
  },
  externalId: 'External id',
  externalIdHint: 'Only if whoever owns the role gave you one.',
  sessionName: 'Session name',
  sessionNameHint: 'Appears in CloudTrail.',
  sessionOptions: ({ tags, policy, policyArns }: SessionOptions) => {
    const policies = policyArns.length + (policy === null ? 0 : 1);
    const set = [
      ...(tags.length === 0 ? [] : [`${tags.length} ${tags.length === 1 ? 'tag' : 'tags'}`]),
      ...(policies === 0 ? [] : [`${policies} ${policies === 1 ? 'policy' : 'policies'}`]),
    ];
    return `Tags and session policies${set.length === 0 ? '' : ` · ${set.join(', ')}`}`;
  },
  sourceIdentity: 'Source identity',
  sourceIdentityHint:
    'Who is behind the session. CloudTrail shows it, for roles assumed from it too.',
  tags: 'Tags',
  tagsHint: 'A tag that goes on stays with every role assumed from this one.',
  tagKey: (number: number) => `Key of tag ${number}`,
  tagKeyExample: 'Key',
  tagValue: (number: number) => `Value of tag ${number}`,
  tagValueExample: 'Value',
  tagGoesOn: 'Goes on',
  tagGoesOnOf: (key: string, number: number) => `Goes on: tag ${key === '' ? number : key}`,
  tagTwice: 'This key is there already.',
  addTag: 'Add a tag',
  removeTag: (key: string, number: number) => `Remove tag ${key === '' ? number : key}`,
  policy: 'Session policy',
  policyHint: 'As JSON. The session may do only what both the role and this policy allow.',
  policyExample: '{ "Version": "2012-10-17", "Statement": [ … ] }',
  policyArns: 'Managed policies',
  policyArnsHint: 'One ARN a line, up to ten. They narrow the session as the policy does.',

  profileTitle: (target: string) => `Profile of ${target}`,
  profileLead: 'What was delivered under the old name, or in the old way, is removed.',
  profileDo: 'Change profile',

  endpointTitle: 'Add an endpoint',
  endpointLead:
    'For LocalStack, GovCloud, China, VPC endpoints or a company’s own STS. Addresses left empty are AWS’s own for the Region.',
  endpointDo: 'Add endpoint',
  stsUrl: 'STS address',
  iamUrl: 'IAM address',
  caFile: 'CA file',
  caFileHint: 'Path of a PEM file with certificates to trust besides the system’s.',

  removeIdentityTitle: (name: string) => `Remove ${name}?`,
  removeIdentityText:
    'Its session is stopped, and its access key and MFA seed are deleted from the vault: that cannot be undone. Nothing changes in AWS.',
  rotationGoesOn: (identities: readonly string[]) =>
    `Its rotation goes on for ${identities.join(', ')}.`,
  removeAnyway: 'Remove all the same',
  removeRoleTitle: (name: string) => `Remove ${name}?`,
  removeRoleText:
    'Its session is stopped and what was delivered is removed. Nothing changes in AWS.',
  removeDo: 'Remove',

  added: (name: string) => `Added ${name}`,
  saved: (name: string) => `Saved ${name}`,
  removed: (name: string) => `Removed ${name}`,
  isBack: (name: string) => `${name} is back`,
  asBefore: (name: string) => `${name} is as before`,
  goesOn: 'Correct it and try again; what you typed is still here.',
} as const;
