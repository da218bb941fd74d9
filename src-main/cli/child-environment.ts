import type { Environment } from '../platform/home.ts';
import type { Credentials } from '../api/latchkey-client.ts';

/** The variables that give a program the credentials, the Region and, where the endpoint says so, its address. */
export function credentialVariables(credentials: Credentials): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: credentials.expiration,
    // Addresses of some services are made with it (DynamoDB): another account's would be wrong.
    AWS_ACCOUNT_ID: credentials.accountId,
    AWS_REGION: credentials.region,
    AWS_DEFAULT_REGION: credentials.region,
    ...(credentials.endpointUrl === null ? {} : { AWS_ENDPOINT_URL: credentials.endpointUrl }),
  };
}

/**
 * Other ways to say whose credentials to use or where to send them: each of them would win over ours
 * in some SDK, or send what is ours to a wrong address.
 */
const CONFLICTING_VARIABLES: readonly string[] = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ACCOUNT_ID',
  'AWS_CREDENTIAL_SCOPE',
  // The Java and Go SDKs of version 1 take these first.
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SECURITY_TOKEN',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

/** One for each service: an address (`AWS_ENDPOINT_URL_S3`), or a token in place of credentials. */
const CONFLICTING_FAMILIES = /^AWS_(?:ENDPOINT_URL|BEARER_TOKEN)_[A-Z0-9_]+$/;

/** Those that may be in an environment, and of the families those that are in this one. */
export function conflictingIn(environment: Environment): readonly string[] {
  const members = Object.keys(environment).filter((name) => CONFLICTING_FAMILIES.test(name));
  return [...CONFLICTING_VARIABLES, ...members];
}

/** The environment of a program that `latchkey exec` runs. It gets credentials, and not the vault's passphrase. */
export function childEnvironment(environment: Environment, credentials: Credentials): Environment {
  return environmentWith(environment, credentialVariables(credentials));
}

/** The same with variables of any kind. */
export function environmentWith(
  environment: Environment,
  variables: Readonly<Record<string, string>>,
): Environment {
  const replaced = new Set([
    ...Object.keys(variables),
    ...CONFLICTING_VARIABLES,
    'LATCHKEY_PASSPHRASE',
  ]);
  // Windows takes names without regard to case.
  const kept = Object.entries(environment).filter(
    ([name]) => !replaced.has(name.toUpperCase()) && !CONFLICTING_FAMILIES.test(name.toUpperCase()),
  );
  return { ...Object.fromEntries(kept), ...variables };
}
