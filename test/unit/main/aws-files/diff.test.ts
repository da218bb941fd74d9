import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffFile } from '#main/aws-files/diff.ts';
import { secretSpans } from '#main/aws-files/secret-spans.ts';
import { hostileText } from './ini-texts.ts';

const path = '/home/dana/.aws/credentials';
const bytes = (text: string | null) => (text === null ? null : Buffer.from(text));
const diff = (before: string | null, after: string | null) =>
  diffFile({ path, before: bytes(before), after: bytes(after) }).lines;
const shown = (before: string | null, after: string | null) =>
  diff(before, after).map(
    ({ kind, text }) => `${{ same: ' ', added: '+', removed: '-', gap: '~' }[kind]}${text}`,
  );

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const OTHER = 'xJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const ID = 'AKIAIOSFODNN7EXAMPLE';

describe('the difference of two versions of an AWS file', () => {
  it('shows what goes and what comes, with three lines around and the line numbers of both', () => {
    const before = Array.from({ length: 9 }, (_, index) => `k${index} = ${index}\n`).join('');
    const after = before.replace('k5 = 5', 'k5 = five\nk6a = 6');
    expect(diff(before, after)).toEqual([
      { kind: 'gap', before: 1, after: 1, text: '2 unchanged lines' },
      { kind: 'same', before: 3, after: 3, text: 'k2 = 2' },
      { kind: 'same', before: 4, after: 4, text: 'k3 = 3' },
      { kind: 'same', before: 5, after: 5, text: 'k4 = 4' },
      { kind: 'removed', before: 6, after: null, text: 'k5 = 5' },
      { kind: 'added', before: null, after: 6, text: 'k5 = five' },
      { kind: 'added', before: null, after: 7, text: 'k6a = 6' },
      { kind: 'same', before: 7, after: 8, text: 'k6 = 6' },
      { kind: 'same', before: 8, after: 9, text: 'k7 = 7' },
      { kind: 'same', before: 9, after: 10, text: 'k8 = 8' },
    ]);
  });

  it('is empty when nothing changes, and a file that comes or goes is all of its lines', () => {
    expect(diff('[a]\n', '[a]\n')).toEqual([]);
    expect(diff(null, null)).toEqual([]);
    expect(shown(null, '[a]\nx = 1\n')).toEqual(['+[a]', '+x = 1']);
    expect(shown('[a]\n', null)).toEqual(['-[a]']);
  });

  it('shows two different secrets as a change, and neither of them', () => {
    expect(
      shown(`[a]\naws_secret_access_key = ${SECRET}\n`, `[a]\naws_secret_access_key = ${OTHER}\n`),
    ).toEqual([' [a]', '-aws_secret_access_key = ••••', '+aws_secret_access_key = ••••']);
  });

  it('shows of an access key id its kind and its end, also where the id is in a comment', () => {
    expect(
      shown('', `[a]\naws_access_key_id = ${ID}\n# was ${ID}\naws_access_key_id = minioadmin\n`),
    ).toEqual([
      '+[a]',
      '+aws_access_key_id = AKIA…MPLE',
      '+# was AKIA…MPLE',
      '+aws_access_key_id = mini…dmin',
    ]);
  });

  it('shows line ends where the change is about them, and a last line without one', () => {
    expect(shown('[a]\r\nx = 1\r\n', '[a]\nx = 1\n')).toEqual([
      '-[a]␍',
      '-x = 1␍',
      '+[a]',
      '+x = 1',
    ]);
    expect(shown('[a]\r\n', '[a]\r\nx = 1\r\n')).toEqual([' [a]', '+x = 1']);
    expect(shown('[a]\nx = 1', '[a]\nx = 1\n')).toEqual([' [a]', '-x = 1 (no line end)', '+x = 1']);
  });

  it('writes out what would hide or reorder text', () => {
    expect(shown('', '\ufeff[a]\nx = a\u202eb\u001b[31m\n')).toEqual([
      '+\\u{feff}[a]',
      '+x = a\\u{202e}b\\u{1b}[31m',
    ]);
  });

  it('ends after what anybody reads', () => {
    const lines = diff('', 'x = 1\n'.repeat(10_000));
    expect(lines).toHaveLength(4001);
    expect(lines.at(-1)).toEqual({
      kind: 'gap',
      before: null,
      after: null,
      text: '6000 more changed lines',
    });
  });

  it('of a file that is no text shows nothing of its content', () => {
    expect(
      shown(
        '',
        Buffer.from(`[a]\naws_secret_access_key = ${SECRET}`, 'utf16le').toString('latin1'),
      ).join(''),
    ).not.toMatch(/wJalr|s\\u\{0\}e/);
  });
});

describe('masking', () => {
  const around = fc.constantFrom(
    (name: string, secret: string) => `${name} = ${secret}`,
    (name: string, secret: string) => `${name}=${secret}`,
    (name: string, secret: string) => `${name}: ${secret}`,
    (name: string, secret: string) => `  ${name.toUpperCase()} =${secret}  `,
    (name: string, secret: string) => `# ${name} = ${secret}`,
    (name: string, secret: string) => `;${name} = ${secret}`,
    (name: string, secret: string) => `${name} =\n    ${secret}`,
    (name: string, secret: string) => `${name} = first\n\n  ${secret}`,
    (name: string, secret: string) => `x:${name} = ${secret}`,
    (name: string, secret: string) => `credential_process = tool --${name} ${secret} --other`,
    (name: string, secret: string) => `${name} = ${secret} # comment`,
  );
  const name = fc.constantFrom(
    'aws_secret_access_key',
    'aws_session_token',
    'aws_security_token',
    'password',
    'client-secret',
    'my.api_key',
  );
  const base64 = (minLength: number, maxLength: number) =>
    fc.string({
      unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'),
      minLength,
      maxLength,
    });

  it('lets no secret value pass, in whichever way it is written', () => {
    fc.assert(
      fc.property(around, name, base64(12, 60), hostileText, (write, key, secret, text) => {
        const after = `${text}\n[a]\n${write(key, secret)}\nregion = x\n`;
        expect(shown(text, after).join('\n')).not.toContain(secret);
        expect(shown(after, text).join('\n')).not.toContain(secret);
        // As context, too.
        expect(shown(after, `${after}output = y\n`).join('\n')).not.toContain(secret);
      }),
      { numRuns: 1500 },
    );
  });

  it('lets nothing pass that has the form of a secret access key, whatever it is called', () => {
    const key = base64(40, 40).filter(
      (text) => /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text),
    );
    fc.assert(
      fc.property(
        key,
        fc.constantFrom('note = ', '# ', 'x=', 'key: "', '[profile '),
        (secret, before) => {
          expect(shown('', `${before}${secret}\n`).join('\n')).not.toContain(secret);
        },
      ),
    );
  });

  it('lets no whole access key id pass, wherever it stands', () => {
    const id = fc
      .tuple(
        fc.constantFrom('AKIA', 'ASIA'),
        fc.string({
          unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
          minLength: 16,
          maxLength: 16,
        }),
      )
      .map(([kind, rest]) => kind + rest);
    fc.assert(
      fc.property(
        id,
        fc.constantFrom('aws_access_key_id = ', '# ', 'x', '[profile ', 'note = a/'),
        hostileText,
        (key, before, text) => {
          expect(shown(text, `${text}\n${before}${key}\n`).join('\n')).not.toContain(key);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves what is no secret readable', () => {
    const text = [
      '[profile dev]',
      'role_arn = arn:aws:iam::123456789012:role/aws-reserved/AWSReservedSSO_AdministratorAccess_abcdef0123456789',
      'sso_start_url = https://d-1234567890.awsapps.com/start',
      'web_identity_token_file = /var/run/secrets/token',
      'x_security_token_expires = 2026-01-01T00:00:00Z',
      'credential_process = latchkey credentials dev',
      'mfa_serial = arn:aws:iam::123456789012:mfa/dana',
    ];
    expect(shown('', `${text.join('\n')}\n`)).toEqual(text.map((line) => `+${line}`));
  });

  it('takes no more than linear time for a hostile line', () => {
    const line = `${'token'.repeat(200_000)} ${'A-'.repeat(200_000)}= x`;
    expect(secretSpans(line).length).toBeLessThan(3);
  });
});
