import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '#main/cli/run.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { recordingTerminal } from './recording-terminal.ts';
import { startRunningApp } from './running-app.ts';

/** What a tired user gets on stderr, word for word, and the exit code a script gets. */
const clock = createSystemClock();
let home = '';
let account: PracticeAccount;
let portal: Server;
let app: Awaited<ReturnType<typeof startRunningApp>> | undefined;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bad-input-'));
  account = await startPracticeAccount({ clock });
  portal = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html>Please sign in to the network</html>');
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  app = await startRunningApp(environmentOf({}), clock);
  await addEndpoint('practice', account.url);
  await addEndpoint('nobody-there', 'http://127.0.0.1:9');
  await addEndpoint('portal', portalUrl());
  await run(['identity', 'add', 'dana', ...keyOf('dana')], secretOfUser('dana'));
  await run([
    'role',
    'add',
    'dev',
    '--role-arn',
    'arn:aws:iam::222233334444:role/Developer',
    '--source',
    'dana',
    '--mfa',
    'none',
  ]);
});

afterAll(async () => {
  await app?.close();
  await account.close();
  portal.closeAllConnections();
  await new Promise((resolve) => portal.close(resolve));
  await rm(home, { recursive: true, force: true });
});

describe('an identity whose key does not work', () => {
  it('wrong secret', async () => {
    expect(
      await run(['identity', 'add', 'x', ...keyOf('dana')], 'wrongwrongwrongwrongwrong'),
    ).toEqual({
      code: 1,
      err: 'latchkey: The secret does not belong to this access key. AWS knows AKIA…OQNH, but the signature made with the secret is wrong. Copy the secret access key again, whole; if it is lost, make a new key.',
    });
  });

  it.each([
    ['unknown', 'AKIAUNKNOWNUNKNOWN12', 'wrongwrongwrongwrongwrong', 'AKIA…WN12'],
    ['inactive', () => user('noor').accessKeyId, () => user('noor').secretAccessKey, 'AKIA…ZI2T'],
  ] as const)('%s key', async (_, id, secret, masked) => {
    const accessKeyId = typeof id === 'string' ? id : id();
    const command = [
      'identity',
      'add',
      'x',
      '--access-key-id',
      accessKeyId,
      '--endpoint',
      'practice',
    ];
    expect(await run(command, typeof secret === 'string' ? secret : secret())).toEqual({
      code: 1,
      err: `latchkey: AWS does not accept this access key. ${masked} is unknown, deleted or inactive at this endpoint; AWS does not say which. A key made seconds ago may not be known everywhere yet. Check the id, and in the IAM console that the key is active.`,
    });
  });

  it('key of the root user, with the way on for those who insist', async () => {
    expect(await run(['identity', 'add', 'x', ...keyOf('root')], secretOfUser('root'))).toEqual({
      code: 1,
      err: 'latchkey: This is an access key of the root user. It can do everything in account 111122223333, and no policy can limit it. AWS advises to have none. Make an IAM user and use its key. Only if you must, add it as a root key knowingly.\n  Only if you must: --allow-root',
    });
  });

  it('endpoint where nobody listens', async () => {
    const { code, err } = await run(
      ['identity', 'add', 'x', ...keyOf('dana', 'nobody-there')],
      secretOfUser('dana'),
    );
    expect({ code, err }).toEqual({
      code: 1,
      err: 'latchkey: AWS could not be reached. Nothing listens at that address and port (http://127.0.0.1:9). Check the network, the proxy, and the address of the endpoint.',
    });
  });

  it('endpoint that answers with a web page', async () => {
    expect(
      await run(['identity', 'add', 'x', ...keyOf('dana', 'portal')], secretOfUser('dana')),
    ).toEqual({
      code: 1,
      err: `latchkey: Something answered that is not AWS. ${portalUrl()} replied with status 200 and text/html: a sign-in page of the network, a proxy, or a wrong address. Open a web page to sign in to the network, or correct the address of the endpoint.`,
    });
  });

  it('no secret at all', async () => {
    expect(await run(['identity', 'add', 'x', ...keyOf('dana')], '')).toEqual({
      code: 2,
      err: 'latchkey: The secret access key cannot be used. Nothing came on standard input. Correct it and try again.',
    });
  });

  it('short-lived key', async () => {
    const command = ['identity', 'add', 'x', '--access-key-id', 'ASIAIOSFODNN7EXAMPLE'];
    expect(await run(command, secretOfUser('dana'))).toEqual({
      code: 2,
      err: 'latchkey: --access-key-id cannot be used. ASIA… is a short-lived key; the key of an IAM user starts with AKIA. Correct it and try again.',
    });
  });

  it('is not added', async () => {
    await run(['identity', 'add', 'refused', ...keyOf('dana')], 'wrongwrongwrongwrongwrong');
    expect((await run(['identity', 'show', 'refused'])).code).toBe(4);
  });
});

describe('an endpoint', () => {
  it.each([
    ['is not there', 'nowhere.pem', 'it is not there'],
    ['is no certificate', 'notes.txt', 'it is not a file of certificates in PEM form'],
  ])('whose CA file %s is not added', async (_, name, problem) => {
    await writeFile(path.join(home, 'notes.txt'), 'buy milk');
    const caFile = path.join(home, name);
    expect(await run(['endpoint', 'add', 'corporate', '--ca', caFile])).toEqual({
      code: 2,
      err: `latchkey: --ca cannot be used. Of ${caFile}: ${problem}. Correct it and try again.`,
    });
    expect((await run(['endpoint', 'remove', 'corporate'])).code).toBe(4);
  });

  it.each(['identity', 'role'])(
    'that nobody knows does not look like an empty %s list',
    async (group) => {
      expect(await run([group, 'list', '--endpoint', 'nowhere'])).toEqual({
        code: 4,
        err: 'latchkey: There is no endpoint called nowhere. Names are case-sensitive. Check the name in the list.\n  latchkey endpoint list',
      });
      expect((await run([group, 'list', '--endpoint', 'portal'])).out).toContain(
        'at this endpoint',
      );
    },
  );
});

describe('an MFA device or code that is not right', () => {
  it('serial of another user', async () => {
    const serial = 'arn:aws:iam::111122223333:mfa/pat';
    expect(
      await run(['mfa', 'add', 'dana', '--serial', serial], user('dana').mfaSeed ?? ''),
    ).toEqual({
      code: 1,
      err: `latchkey: This MFA device belongs to someone else. ${serial} is not among the devices of dana. Use the serial number of a device of dana.`,
    });
  });

  it('seed that is not base32, with the position', async () => {
    expect(await run(['mfa', 'add', 'dana'], 'ABC1EFGH')).toEqual({
      code: 2,
      err: 'latchkey: The seed is not base32. The character “1” at position 4 is none of A–Z and 2–7. Copy the seed again, or paste the whole otpauth:// address.',
    });
  });

  it('no device: says how to add one', async () => {
    expect(await run(['mfa', 'code', 'dana'])).toEqual({
      code: 1,
      err: 'latchkey: dana has no MFA device in Latchkey. Without its serial number no code can be sent to AWS. Add the MFA device of this identity.\n  latchkey mfa add dana',
    });
  });

  it('a code that only a person can read: exit 3 with the command; refused when it is wrong', async () => {
    await run(
      ['identity', 'add', 'pat', ...keyOf('pat'), '--mfa-serial', user('pat').mfaSerial ?? ''],
      secretOfUser('pat'),
    );
    const serial = 'arn:aws:iam::111122223333:mfa/pat';
    expect(await run(['switch', 'pat'])).toEqual({
      code: 3,
      err: `latchkey: A code is needed. pat needs a code of ${serial}, and Latchkey does not hold its seed. Give it the code that the device shows.\n  echo CODE | latchkey switch pat --mfa-code-stdin`,
    });
    expect(await run(['switch', 'pat', '--mfa-code-stdin'], '000000')).toEqual({
      code: 1,
      err: `latchkey: AWS refused the MFA code. The code for ${serial} was wrong, too old, or already used: AWS takes each code once. Wait for the next code and type that one.\n  echo CODE | latchkey switch pat --mfa-code-stdin`,
    });
    expect(await run(['switch', 'pat', '--mfa-code-stdin'], '12')).toEqual({
      code: 2,
      err: 'latchkey: The code cannot be used. A code has six digits. Correct it and try again.',
    });
  });
});

describe('a role that does not work', () => {
  it('malformed ARN', async () => {
    expect(
      await run(['role', 'add', 'r', '--role-arn', 'arn:aws:iam::12:role/X', '--source', 'dana']),
    ).toEqual({
      code: 2,
      err: 'latchkey: --role-arn cannot be used. Its account id is not twelve digits. Correct it and try again.',
    });
  });

  it('profile that another target has, with the option for another', async () => {
    const roleArn = 'arn:aws:iam::222233334444:role/Developer';
    const add = ['role', 'add', 'r', '--role-arn', roleArn, '--source', 'dana'];
    expect(await run([...add, '--profile', 'dev'])).toEqual({
      code: 1,
      err: 'latchkey: The profile dev is taken. Another identity or role is delivered as the profile dev. Choose another profile name.\n  Give it another with --profile NAME.',
    });
  });

  it('source that nobody knows', async () => {
    const roleArn = 'arn:aws:iam::222233334444:role/Developer';
    expect(
      (await run(['role', 'add', 'r', '--role-arn', roleArn, '--source', 'nobody'])).code,
    ).toBe(4);
  });

  it.each([
    ['trust refused', 'owner', 'arn:aws:iam::555566667777:role/Owner'],
    ['external id missing', 'auditor', 'arn:aws:iam::555566667777:role/Auditor'],
  ])('%s', async (_, name, roleArn) => {
    await run(['role', 'add', name, '--role-arn', roleArn, '--source', 'dana', '--mfa', 'none']);
    expect(await run(['switch', name])).toEqual({
      code: 1,
      err: `latchkey: AWS refused to let you assume this role. For arn:aws:iam::111122223333:user/dana and ${roleArn} AWS does not say why: the role may not trust you, your user may lack sts:AssumeRole, an external id may be missing, or the role asks for MFA. Check the role’s trust policy: whom it trusts, and whether it asks for an external id or MFA.`,
    });
  });

  it('duration too long: offers the maximum', async () => {
    const { code, err } = await run(['switch', 'dev', '--duration', '50000']);
    expect(code).toBe(1);
    expect(err).toContain('The longest is 12 h. Use 12 h (43200 seconds).');
    expect(err.split('\n')[1]).toBe('  latchkey switch dev --duration 43200');
  });

  it('with --json the failure is one object on stderr, and stdout is empty', async () => {
    const { code, err } = await run(['switch', 'nobody', '--json']);
    expect(code).toBe(4);
    expect(JSON.parse(err)).toEqual({
      error: {
        code: 'input/unknown',
        facts: { kind: 'target', name: 'nobody' },
        title: 'There is no target called nobody',
        explanation: 'Names are case-sensitive.',
        action: 'Check the name in the list.',
        hint: 'latchkey role list, latchkey identity list',
      },
    });
  });
});

describe('AWS files that cannot be written', () => {
  const credentialsFile = () => path.join(home, 'aws', 'credentials');
  const theirs = '# mine\n[dev]\naws_access_key_id = AKIAEXAMPLEEXAMPLE12\n';
  const writeTheirs = async (mode: number) => {
    await mkdir(path.join(home, 'aws'), { recursive: true });
    await writeFile(credentialsFile(), theirs);
    await chmod(credentialsFile(), mode);
  };
  afterEach(() => rm(path.join(home, 'aws'), { recursive: true, force: true }));

  it('a profile of that name which is not ours is never overwritten; another name is offered, and works', async () => {
    await writeTheirs(0o600);
    expect(await run(['switch', 'dev'])).toEqual({
      code: 1,
      err: `latchkey: The profile dev is not Latchkey’s. ${credentialsFile()}, line 2 has a profile of that name which Latchkey did not write. It is never overwritten. Choose another profile name.\n  latchkey switch dev --profile NAME`,
    });
    expect(await readFile(credentialsFile(), 'utf8')).toBe(theirs);
    expect((await run(['switch', 'dev', '--profile', 'dev-short'])).code).toBe(0);
    expect((await run(['stop', 'dev'])).code).toBe(0);
    expect(await readFile(credentialsFile(), 'utf8')).toBe(theirs);
  });

  it('import says so too, and does not end as if there were nothing to do', async () => {
    await mkdir(path.join(home, 'aws', 'credentials'), { recursive: true });
    const { code, out } = await run(['import']);
    expect(code).toBe(1);
    expect(out).toContain(`${credentialsFile()} is a folder.`);
    expect(out).toContain('Move it out of the way');
    expect(out).not.toContain('There is nothing to take over');
  });

  it('a file that everybody may write to is left alone, with the command that mends it', async () => {
    await writeTheirs(0o666);
    const { code, err } = await run(['switch', 'dev']);
    expect(code).toBe(1);
    expect(err).toContain(`chmod go-w ${credentialsFile()}`);
    expect(await readFile(credentialsFile(), 'utf8')).toBe(theirs);
  });
});

/** In a home of its own where nothing runs, so the command does the work itself. */
describe('a vault that is closed', () => {
  const add = () => ['identity', 'add', 'x', '--access-key-id', user('dana').accessKeyId];
  const elsewhere = () => ({ LATCHKEY_HOME: path.join(home, 'elsewhere') });

  beforeAll(async () => {
    // The first command that has a passphrase makes the vault.
    await run(['status'], '', elsewhere());
  });

  it.each([
    [
      'wrong passphrase',
      'not the passphrase',
      'latchkey: The passphrase is wrong. The vault stays locked. Nothing is lost. Type it again; capitals count.',
    ],
    [
      'no passphrase',
      '',
      'latchkey: The vault needs its passphrase. It is a file under a passphrase, and none was given. Give it at the prompt, with --passphrase-stdin, or in LATCHKEY_PASSPHRASE.',
    ],
  ])('%s: a person is needed', async (_, LATCHKEY_PASSPHRASE, err) => {
    const environment = { ...elsewhere(), LATCHKEY_PASSPHRASE };
    expect(await run(add(), secretOfUser('dana'), environment)).toEqual({ code: 3, err });
  });

  it('opens with the passphrase on standard input', async () => {
    const environment = { ...elsewhere(), LATCHKEY_PASSPHRASE: '' };
    const opened = await run(['status', '--passphrase-stdin', '--json'], PASSPHRASE, environment);
    expect(opened.code).toBe(0);
    expect(JSON.parse(opened.out ?? '')).toMatchObject({ vault: { state: 'unlocked' } });
  });

  it('not chosen, and nobody to ask', async () => {
    const LATCHKEY_HOME = path.join(home, 'nowhere');
    const environment = { LATCHKEY_HOME, LATCHKEY_VAULT: '', LATCHKEY_PASSPHRASE: '' };
    const { code, err } = await run(add(), secretOfUser('dana'), environment);
    expect(code).toBe(3);
    expect(err).toContain('latchkey: No place for secrets has been chosen yet.');
  });
});

const PASSPHRASE = 'only for this test';

function environmentOf(other: Readonly<Record<string, string>>) {
  return {
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'latchkey'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: PASSPHRASE,
    AWS_CONFIG_FILE: path.join(home, 'aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'aws', 'credentials'),
    ...other,
  };
}

async function run(
  args: readonly string[],
  input = '',
  other: Readonly<Record<string, string>> = {},
) {
  const terminal = recordingTerminal({ input });
  const environment = environmentOf(other);
  const code = await runCommandLine(args, {
    terminal,
    environment,
    clock,
    abandon: () => {},
    scryptCost: CHEAP_SCRYPT,
  });
  const out = terminal.printed.join('\n');
  return { code, err: terminal.said.join('\n'), ...(out === '' ? {} : { out }) };
}

function addEndpoint(name: string, url: string) {
  return run(['endpoint', 'add', name, '--region', 'us-east-1', '--sts', url, '--iam', url]);
}

function user(name: string) {
  const found = account.users.find(({ userName }) => userName === name);
  if (found === undefined) throw new Error(`The practice account has no ${name}.`);
  return found;
}

function keyOf(name: string, endpoint = 'practice'): readonly string[] {
  return ['--access-key-id', user(name).accessKeyId, '--endpoint', endpoint];
}

function secretOfUser(name: string): string {
  return user(name).secretAccessKey;
}

function portalUrl(): string {
  return `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
}
