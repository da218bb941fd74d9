import type { LatchkeyClient } from '#main/api/latchkey-client.ts';
import type { PracticeAccount, PracticeRole } from '#main/practice/practice-account.ts';

const PRACTICE_ENDPOINT = 'practice';
const DANA = 'dana';

/** How dana uses each role that is worth showing. The rest of the account is there to be added. */
const ROLES: readonly {
  readonly name: string;
  readonly source: string;
  readonly mfa: 'session' | 'direct' | 'none';
}[] = [
  { name: 'acme-dev-developer', source: DANA, mfa: 'session' },
  { name: 'acme-prod-readonly', source: DANA, mfa: 'session' },
  { name: 'acme-prod-admin', source: DANA, mfa: 'direct' },
  { name: 'acme-data-hub', source: DANA, mfa: 'none' },
  { name: 'acme-data-analyst', source: 'acme-data-hub', mfa: 'none' },
  { name: 'partner-auditor', source: DANA, mfa: 'session' },
];

/** Adds the practice endpoint, dana with her key and MFA seed, and her roles, as a user would. */
export async function addPracticePeople(
  client: LatchkeyClient,
  account: PracticeAccount,
): Promise<void> {
  await client.endpoints.add({
    name: PRACTICE_ENDPOINT,
    region: 'us-east-1',
    stsUrl: account.url,
    iamUrl: account.url,
    writesEndpointUrl: true,
  });
  const dana = account.users.find(({ userName }) => userName === DANA);
  if (dana === undefined) throw new Error('The practice account has no dana.');
  await client.identities.add({
    name: DANA,
    endpoint: PRACTICE_ENDPOINT,
    accessKeyId: dana.accessKeyId,
    secretAccessKey: dana.secretAccessKey,
    mfaSerial: dana.mfaSerial ?? undefined,
    mfaSeed: dana.mfaSeed ?? undefined,
  });
  for (const { name, source, mfa } of ROLES) {
    const role = account.roles.find((each) => each.name === name);
    if (role === undefined) throw new Error(`The practice account has no role ${name}.`);
    const { roleArn, externalId } = role;
    await client.roles.add({ name, roleArn, source, mfa, externalId: externalId ?? undefined });
  }
}

/** The roles that `--scale` adds. */
export function scaledRoles(account: PracticeAccount): readonly PracticeRole[] {
  return account.roles.filter(({ name }) => /^acme-\d{4,}-/.test(name));
}
