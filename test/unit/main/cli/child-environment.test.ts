import { describe, expect, it } from 'vitest';
import { childEnvironment } from '#main/cli/child-environment.ts';
import { credentials } from './credentials.ts';

describe('the environment of a command that exec runs', () => {
  it('has the credentials and the Region under both names', () => {
    expect(childEnvironment({ PATH: '/bin' }, credentials())).toEqual({
      PATH: '/bin',
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLEEXAMPLE12',
      AWS_SECRET_ACCESS_KEY: 'not/a/real/secret',
      AWS_SESSION_TOKEN: 'not+a+real+token==',
      AWS_CREDENTIAL_EXPIRATION: '2031-01-01T00:00:00Z',
      AWS_ACCOUNT_ID: '111122223333',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
  });

  it('loses what would win over them, and an address they are not for', () => {
    const environment = {
      AWS_PROFILE: 'other',
      AWS_DEFAULT_PROFILE: 'other',
      AWS_SECURITY_TOKEN: 'old',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/Other',
      AWS_ENDPOINT_URL: 'http://elsewhere',
      AWS_ENDPOINT_URL_STS: 'http://elsewhere',
      AWS_BEARER_TOKEN_BEDROCK: 'token',
      AWS_CREDENTIAL_SCOPE: 'scope',
      AWS_SECRET_KEY: 'old',
      aws_profile: 'windows spells it as it likes',
    };
    const child = childEnvironment(environment, credentials());
    expect(Object.keys(child).filter((name) => name in environment)).toEqual([]);
  });

  it('keeps what else says how AWS tools work', () => {
    const environment = { AWS_CONFIG_FILE: '/c', AWS_CA_BUNDLE: '/ca', AWS_PAGER: '' };
    expect(childEnvironment(environment, credentials())).toMatchObject(environment);
  });

  it('has the address of an endpoint that says tools should follow', () => {
    const child = childEnvironment({}, credentials({ endpointUrl: 'http://127.0.0.1:4566' }));
    expect(child['AWS_ENDPOINT_URL']).toBe('http://127.0.0.1:4566');
  });

  it('never has the passphrase of the vault', () => {
    expect(childEnvironment({ LATCHKEY_PASSPHRASE: 'x' }, credentials())).not.toHaveProperty(
      'LATCHKEY_PASSPHRASE',
    );
  });
});
