import type { Failure } from '#shared/errors.ts';

/** The contract names its fields as code does; whoever typed a command knows them by their options. */
const OPTIONS: Readonly<Record<string, string>> = {
  accessKeyId: '--access-key-id',
  caFile: '--ca',
  durationSeconds: '--duration',
  endpoint: '--endpoint',
  externalId: '--external-id',
  iamUrl: '--iam',
  identity: 'IDENTITY',
  mfaCode: 'the code',
  mfaSeed: 'the seed',
  mfaSerial: '--mfa-serial',
  id: 'ID',
  name: 'NAME',
  newPassword: 'the new password',
  oldPassword: 'the old password',
  oidcUrl: '--oidc',
  partition: '--partition',
  passphrase: 'the passphrase',
  process: '--process',
  policy: '--policy-file',
  policyArns: '--policy-arn',
  profile: '--profile',
  region: '--region',
  roleArn: '--role-arn',
  secretAccessKey: 'the secret access key',
  seed: 'the seed',
  serial: '--serial',
  sessionName: '--session-name',
  signinUrl: '--signin',
  source: '--source',
  sourceIdentity: '--source-identity',
  ssoUrl: '--sso',
  stsUrl: '--sts',
  tags: '--tag',
  target: 'TARGET',
  transitiveTagKeys: '--transitive-tag',
};

/** `command` is the one that was typed: `endpoint add`. */
export function asOptions(failure: Failure, command: string): Failure {
  if (failure.code !== 'input/invalid') return failure;
  const { field, problem } = failure.facts;
  // Another command meets the file that the endpoint was added with, and has no such option.
  if (field === 'caFile' && command !== 'endpoint add') return failure;
  // A scope is one field of the contract, and its parts are the options of its command.
  const own = command.startsWith('scope ') ? field.replace(/^scope\./, '') : field;
  return { code: failure.code, facts: { field: OPTIONS[own] ?? own, problem } };
}
