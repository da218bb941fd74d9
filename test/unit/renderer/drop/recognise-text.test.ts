import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseText } from '#renderer/drop/recognise-text.ts';
import { processorTime } from '#test/fixtures/processor-time.ts';

const ID = 'AKIADANA2EXAMPLE7XQ3';
const SECRET = 'dAnA7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLE1';
const OTHER_ID = 'AKIASAM92EXAMPLE7XQ3';
const TOKEN = 'IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==';
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

const KEY = { userName: null, profile: null, region: null, mfaSerial: null };

/** What is read, with the secrets seen. */
function read(text: string) {
  const found = recogniseText(text);
  if (found.kind === 'key') {
    const { secretAccessKey, ...rest } = found.key;
    return { ...rest, secret: secretAccessKey.reveal() };
  }
  if (found.kind === 'seed') return { seed: found.seed.seed.reveal(), label: found.seed.label };
  return found.kind === 'refused' ? found.because : found.failure;
}

describe('an access key is understood', () => {
  it.each<[string, string, object?]>([
    [
      'the console’s accessKeys.csv',
      `\uFEFFAccess key ID,Secret access key\r\n${ID},${SECRET}\r\n`,
    ],
    ['the same without a mark at its start', `Access key ID,Secret access key\n${ID},${SECRET}`],
    [
      'the older credentials.csv, which names the user',
      `User name,Password,Access key ID,Secret access key,Console login link\r\ndana,,${ID},${SECRET},https://1.signin.aws.amazon.com/console\r\n`,
      { userName: 'dana' },
    ],
    [
      'lines for a POSIX shell',
      `export AWS_ACCESS_KEY_ID="${ID}"\nexport AWS_SECRET_ACCESS_KEY='${SECRET}'\nexport AWS_DEFAULT_REGION=eu-west-1\n`,
      { region: 'eu-west-1' },
    ],
    [
      'the same in one line before a command',
      `AWS_ACCESS_KEY_ID=${ID} AWS_SECRET_ACCESS_KEY=${SECRET} aws s3 ls`,
    ],
    [
      'with an empty session token',
      `export AWS_ACCESS_KEY_ID=${ID}; export AWS_SECRET_ACCESS_KEY=${SECRET}; export AWS_SESSION_TOKEN=`,
    ],
    [
      'lines for fish',
      `set -gx AWS_ACCESS_KEY_ID ${ID}\nset -gx AWS_SECRET_ACCESS_KEY "${SECRET}"`,
    ],
    [
      'lines for the Windows command prompt',
      `set AWS_ACCESS_KEY_ID=${ID}\r\nset "AWS_SECRET_ACCESS_KEY=${SECRET}"\r\n`,
    ],
    [
      'lines that set it for good there',
      `setx AWS_ACCESS_KEY_ID ${ID}\r\nsetx AWS_SECRET_ACCESS_KEY "${SECRET}" /M\r\n`,
    ],
    [
      'lines for PowerShell',
      `$Env:AWS_ACCESS_KEY_ID="${ID}"\r\n$env:AWS_SECRET_ACCESS_KEY = '${SECRET}'\r\n`,
    ],
    [
      'a profile of the credentials file',
      `; the old laptop\n[dana]\naws_access_key_id = ${ID}\naws_secret_access_key=${SECRET}\nmfa_serial = arn:aws:iam::123456789012:mfa/dana\n`,
      { profile: 'dana', mfaSerial: 'arn:aws:iam::123456789012:mfa/dana' },
    ],
    [
      'a profile of the config file beside one that only assumes a role',
      `[profile dana]\nregion = eu-west-1\naws_access_key_id: ${ID}\naws_secret_access_key: ${SECRET}\n[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/ro\nsource_profile = dana\n`,
      { profile: 'dana', region: 'eu-west-1' },
    ],
    [
      'what aws iam create-access-key prints',
      JSON.stringify({
        AccessKey: {
          UserName: 'dana',
          AccessKeyId: ID,
          Status: 'Active',
          SecretAccessKey: SECRET,
          CreateDate: '2026-11-28T09:00:00+00:00',
        },
      }),
      { userName: 'dana' },
    ],
    [
      'the same as YAML',
      `AccessKey:\n  AccessKeyId: ${ID}\n  SecretAccessKey: ${SECRET}\n  UserName: dana\n`,
      { userName: 'dana' },
    ],
    [
      'what a credential_process prints',
      JSON.stringify({ Version: 1, AccessKeyId: ID, SecretAccessKey: SECRET }, null, 4),
    ],
    [
      'the env of an editor’s JSON',
      JSON.stringify({ env: { AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: SECRET } }, null, 2),
    ],
    [
      'and what stands in a comment is not meant',
      `# export AWS_ACCESS_KEY_ID=${OTHER_ID}\nexport AWS_ACCESS_KEY_ID=${ID}\nexport AWS_SECRET_ACCESS_KEY=${SECRET}\n`,
    ],
  ])('%s', (_, text, more = {}) => {
    expect(read(text)).toEqual({ ...KEY, accessKeyId: ID, secret: SECRET, ...more });
  });
});

describe('a seed is understood', () => {
  it.each<[string, string, string | null]>([
    [
      'as AWS writes its address',
      `otpauth://totp/Amazon%20Web%20Services:dana@acme?secret=${SEED}&issuer=Amazon%20Web%20Services`,
      'Amazon Web Services:dana@acme',
    ],
    ['with an address that names nobody', `otpauth://totp/?secret=${SEED}`, null],
    ['with a label that cannot be decoded', `otpauth://totp/50%?secret=${SEED}`, '50%'],
    ['with the seed for a label', `otpauth://totp/${SEED}?secret=${SEED}`, null],
    ['in base32 alone', SEED, null],
  ])('%s', (_, text, label) => {
    expect(read(`${text}\n`)).toEqual({ seed: text, label });
  });
});

describe('nothing is taken of', () => {
  const session = `export AWS_ACCESS_KEY_ID=ASIADANA2EXAMPLE7XQ3\nexport AWS_SECRET_ACCESS_KEY=${SECRET}\nexport AWS_SESSION_TOKEN=${TOKEN}\n`;
  it.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \r\n\t', 'empty'],
    ['a mark of UTF-8 alone', '\uFEFF', 'empty'],
    ['more than any of these files holds', 'x'.repeat(64 * 1024 + 1), 'too-large'],
    ['what is no text', 'PK\u0003\u0004', 'not-text'],
    ['a sentence', 'Lunch at noon? My secret access key is a cake.', 'unknown'],
    ['an address of the web', 'https://123456789012.signin.aws.amazon.com/console', 'unknown'],
    ['a secret alone', SECRET, 'unknown'],
    ['a key id alone', ID, 'unknown'],
    ['an address that only mentions otpauth', 'otpauthority', 'unknown'],
    ['variables that are only read', 'echo $AWS_ACCESS_KEY_ID %AWS_SECRET_ACCESS_KEY%', 'unknown'],
    ['a role profile', '[profile prod]\nrole_arn = arn:aws:iam::1:role/r\n', 'unknown'],
    ['short-lived credentials', session, 'temporary'],
    [
      'short-lived credentials of a credential_process',
      JSON.stringify({
        Version: 1,
        AccessKeyId: 'ASIADANA2EXAMPLE7XQ3',
        SecretAccessKey: SECRET,
        SessionToken: TOKEN,
      }),
      'temporary',
    ],
    [
      'what aws sts prints',
      JSON.stringify({
        Credentials: {
          AccessKeyId: 'ASIADANA2EXAMPLE7XQ3',
          SecretAccessKey: SECRET,
          SessionToken: TOKEN,
        },
      }),
      'temporary',
    ],
    ['a session token alone', `AWS_SESSION_TOKEN=${TOKEN}`, 'temporary'],
    [
      'two profiles with keys',
      `[a]\naws_access_key_id=${ID}\naws_secret_access_key=${SECRET}\n[b]\naws_access_key_id=${OTHER_ID}\naws_secret_access_key=${SECRET}\n`,
      'several-keys',
    ],
    [
      'a variable that is set twice',
      `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_ACCESS_KEY_ID=${OTHER_ID}`,
      'several-keys',
    ],
    [
      'an accessKeys.csv of two users',
      `Access key ID,Secret access key\n${ID},${SECRET}\n${OTHER_ID},${SECRET}\n`,
      'several-keys',
    ],
    ['an id without its secret', `export AWS_ACCESS_KEY_ID=${ID}`, 'no-secret'],
    ['a secret without its id', `export AWS_SECRET_ACCESS_KEY=${SECRET}`, 'no-key-id'],
    [
      'the two the other way round',
      `AWS_ACCESS_KEY_ID=${SECRET}\nAWS_SECRET_ACCESS_KEY=${ID}`,
      'not-a-key',
    ],
    [
      'an example with gaps',
      `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=<your secret>`,
      'no-secret',
    ],
    [
      'an export of many devices',
      'otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU',
      'several-seeds',
    ],
    [
      'two addresses of devices',
      `otpauth://totp/a?secret=${SEED}\notpauth://totp/b?secret=${SEED}`,
      'several-seeds',
    ],
    ['a seed that no field takes', `otpauth://totp/${'a'.repeat(5000)}`, 'too-large'],
  ])('%s', (_, text, because) => {
    expect(read(text)).toBe(because);
  });

  it('what says it is an accessKeys.csv and is not one, whose line is named', () => {
    expect(read(`Access key ID,Secret access key\n${SECRET},${ID}\n`)).toMatchObject({
      code: 'import/csv-malformed',
      facts: { line: 2 },
    });
  });
});

const letters = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const secretKey = letters(`${CAPITALS}abcdefghijklmnopqrstuvwxyz01891+/`, 40);
const keyId = letters(CAPITALS, 16).map((rest) => `AKIA${rest}`);

/** Texts as tools write them, and with the key and other things in places where they do not belong. */
const PLACES: readonly ((id: string, secret: string, noise: string) => string)[] = [
  (id, secret, noise) => `User name,Access key ID,Secret access key\n${noise},${id},${secret}`,
  (id, secret, noise) => `Access key ID,User name,Secret access key\n${noise},${id},${secret}`,
  (id, secret, noise) => `${noise}\nexport AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}`,
  (id, secret, noise) =>
    `[${noise}]\naws_access_key_id=${id}\naws_secret_access_key=${secret}\nmfa_serial=${noise}\nregion=${noise}`,
  (id, secret, noise) =>
    JSON.stringify({ AccessKey: { UserName: noise, AccessKeyId: id, SecretAccessKey: secret } }),
  (id, secret, noise) =>
    JSON.stringify({ AccessKeyId: noise, SecretAccessKey: secret, UserName: id }),
  (id, secret) => `otpauth://totp/${id}?secret=${secret}`,
];

describe('whatever is given', () => {
  it('is judged without an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 400 }),
          fc.json(),
          fc
            .array(
              fc.constantFrom(
                'AWS_ACCESS_KEY_ID',
                'aws_secret_access_key',
                'AccessKeyId',
                '__proto__',
                ID,
                SECRET,
                'otpauth://totp/',
                'Access key ID,',
                '"',
                "'",
                '[',
                ']',
                '=',
                ':',
                ',',
                '\n',
                ' ',
                '{',
                '}',
                '%',
              ),
            )
            .map((parts) => parts.join('')),
        ),
        (text) => {
          expect(['key', 'seed', 'refused', 'bad-csv']).toContain(recogniseText(text).kind);
        },
      ),
    );
  });

  it('no secret is told as anything but a secret', () => {
    const noise = fc.oneof(
      fc.constant('dana'),
      fc.constant(null),
      fc.string({ maxLength: 60 }),
      fc.constantFrom('__proto__', '"', '\u202e', '%'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...PLACES),
        keyId,
        secretKey,
        noise,
        (place, id, secret, other) => {
          // `null`: the secret itself stands where a name should.
          const found = recogniseText(place(id, secret, other ?? secret));
          expect(JSON.stringify(found)).not.toContain(secret);
          expect(String(Object.values(found))).not.toContain(secret);
          if (found.kind !== 'key') return;
          expect(found.key.secretAccessKey.reveal()).toBe(secret);
          expect(found.key.accessKeyId).toBe(id);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is judged quickly', () => {
    for (const piece of [
      ' ',
      '[',
      '"',
      'region ',
      'AWS_REGION="',
      'AWS_REGION ',
      '{"a":',
      'a,"',
      'otpauth:',
      '%41',
    ]) {
      const tookMs = processorTime();
      recogniseText(`${piece.repeat((60 * 1024) / piece.length)}x`);
      recogniseText(`Access key ID,${piece.repeat((60 * 1024) / piece.length)}x`);
      expect(tookMs()).toBeLessThan(3000);
    }
  });
});
