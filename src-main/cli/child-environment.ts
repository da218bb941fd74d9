import type { Environment } from '../platform/home.ts';
import type { Credentials } from '../api/latchkey-client.ts';

/** The variables that give a program the credentials, the Region and, where the endpoint says so, its address. */
export function credentialVariables(credentials: Credentials): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: credentials.expiration,
    AWS_REGION: credentials.region,
    AWS_DEFAULT_REGION: credentials.region,
    ...(credentials.endpointUrl === null ? {} : { AWS_ENDPOINT_URL: credentials.endpointUrl }),
  };
}

/**
 * Other ways to say whose credentials to use or where to send them: each of them would win over ours
 * in some SDK, or send what is ours to a wrong address.
 */
export const CONFLICTING_VARIABLES: readonly string[] = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
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
  const kept = Object.entries(environment).filter(([name]) => !replaced.has(name.toUpperCase()));
  return { ...Object.fromEntries(kept), ...variables };
}
