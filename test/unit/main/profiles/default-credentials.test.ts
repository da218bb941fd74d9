import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultCredentialsFile } from '#main/profiles/default-credentials.ts';

let folder = '';
let credentialsFile = '';
let configFile = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-default-'));
  credentialsFile = path.join(folder, 'credentials');
  configFile = path.join(folder, 'config');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function find(credentials: string | null, config: string | null): Promise<string | null> {
  if (credentials !== null) await writeFile(credentialsFile, credentials, { mode: 0o600 });
  if (config !== null) await writeFile(configFile, config, { mode: 0o600 });
  return defaultCredentialsFile({ credentialsFile, configFile });
}

describe('the profile default has credentials of its own', () => {
  it('by keys in the credentials file', async () => {
    expect(await find('[default]\naws_access_key_id = AKIAX\n', null)).toBe(credentialsFile);
  });

  it.each([
    ['a role', 'role_arn = arn:aws:iam::111122223333:role/X'],
    ['a process', 'credential_process = /bin/x'],
    ['a sign-in', 'sso_session = work'],
    ['an older sign-in', 'sso_start_url = https://x.awsapps.com/start'],
    ['a web identity', 'web_identity_token_file = /t'],
    ['aws login', 'login_session = arn:aws:iam::111122223333:user/x'],
  ])('by %s in the config file', async (_, line) => {
    expect(await find(null, `[default]\n${line}\n`)).toBe(configFile);
  });
});

describe('it has none', () => {
  it('where there are no files', async () => {
    expect(await find(null, null)).toBeNull();
  });

  it('where it only says how tools work, and others have theirs', async () => {
    const credentials = '[work]\naws_access_key_id = AKIAX\n';
    expect(await find(credentials, '[default]\nregion = eu-west-1\noutput = json\n')).toBeNull();
  });

  it('that could be found where a file cannot be read', async () => {
    expect(await defaultCredentialsFile({ credentialsFile: folder, configFile })).toBeNull();
  });
});
